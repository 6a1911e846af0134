import { sliceBatch, throwIfAborted } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';
import { VALUES_AT_ONCE } from './variant-scores.ts';

/**
 * Does `work` on parts of the batch, each with its other inputs [B, T, S, C], stopping when cancelled and reporting
 * after each part.
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
  const atOnce = options.batchSize ?? Math.max(1, Math.floor(VALUES_AT_ONCE / (x.steps * size)));
  checkInteger(stage, 'batchSize', atOnce, 1);
  for (let from = 0; from < x.batch; from += atOnce) {
    throwIfAborted(options.signal, stage);
    const to = Math.min(x.batch, from + atOnce);
    const others = new Float32Array((to - from) * x.steps * size);
    for (let b = from; b < to; b++) {
      for (let t = 0; t < x.steps; t++) {
        const at = ((b - from) * x.steps + t) * size;
        fill(b, t, others.subarray(at, at + size));
      }
    }
    await work(sliceBatch(x, from, to), others, from);
    options.onEvent?.({ type: 'progress', stage, done: to, total: x.batch });
  }
  throwIfAborted(options.signal, stage);
}
