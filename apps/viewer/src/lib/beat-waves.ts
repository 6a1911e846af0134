import type { AppState, Beats } from './app-state.ts';
import { modelWindow } from './model-window.ts';
import { millivoltsPer } from './paper/lanes.ts';
import type { WavesQuestion } from './recording.ts';

/** Noise, and what is usual before a beat, are read off this time on each side of it, s. */
const AROUND_S = 30;
/** Below this rate waves are not delineated, Hz. */
export const LEAST_FREQUENCY = 100;

/** How the waves of the beat in view are asked for; a sentence for what can't be measured, null where there is no beat. */
export function wavesQuestion(
  state: Pick<AppState, 'recording' | 'beats' | 'model'>,
  beat: number | null,
): WavesQuestion | string | null {
  const { recording, beats } = state;
  if (recording === null || recording.images || beat === null || beat >= beats.count) return null;
  const { samplingFrequency, leads } = recording;
  const lead = modelWindow(state)?.lead ?? 0;
  const mvPerUnit = millivoltsPer(leads[lead].units);
  if (mvPerUnit === undefined) {
    return `Not measured: ${leads[lead].name} is recorded in ${leads[lead].units || 'no unit'}, not in mV.`;
  }
  if (samplingFrequency < LEAST_FREQUENCY) {
    return `Not measured: ${samplingFrequency} Hz is too low a rate for waves; ${LEAST_FREQUENCY} Hz is the least.`;
  }
  return { lead, mvPerUnit, peaks: peaksAround(beats, beat, samplingFrequency), peak: beats.peaks[beat] };
}

function peaksAround({ peaks, count }: Beats, beat: number, samplingFrequency: number): Int32Array {
  const reach = AROUND_S * samplingFrequency;
  let [first, end] = [beat, beat + 1];
  while (first > 0 && peaks[beat] - peaks[first - 1] <= reach) first--;
  while (end < count && peaks[end] - peaks[beat] <= reach) end++;
  // A peak that comes twice, as annotators may give it, is one.
  return peaks.slice(first, end).filter((peak, i, all) => i === 0 || peak > all[i - 1]);
}

/** Whether two questions have the same answer. */
export function isSameQuestion(a: WavesQuestion, b: WavesQuestion): boolean {
  return (
    a.lead === b.lead &&
    a.peak === b.peak &&
    a.peaks.length === b.peaks.length &&
    a.peaks.every((peak, i) => peak === b.peaks[i])
  );
}

/** Beats on each side by whose RR intervals the one before a beat is judged. */
const RR_BEATS = 5;

/** RR intervals around the beat of a question, ms. */
export function rrAround({ peaks, peak }: WavesQuestion, samplingFrequency: number): number[] {
  const beat = peaks.indexOf(peak);
  const near = Array.from(peaks.subarray(Math.max(0, beat - RR_BEATS), beat + RR_BEATS + 1));
  return near.slice(1).map((each, i) => ((each - near[i]) * 1000) / samplingFrequency);
}
