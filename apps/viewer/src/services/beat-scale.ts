import { standardDeviation } from '@saliogram/core';
import { checkPreprocessing, leadFor } from '../lib/beat-preprocessing.ts';
import type { ExplainedBeat } from '../lib/explained-beat.ts';
import { millivoltsPer } from '../lib/paper/lanes.ts';
import type { RecordingReader } from '../lib/recording.ts';
import type { Store } from './store.ts';

/**
 * Millivolts that one unit of a beat's input stands for; null for images, and where the lead is not recorded in volts.
 *
 * @throws what reading the recording throws
 */
export async function mvPerInputUnit(
  store: Store,
  reader: RecordingReader,
  { model, peak, index, layout }: ExplainedBeat,
): Promise<number | null> {
  const { recording, beats } = store.state.peek();
  if (!recording || layout.timeUnit !== 'ms') return null;
  const preprocessing = checkPreprocessing(model.metadata.preprocessing);
  const lead = Math.max(0, leadFor(recording.leads, preprocessing));
  const mvPerUnit = millivoltsPer(recording.leads[lead].units);
  if (mvPerUnit === undefined) return null;
  const { scaling, window, samplingFrequency } = preprocessing;
  if (scaling === 'none') return mvPerUnit;
  if (scaling === 'dominant-beat') {
    const spread = beats.spreads?.[index] ?? NaN;
    return Number.isFinite(spread) ? spread * mvPerUnit : null;
  }
  const perStep = recording.samplingFrequency / samplingFrequency;
  const from = Math.max(0, Math.round(peak - window.before * perStep));
  const to = Math.min(recording.sampleCount, Math.round(peak + window.after * perStep));
  const samples = (await reader.samples(lead, from, to)).filter((value) => !Number.isNaN(value));
  return samples.length > 0 ? standardDeviation(samples) * mvPerUnit : null;
}
