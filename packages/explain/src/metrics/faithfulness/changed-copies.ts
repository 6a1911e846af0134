import { gatherBatch, throwIfAborted } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { callOptions } from '../../attribution/batches.ts';
import type { RunOptions } from '../../attribution/batches.ts';
import { hasCapability } from '../../attribution/capability.ts';
import { checkInteger } from '../../attribution/check-argument.ts';

/** Input values of the copies made at once, by default; 8 MiB. */
const VALUES_AT_ONCE = 2 ** 21;

/**
 * Scores [N, K] of changed copies of sequences, in batches; a model that can resumes from the state before the first
 * changed step of each.
 *
 * @param baseOf for each copy the index of its sequence, never falling, [N]
 * @param change makes copy n of its sequence's values [T, C], in place
 */
export async function scoresOfCopies(
  model: ScoresModel,
  x: SequenceBatch,
  baseOf: ArrayLike<number>,
  change: (n: number, values: Float32Array) => void,
  stage: string,
  options: RunOptions,
): Promise<Float32Array> {
  const size = x.steps * x.channels;
  const atOnce = options.batchSize ?? Math.max(1, Math.floor(VALUES_AT_ONCE / size));
  checkInteger(stage, 'batchSize', atOnce, 1);
  const classes = model.classes.length;
  const scores = new Float32Array(baseOf.length * classes);
  throwIfAborted(options.signal, stage);
  for (let from = 0; from < baseOf.length; from += atOnce) {
    const to = Math.min(from + atOnce, baseOf.length);
    const first = baseOf[from];
    const indices = Array.from({ length: to - from }, (_, i) => baseOf[from + i] - first);
    const bases = gatherBatch(
      x,
      Array.from({ length: baseOf[to - 1] - first + 1 }, (_, i) => first + i),
    );
    const sequences = gatherBatch(bases, indices);
    for (let i = 0; i < indices.length; i++) {
      change(from + i, sequences.values.subarray(i * size, (i + 1) * size));
    }
    scores.set(await scoresOf(model, bases, sequences, indices, options), from * classes);
    throwIfAborted(options.signal, stage);
    options.onEvent?.({ type: 'progress', stage, done: to, total: baseOf.length });
  }
  return scores;
}

async function scoresOf(
  model: ScoresModel,
  bases: SequenceBatch,
  sequences: SequenceBatch,
  baseOf: readonly number[],
  options: RunOptions,
): Promise<Float32Array> {
  // Sequences with ends of their own share no states, and the bases would be read for nothing.
  if (!hasCapability(model, 'scoresOfVariants') || sequences.lengths) {
    return model.scores(sequences, callOptions(options));
  }
  const firstChange = Int32Array.from(baseOf, (base, i) => firstChangedStep(bases, base, sequences, i));
  const variants = { sequences, baseOf, firstChange };
  return (await model.scoresOfVariants(bases, variants, callOptions(options))).scores;
}

function firstChangedStep(
  bases: SequenceBatch,
  base: number,
  sequences: SequenceBatch,
  copy: number,
): number {
  const size = bases.steps * bases.channels;
  let i = 0;
  while (i < size && bases.values[base * size + i] === sequences.values[copy * size + i]) i++;
  return Math.floor(i / bases.channels);
}
