import { SaliogramError } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';

/** Least and greatest value of each input, each [T, C]. */
export interface InputBounds {
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** The range that each input has over the data. */
export function boundsOf(where: string, x: SequenceBatch, data: SequenceBatch): InputBounds {
  if (data.batch === 0 || data.steps !== x.steps || data.channels !== x.channels) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got data of ${data.batch} x ${data.steps} x ${data.channels} (sequences x steps x channels), expected sequences of ${x.steps} x ${x.channels} as the input, at least one`,
      { details: { data: data.batch, steps: data.steps, channels: data.channels } },
    );
  }
  const size = data.steps * data.channels;
  const low = new Float32Array(size).fill(Infinity);
  const high = new Float32Array(size).fill(-Infinity);
  for (let b = 0; b < data.batch; b++) {
    const cells = (data.lengths?.[b] ?? data.steps) * data.channels;
    for (let i = 0; i < cells; i++) {
      const v = data.values[b * size + i];
      low[i] = Math.min(low[i], v);
      high[i] = Math.max(high[i], v);
    }
  }
  return { low, high };
}
