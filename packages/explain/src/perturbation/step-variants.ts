import { sliceBatch, throwIfAborted } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { cellsOf, clearAfterEnds } from '../attribution/sequence-end.ts';
import { VALUES_AT_ONCE } from './variant-scores.ts';

/**
 * Does `work` on parts of the batch so large that `rows` other inputs for each step fit, stopping when cancelled and
 * reporting after each part.
 *
 * A part's sequences go on to its last step: what a step answers does not depend on what follows it. What is found after
 * the end of a sequence is for {@link clearAfterEnds}.
 */
export async function inStepParts(
  x: SequenceBatch,
  rows: number,
  stage: string,
  options: RunOptions,
  work: (part: SequenceBatch, from: number) => Promise<void>,
): Promise<void> {
  const size = x.steps * x.channels;
  const atOnce = options.batchSize ?? Math.max(1, Math.floor(VALUES_AT_ONCE / (size * rows)));
  checkInteger(stage, 'batchSize', atOnce, 1);
  for (let from = 0; from < x.batch; from += atOnce) {
    throwIfAborted(options.signal, stage);
    const to = Math.min(x.batch, from + atOnce);
    await work(withoutEnds(sliceBatch(x, from, to)), from);
    options.onEvent?.({ type: 'progress', stage, done: to, total: x.batch });
  }
  throwIfAborted(options.signal, stage);
}

/**
 * The same with the other inputs [B, T, S, C] of each part.
 *
 * @param fill writes the S other inputs [S, C] of step t of sequence b
 */
export async function withStepVariants(
  x: SequenceBatch,
  samples: number,
  stage: string,
  options: RunOptions,
  fill: (b: number, t: number, others: Float32Array) => void,
  work: (part: SequenceBatch, others: Float32Array, from: number) => Promise<void>,
): Promise<void> {
  const size = samples * x.channels;
  await inStepParts(x, samples, stage, options, async (part, from) => {
    const others = new Float32Array(part.batch * x.steps * size);
    for (let b = 0; b < part.batch; b++) {
      const own = cellsOf(x, from + b) / x.channels;
      for (let t = 0; t < own; t++) {
        const at = (b * x.steps + t) * size;
        fill(from + b, t, others.subarray(at, at + size));
      }
    }
    await work(part, others, from);
  });
}

function withoutEnds(x: SequenceBatch): SequenceBatch {
  const { lengths, ...whole } = x;
  if (!lengths) return x;
  const values = x.values.slice();
  clearAfterEnds(values, x);
  return { ...whole, values };
}
