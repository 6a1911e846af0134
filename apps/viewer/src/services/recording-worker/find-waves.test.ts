import { expect, it } from 'vitest';
import { synthesizeRecording } from '@saliogram/datasets';
import { delineateBeats, measureBeats } from '@saliogram/signal';
import { createRecordingReader } from './reader.ts';

const RATE = 360;
const { samples, annotations } = synthesizeRecording({
  seed: 1,
  durationS: 50,
  beatClasses: { N: 3, L: 1, R: 1, V: 1, '/': 1 },
});
const peaks = Int32Array.from(annotations, ({ sample }) => sample);

async function ask(peak: number, among = peaks) {
  const reader = createRecordingReader();
  await reader.open({ kind: 'synthetic', seed: 1, durationS: 50 }, () => undefined);
  return reader.waves({ lead: 0, mvPerUnit: 1, peaks: among, peak });
}

it('the waves of a beat are those that signal finds, in samples of the recording', async () => {
  const found = await ask(peaks[30], peaks.subarray(10, 50));
  // The same stretch of the recording, two seconds around the peaks, and its measurements.
  const from = peaks[10] - 2 * RATE;
  const stretch = samples.subarray(from, peaks[49] + 2 * RATE + 1);
  const options = { samplingFrequency: RATE, peaks: peaks.subarray(10, 50).map((peak) => peak - from) };
  const beats = delineateBeats(stretch, options);
  expect(found.measured).toEqual(measureBeats(stretch, beats, RATE)[20]);
  expect(found.waves.rPeak).toBe(peaks[30]);
  expect(found.waves.qrs?.onset).toBe((beats[20].qrs?.onset ?? NaN) + from);
  expect(found.waves.qrs?.confidence).toEqual(beats[20].qrs?.confidence);
});

it('a beat that is not among the peaks is refused', async () => {
  await expect(ask(7)).rejects.toMatchObject({ code: 'argument-invalid' });
});
