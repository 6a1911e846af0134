import { sequenceBatch, softmax } from '@saliogram/core';
import type { ScoresModel } from '@saliogram/core';
import { expect, it } from 'vitest';
import { mergeClasses } from './merge-classes.ts';

const named = (symbols: string) => symbols.split('').map((symbol) => ({ symbol, name: symbol }));

it('merged classes have the summed probabilities, a class of nothing none', async () => {
  const scores = Float32Array.of(1, 2, 3, 1000, 999, -5);
  const model: ScoresModel = {
    classes: named('NLV'),
    passes: () => ({ forward: 0, backward: 0 }),
    scores: async () => scores,
  };
  const merged = mergeClasses(model, named('NSV'), [0, 0, 2]);
  const found = await merged.scores(sequenceBatch(new Float32Array(2), 2, 1));
  const [n, l, v] = softmax(scores, 3);
  const probabilities = softmax(found, 3);
  expect(probabilities[0]).toBeCloseTo(n + l, 6);
  expect(probabilities[1]).toBe(0);
  expect(probabilities[2]).toBeCloseTo(v, 6);
  expect([...probabilities.subarray(3)]).toEqual([1, 0, 0]);
  expect(found[1]).toBe(-Infinity);
});
