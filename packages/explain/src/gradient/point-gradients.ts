import { throwIfAborted } from '@saliogram/core';
import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { callOptions } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger } from '../attribution/check-argument.ts';

/** Points around sequences, and what becomes of the gradients there; sequences and points come in order. */
export interface Points {
  /** Points of each sequence. */
  readonly count: number;
  /** Turns a copy of sequence b, [T, C], into its point k. */
  move(point: Float32Array, b: number, k: number): void;
  /** Takes the gradient of the objective at that point, [T, C]. */
  take(gradient: Float32Array, b: number, k: number): void;
}

/** Gradients at points around every sequence, so many at once as the options allow. */
export async function gradientsAt(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Int32Array,
  objective: Objective,
  points: Points,
  stage: string,
  options: RunOptions,
): Promise<void> {
  const { batchSize = 256 } = options;
  checkInteger(stage, 'batchSize', batchSize, 1);
  const size = x.steps * x.channels;
  const total = x.batch * points.count;
  for (let from = 0; from < total; from += batchSize) {
    throwIfAborted(options.signal, stage);
    const some = Array.from({ length: Math.min(batchSize, total - from) }, (_, i) => {
      const b = Math.floor((from + i) / points.count);
      return { b, k: (from + i) % points.count };
    });
    const values = new Float32Array(some.length * size);
    some.forEach(({ b, k }, i) => {
      const point = values.subarray(i * size, (i + 1) * size);
      point.set(x.values.subarray(b * size, (b + 1) * size));
      points.move(point, b, k);
    });
    const at: SequenceBatch = {
      values,
      batch: some.length,
      steps: x.steps,
      channels: x.channels,
      ...(x.lengths && { lengths: some.map(({ b }) => x.lengths![b]) }),
    };
    const own = some.map(({ b }) => targets[b]);
    const { gradient } = await model.scoreGradient(at, own, objective, callOptions(options));
    some.forEach(({ b, k }, i) => points.take(gradient.subarray(i * size, (i + 1) * size), b, k));
    const done = Math.floor((from + some.length) / points.count);
    options.onEvent?.({ type: 'progress', stage, done, total: x.batch });
  }
  throwIfAborted(options.signal, stage);
}
