import { createRandom } from '@saliogram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auprc } from './auprc.ts';
import { auroc } from './auroc.ts';
import { meanRank } from './mean-rank.ts';
import { pointingGame } from './pointing-game.ts';
import { relevanceMass } from './relevance-mass.ts';
import { relevanceRankAccuracy } from './relevance-rank-accuracy.ts';
import { topOverlapWithTruth } from './top-overlap-with-truth.ts';

const truth = [0, 1, 1, 0, 0, 0, 0, 0, 0, 1];
const perfect = truth.map((t, i) => 10 * t + i);
const inverted = perfect.map((v) => -v);
const constant = truth.map(() => 4);
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

describe('measures of order', () => {
  it('are at their best for the true order, whatever the values', () => {
    expect(auroc(perfect, truth)).toBe(1);
    expect(auprc(perfect, truth)).toBe(1);
    expect(auprc(perfect, truth, 'trapezoid')).toBe(1);
    // No more than 1 of many, whatever the rounding.
    const many = Float64Array.from({ length: 500 }, (_, i) => 500 - i);
    expect(
      auprc(
        many,
        many.map((v) => (v > 250 ? 1 : 0)),
      ),
    ).toBe(1);
    expect(meanRank(perfect, truth)).toBe(2);
    expect(pointingGame(perfect, truth)).toBe(1);
    expect(relevanceRankAccuracy(perfect, truth)).toBe(1);
    expect(topOverlapWithTruth(perfect, truth)).toEqual({ precision: 1, recall: 1, f1: 1, iou: 1 });
    expect(relevanceMass(truth, truth)).toBe(1);
  });

  it('are at their worst for the inverted order (by hand)', () => {
    expect(auroc(inverted, truth)).toBe(0);
    // The true cells come 8th to 10th of 10.
    expect(auprc(inverted, truth)).toBeCloseTo((1 / 8 + 2 / 9 + 3 / 10) / 3, 12);
    expect(meanRank(inverted, truth)).toBe(9);
    expect(pointingGame(inverted, truth)).toBe(0);
    expect(topOverlapWithTruth(inverted, truth)).toEqual({ precision: 0, recall: 0, f1: 0, iou: 0 });
  });

  it('are what chance gives for a constant map, also in the order of its ties', () => {
    expect(auroc(constant, truth)).toBe(0.5);
    expect(auprc(constant, truth)).toBeCloseTo(0.3, 12);
    expect(auprc(constant, truth, 'trapezoid')).toBeCloseTo((1 + 0.3) / 2, 12);
    expect(meanRank(constant, truth)).toBe(5.5);
    expect(meanRank(constant, truth, 'min')).toBe(1);
    expect(pointingGame(constant, truth)).toBe(0.3);
    expect(relevanceMass(constant, truth)).toBeCloseTo(0.3, 12);
    expect(relevanceRankAccuracy(constant, truth)).toBeCloseTo(0.3, 12);
    expect(topOverlapWithTruth(constant, truth).iou).toBeCloseTo(0.9 / 5.1, 12);
  });

  it('are what chance gives for random values of many cells', () => {
    const random = createRandom(8);
    const many = Float64Array.from({ length: 20_000 }, () => random.uniform());
    const some = many.map(() => (random.uniform() < 0.1 ? 1 : 0));
    const share = sum(some) / some.length;
    // The standard error of AUROC is 0.007 here, sqrt((n + m + 1) / (12 n m)).
    expect(auroc(many, some)).toBeCloseTo(0.5, 1);
    expect(auprc(many, some) - share).toBeLessThan(0.01);
    expect(Math.abs(relevanceMass(many, some) - share)).toBeLessThan(0.01);
    expect(Math.abs(relevanceRankAccuracy(many, some) - share)).toBeLessThan(0.03);
  });

  it('agree with scikit-learn where values tie', () => {
    // scikit-learn 1.9.1: roc_auc_score, average_precision_score, auc(recall, precision).
    const values = [0.9, 0.1, 0.4, 0.4, 0.7, 0.4, 0, 0.2, 1, 0.2, 0, 0.7];
    const true5 = [1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0];
    expect(auroc(values, true5)).toBeCloseTo(0.6714285714285715, 12);
    expect(auprc(values, true5)).toBeCloseTo(0.7119047619047618, 12);
    expect(auprc(values, true5, 'trapezoid')).toBeCloseTo(0.695952380952381, 12);
    // Ranks, ties at their mean: 2, 6, 6, 1 and 11.5; at their best: 2, 5, 5, 1 and 11.
    expect(meanRank(values, true5)).toBeCloseTo(26.5 / 5, 12);
    expect(meanRank(values, true5, 'min')).toBeCloseTo(24 / 5, 12);
    // Of the five highest, four are certain with two true; of three that tie for the fifth place, two are true.
    expect(topOverlapWithTruth(values, true5).precision).toBeCloseTo((2 + 2 / 3) / 5, 12);
    expect(topOverlapWithTruth(values, true5, 4)).toEqual({
      precision: 0.5,
      recall: 0.4,
      f1: 4 / 9,
      iou: 2 / 7,
    });
  });

  it('change neither with the order of the cells nor with the scale of the values', () => {
    const cell = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 30 }), (cells) => {
        const measures = [auroc, auprc, meanRank, pointingGame, relevanceRankAccuracy];
        const turned = cells.toReversed();
        for (const measure of measures) {
          const one = measure(
            cells.map(([v]) => v),
            cells.map(([, t]) => t),
          );
          const other = measure(
            turned.map(([v]) => Math.exp(v) - 3),
            turned.map(([, t]) => t),
          );
          if (Number.isNaN(one)) expect(other).toBeNaN();
          else expect(other).toBeCloseTo(one, 10);
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('have no number without a true cell, and say what does not fit', () => {
    const none = truth.map(() => 0);
    for (const measure of [auroc, auprc, meanRank, pointingGame, relevanceMass, relevanceRankAccuracy]) {
      expect(measure(perfect, none)).toBeNaN();
    }
    expect(
      auroc(
        perfect,
        truth.map(() => 1),
      ),
    ).toBeNaN();
    expect(() => auroc([1, 2], [1])).toThrow('AUROC: got 2 values and 1 truths, expected as many of each');
    expect(() => auprc([1, NaN], [1, 0])).toThrow('AUPRC: value 1 is NaN');
    expect(() => topOverlapWithTruth(perfect, truth, 0)).toThrow(
      'got k 0, expected a whole number of cells from 1 to 10',
    );
  });
});
