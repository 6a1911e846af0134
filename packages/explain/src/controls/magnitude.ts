import type { SequenceBatch } from '@saliogram/core';
import type { Attribution } from '../attribution/attribution.ts';
import { clearAfterEnds } from '../attribution/sequence-end.ts';

/**
 * Control: |x|, a map that knows no model; a method that does not beat it has shown little.
 *
 * Cost: none.
 *
 * @param targets copied into the result, used for nothing
 */
export function magnitude(x: SequenceBatch, targets: ArrayLike<number>): Attribution {
  const values = x.values.map(Math.abs);
  clearAfterEnds(values, x);
  return {
    method: 'magnitude',
    targets: Int32Array.from(targets),
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'min-max', floor: 0 },
    settings: {},
    cost: { forward: 0, backward: 0 },
  };
}
