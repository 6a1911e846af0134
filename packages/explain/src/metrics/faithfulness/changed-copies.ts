import { gatherBatch, sliceBatch, throwIfAborted } from '@saliogram/core';
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
 * @param otherwise of the shape of `x`: what copies may begin like where they do not begin like their sequence
 */
export async function scoresOfCopies(
  model: ScoresModel,
  x: SequenceBatch,
  baseOf: ArrayLike<number>,
  change: (n: number, values: Float32Array) => void,
  stage: string,
  options: RunOptions,
  otherwise?: SequenceBatch,
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
    const bases = sliceBatch(x, first, baseOf[to - 1] + 1);
    const others = otherwise && sliceBatch(otherwise, first, baseOf[to - 1] + 1);
    const sequences = gatherBatch(bases, indices);
    for (let i = 0; i < indices.length; i++) {
      change(from + i, sequences.values.subarray(i * size, (i + 1) * size));
    }
    scores.set(await scoresOf(model, bases, others, sequences, indices, options), from * classes);
    throwIfAborted(options.signal, stage);
    options.onEvent?.({ type: 'progress', stage, done: to, total: baseOf.length });
  }
  return scores;
}

async function scoresOf(
  model: ScoresModel,
  bases: SequenceBatch,
  others: SequenceBatch | undefined,
  sequences: SequenceBatch,
  baseOf: readonly number[],
  options: RunOptions,
): Promise<Float32Array> {
  // Sequences with ends of their own share no states, and the bases would be read for nothing.
  if (!hasCapability(model, 'scoresOfVariants') || sequences.lengths) {
    return model.scores(sequences, callOptions(options));
  }
  const shared = sharedSteps(bases, sequences, baseOf);
  const also = others && sharedSteps(others, sequences, baseOf);
  const saved = also?.reduce((sum, steps, i) => sum + Math.max(0, steps - shared[i]), 0) ?? 0;
  // The others are read once more themselves.
  if (!others || !also || saved <= others.batch * others.steps) {
    const variants = { sequences, baseOf, firstChange: shared };
    return (await model.scoresOfVariants(bases, variants, callOptions(options))).scores;
  }
  const variants = {
    sequences,
    baseOf: baseOf.map((base, i) => (also[i] > shared[i] ? bases.batch + base : base)),
    firstChange: shared.map((steps, i) => Math.max(steps, also[i])),
  };
  const both = { ...bases, batch: 2 * bases.batch, values: joined(bases.values, others.values) };
  return (await model.scoresOfVariants(both, variants, callOptions(options))).scores;
}

/** How many steps each copy begins with that are those of its base. */
function sharedSteps(bases: SequenceBatch, sequences: SequenceBatch, baseOf: readonly number[]): Int32Array {
  const size = bases.steps * bases.channels;
  return Int32Array.from(baseOf, (base, copy) => {
    let i = 0;
    while (i < size && bases.values[base * size + i] === sequences.values[copy * size + i]) i++;
    return Math.floor(i / bases.channels);
  });
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const values = new Float32Array(first.length + second.length);
  values.set(first);
  values.set(second, first.length);
  return values;
}
