import { sequenceBatch, softmax } from '@saliogram/core';
import type { ScoresModel } from '@saliogram/core';
import { AAMI_CLASSES, MIT_BIH_CLASSES } from '@saliogram/datasets';
import { describe, expect, it } from 'vitest';
import { asAami, presetOf } from './judged-classes.ts';

const modelOf = (classes: ScoresModel['classes']): ScoresModel => ({
  classes,
  passes: () => ({ forward: 0, backward: 0 }),
  scores: async (x) => Float32Array.from({ length: x.batch * classes.length }, (_, i) => i % classes.length),
});

describe('judged classes', () => {
  it('sees N, L and R as N, V as V, paced as Q, and never S or F', async () => {
    const scores = await asAami(modelOf(MIT_BIH_CLASSES)).scores(sequenceBatch(new Float32Array(1), 1, 1));
    const own = softmax(Float32Array.of(0, 1, 2, 3, 4), 5);
    const [n, s, v, f, q] = softmax(scores, 5);
    expect(n).toBeCloseTo(own[0] + own[1] + own[2], 6);
    expect([s, f]).toEqual([0, 0]);
    expect(v).toBeCloseTo(own[3], 6);
    expect(q).toBeCloseTo(own[4], 6);
  });

  it('leaves a model of EC57’s classes as it is, and refuses others', () => {
    const aami = modelOf(AAMI_CLASSES);
    expect(asAami(aami)).toBe(aami);
    expect([presetOf(aami), presetOf(modelOf(MIT_BIH_CLASSES))]).toEqual(['aami', 'paper-5']);
    expect(() => asAami(modelOf([{ symbol: '7', name: 'seven' }]))).toThrow(
      'the model has classes 7, expected',
    );
  });
});
