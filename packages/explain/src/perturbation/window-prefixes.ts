import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { divergence } from './divergence.ts';
import type { Divergence } from './divergence.ts';
import { prefixOf } from './step-answers.ts';
import { variantScores } from './variant-scores.ts';

/**
 * i(b - n .. b) for n = 0 .. w - 1, [B, w, C], of a model without single steps: each changed prefix is read by itself.
 *
 * @param drawn for each first step, what stands in from there on, [B, S, steps, C]
 */
export async function importanceAfter(
  model: ScoresModel,
  part: SequenceBatch,
  drawn: readonly Float32Array[],
  b: number,
  { kind, window, samples }: { kind: Divergence; window: number; samples: number },
  options: RunOptions,
): Promise<Float64Array> {
  const { batch, channels } = part;
  const bases = prefixOf(part, b + 1);
  const size = (b + 1) * channels;
  const rows = window * channels * samples;
  const values = new Float32Array(batch * rows * size);
  const firstChange = new Int32Array(batch * rows);
  for (let row = 0; row < batch * rows; row++) {
    const sequence = Math.floor(row / rows);
    const s = row % samples;
    const c = Math.floor(row / samples) % channels;
    const from = b - (Math.floor(row / (samples * channels)) % window);
    const span = drawn[from].length / (batch * samples * channels);
    values.set(bases.values.subarray(sequence * size, (sequence + 1) * size), row * size);
    firstChange[row] = from;
    for (let t = from; t <= b; t++) {
      const source = ((sequence * samples + s) * span + t - from) * channels + c;
      values[row * size + t * channels + c] = drawn[from][source];
    }
  }
  const sequences = { ...bases, values, batch: batch * rows };
  const baseOf = Int32Array.from({ length: batch * rows }, (_, row) => Math.floor(row / rows));
  const variants = { sequences, baseOf, firstChange };
  const { baseScores, scores } = await variantScores(model, bases, variants, options);
  const importance = new Float64Array(batch * window * channels);
  for (let row = 0; row < batch * rows; row++) {
    const moved = divergence(kind, baseScores, baseOf[row], scores, row, model.classes.length);
    importance[Math.floor(row / samples)] += moved / samples;
  }
  return importance;
}
