import { SaliogramError } from '@saliogram/core';
import { delineateBeats, measureBeats } from '@saliogram/signal';
import { movedWaves } from '../../lib/moved-waves.ts';
import type { BeatWaves, RecordingFacts, WavesQuestion } from '../../lib/recording.ts';
import type { SampleCache } from './sample-cache.ts';

/** Read beyond the first and the last peak: the delineator looks no further, s. */
const MARGIN_S = 2;

/**
 * Finds the waves of one beat from the samples around it, and measures them; no more of the recording is read than the
 * peaks of the question span.
 *
 * @throws `argument-invalid` for a beat that is not among the peaks, and what reading and delineating throw
 */
export async function findWaves(
  { samplingFrequency, sampleCount }: RecordingFacts,
  cache: SampleCache,
  { lead, mvPerUnit, peaks, peak }: WavesQuestion,
): Promise<BeatWaves> {
  const index = peaks.indexOf(peak);
  if (index < 0) {
    throw new SaliogramError('argument-invalid', `waves: got R peak ${peak}, expected one of the peaks`, {
      details: { peak, peaks: peaks.length },
    });
  }
  const margin = Math.round(MARGIN_S * samplingFrequency);
  const from = Math.max(0, peaks[0] - margin);
  const to = Math.min(sampleCount, peaks[peaks.length - 1] + margin + 1);
  const samples = await cache.read(lead, from, to);
  const signalMv = mvPerUnit === 1 ? samples : samples.map((value) => value * mvPerUnit);
  const beats = delineateBeats(signalMv, { samplingFrequency, peaks: peaks.map((each) => each - from) });
  return {
    waves: movedWaves(beats[index], from),
    measured: measureBeats(signalMv, beats, samplingFrequency)[index],
  };
}
