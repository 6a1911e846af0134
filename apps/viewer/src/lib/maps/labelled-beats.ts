import { gatherBatch } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { AppState, Beats } from '../app-state.ts';
import { predictedClass } from '../worklist.ts';

/** Images that are drawn from; handing all of a large set to a worker would take longer than the method. */
const MOST_IMAGES = 1000;

/**
 * All beats of the recording, or the first images of a set, as data to draw from; null until they are found, so that what is
 * drawn does not depend on when.
 */
export function beatData(beats: Beats, areImages: boolean): SequenceBatch | null {
  const { complete, count, inputs, steps, channels } = beats;
  if (count === 0 || !(complete || areImages)) return null;
  const batch = areImages ? Math.min(count, MOST_IMAGES) : count;
  return { values: inputs.slice(0, batch * steps * channels), batch, steps, channels };
}

/** The lowest and the highest value of each input over all beats so far, as two sequences. */
export function rangeOfBeats({ inputs, count, steps, channels }: Beats): SequenceBatch {
  const size = steps * channels;
  const values = new Float32Array(2 * size);
  values.fill(Infinity, 0, size);
  values.fill(-Infinity, size);
  for (let i = 0; i < count * size; i++) {
    const at = i % size;
    values[at] = Math.min(values[at], inputs[i]);
    values[size + at] = Math.max(values[size + at], inputs[i]);
  }
  return { values, batch: 2, steps, channels };
}

/** Sequences with their class indices. */
export interface LabelledBeats {
  readonly data: SequenceBatch;
  readonly labels: Uint8Array;
}

/**
 * The beats whose class is known: the reference's where it is one of the model's, or, in a recording without a reference
 * that says any, the model's own.
 */
export function labelledBeats(
  data: SequenceBatch,
  { beats, references, model }: Pick<AppState, 'beats' | 'references' | 'model'>,
): LabelledBeats | null {
  const classes = model?.classes ?? [];
  const all = Array.from({ length: data.batch }, (_, i) => i);
  const classOf = (symbol: string | undefined): number => classes.findIndex((info) => info.symbol === symbol);
  const byReference = all.map((i) => classOf(references[beats.referenceOf[i]]?.symbol));
  const labels = byReference.some((label) => label >= 0)
    ? byReference
    : all.map((i) => predictedClass(beats, i, classes.length));
  const known = all.filter((i) => labels[i] >= 0);
  if (known.length === 0) return null;
  return { data: gatherBatch(data, known), labels: Uint8Array.from(known, (i) => labels[i]) };
}
