import { createRandom } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import type { Attribution } from '../attribution/attribution.ts';
import { clearAfterEnds } from '../attribution/sequence-end.ts';

/**
 * Control: heat drawn uniformly from [0, 1) for every input, each by itself.
 *
 * Cost: none. Not rescaled, so that a threshold h hides a share 1 - h of the inputs on average.
 *
 * @param targets copied into the result, used for nothing
 * @param seed default 0
 */
export function randomHeat(x: SequenceBatch, targets: ArrayLike<number>, seed = 0): Attribution {
  const random = createRandom(seed);
  const values = new Float32Array(x.values.length).map(() => random.uniform());
  clearAfterEnds(values, x);
  return {
    method: 'random-heat',
    targets: Int32Array.from(targets),
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'min-max', floor: 0 },
    settings: { seed },
    cost: { forward: 0, backward: 0 },
  };
}
