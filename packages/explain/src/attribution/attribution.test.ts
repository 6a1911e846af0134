import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { resolveTargets } from './attribution.ts';

const model = linearModel([
  [1, 0],
  [0, 1],
]);
const x = { values: Float32Array.of(2, 1, 1, 2), batch: 2, steps: 2, channels: 1 };

describe('targets', () => {
  it('are the given classes, one class for all, or the predicted', async () => {
    expect([...(await resolveTargets(model, x, [1, 0]))]).toEqual([1, 0]);
    expect([...(await resolveTargets(model, x, 1))]).toEqual([1, 1]);
    expect([...(await resolveTargets(model, x, 'predicted'))]).toEqual([0, 1]);
  });

  it('are refused with the offending value when they do not fit', async () => {
    await expect(resolveTargets(model, x, [0])).rejects.toThrow(
      'targets: got 1 classes, expected one for each of 2',
    );
    await expect(resolveTargets(model, x, [0, 2])).rejects.toThrow(
      'got class 2 for sequence 1, expected an index from 0 to 1 (c0, c1)',
    );
    await expect(resolveTargets(model, x, [0, 0.5])).rejects.toThrow('got class 0.5');
  });
});
