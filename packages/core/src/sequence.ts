import { SaliogramError } from './errors.ts';

/**
 * B sequences of T steps and C channels: `values` has shape [B, T, C], row-major. Sequences shorter than T end early;
 * what stands in their remaining steps does not matter.
 */
export interface SequenceBatch {
  readonly values: Float32Array;
  readonly batch: number;
  readonly steps: number;
  readonly channels: number;
  /** Steps of each sequence, 1 to T, [B]; absent when all have T. */
  readonly lengths?: ArrayLike<number>;
}

/**
 * A batch over `values`, checked to hold batch x steps x channels numbers.
 *
 * @param values shape [B, T, C]
 * @throws `argument-invalid` when the length does not fit
 */
export function sequenceBatch(
  values: Float32Array,
  batch: number,
  steps: number,
  channels = 1,
): SequenceBatch {
  if (values.length !== batch * steps * channels) {
    throw new SaliogramError(
      'argument-invalid',
      `sequence batch: got ${values.length} values, expected ${batch} x ${steps} x ${channels} (sequences x steps x channels)`,
      { details: { length: values.length, batch, steps, channels } },
    );
  }
  return { values, batch, steps, channels };
}

/** The sequences from `from` up to `to` (exclusive) as a view on the same memory. */
export function sliceBatch(x: SequenceBatch, from: number, to: number): SequenceBatch {
  const size = x.steps * x.channels;
  return {
    ...x,
    values: x.values.subarray(from * size, to * size),
    batch: to - from,
    ...(x.lengths && { lengths: Array.prototype.slice.call(x.lengths, from, to) }),
  };
}

/** The sequences named by `indices`, copied in that order. */
export function gatherBatch(x: SequenceBatch, indices: ArrayLike<number>): SequenceBatch {
  const size = x.steps * x.channels;
  const values = new Float32Array(indices.length * size);
  for (let i = 0; i < indices.length; i++) {
    values.set(x.values.subarray(indices[i] * size, (indices[i] + 1) * size), i * size);
  }
  return {
    ...x,
    values,
    batch: indices.length,
    ...(x.lengths && { lengths: Array.from(indices, (i) => x.lengths![i]) }),
  };
}
