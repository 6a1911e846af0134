import { createRandom, sequenceBatch } from '@saliogram/core';
import { expect, it } from 'vitest';
import { WhiteBox } from './white-box.ts';

it('is the sum of squares over its cells up to a step, with its gradient', async () => {
  const truth = Uint8Array.of(0, 1, 1, 0, 0, 1);
  const model = new WhiteBox([{ symbol: '0', name: 'sum' }], truth);
  const random = createRandom(1);
  const x = sequenceBatch(
    Float32Array.from({ length: 12 }, () => Math.round(8 * random.normal()) / 8),
    2,
    3,
    2,
  );
  const [a, b, c] = [x.values[7], x.values[8], x.values[11]];
  expect([...(await model.scoresPerStep(x)).subarray(3)]).toEqual([
    a ** 2,
    a ** 2 + b ** 2,
    a ** 2 + b ** 2 + c ** 2,
  ]);
  const { scores, gradient } = await model.scoreGradient(x, [0, 0]);
  expect(scores[1]).toBe(a ** 2 + b ** 2 + c ** 2);
  expect([...gradient.subarray(6)]).toEqual([0, 2 * a, 2 * b, 0, 0, 2 * c]);
  expect(model.passes()).toEqual({ forward: 4, backward: 2 });
});
