import { createRandom } from '@saliogram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationOf, confidencesOf } from './calibration.ts';
import { meanCrossEntropy } from './cross-entropy.ts';
import { fitTemperature } from './temperature.ts';

const classes = ['N', 'V'].map((symbol) => ({ symbol, name: symbol }));
/** Two classes whose probability of N is p. */
const scoresOf = (probabilities: number[]): Float32Array =>
  Float32Array.from(probabilities.flatMap((p) => [Math.log(p), Math.log(1 - p)]));

describe('calibrationOf', () => {
  it('bins by hand', () => {
    // Confidence 0.9 (right), 0.9 (wrong), 0.6 (right, decided V), 0.7 (right).
    const labels = Uint8Array.of(0, 1, 1, 0);
    const found = calibrationOf({ scores: scoresOf([0.9, 0.9, 0.4, 0.7]), labels, classes }, { bins: 4 });
    expect(found.bins.map(({ n }) => n)).toEqual([0, 0, 2, 2]);
    expect(found.bins[0]).toEqual({ low: 0, high: 0.25, n: 0, confidence: null, accuracy: null });
    expect(found.bins[2].confidence).toBeCloseTo(0.65, 6);
    expect(found.bins[2].accuracy).toBe(1);
    expect(found.bins[3].accuracy).toBe(0.5);
    // (2 |1 - 0.65| + 2 |0.5 - 0.9|) / 4
    expect(found.expectedCalibrationError).toBeCloseTo(0.375, 6);
    // 2 (0.1^2 + 0.9^2 + 0.4^2 + 0.3^2) / 4
    expect(found.brier).toBeCloseTo((2 * (0.01 + 0.81 + 0.16 + 0.09)) / 4, 6);
    expect(found.crossEntropy).toBeCloseTo(
      -(Math.log(0.9) + Math.log(0.1) + Math.log(0.6) + Math.log(0.7)) / 4,
      6,
    );
  });

  it('of probabilities that are true is near nothing, and of a class without score has no cross-entropy', () => {
    const random = createRandom(8);
    const p = Array.from({ length: 20_000 }, () => 0.02 + 0.96 * random.uniform());
    const labels = Uint8Array.from(p, (value) => (random.uniform() < value ? 0 : 1));
    const found = calibrationOf({ scores: scoresOf(p), labels, classes });
    expect(found.expectedCalibrationError).toBeLessThan(0.015);
    // E[2 (p - y)^2] = E[2 p (1 - p)], p uniform on [0.02, 0.98].
    expect(found.brier).toBeCloseTo((2 * (0.5 * 0.96 - (0.98 ** 3 - 0.02 ** 3) / 3)) / 0.96, 2);
    expect(fitTemperature({ scores: scoresOf(p), labels, classes })).toBeCloseTo(1, 1);
    const impossible = { scores: Float32Array.of(1, -Infinity), labels: Uint8Array.of(1), classes };
    expect(calibrationOf(impossible).crossEntropy).toBeNull();
  });

  it('gives every decision the probability of its class', () => {
    const scores = scoresOf([0.9, 0.4]);
    const [a, b] = confidencesOf({ scores, decisions: Uint8Array.of(0, 1), classes });
    expect([a, b].map((value) => Number(value.toFixed(6)))).toEqual([0.9, 0.6]);
    const [cold] = confidencesOf({ scores, decisions: Uint8Array.of(0, 1), classes }, 0.5);
    // Odds 9 squared.
    expect(cold).toBeCloseTo(81 / 82, 6);
  });
});

describe('fitTemperature', () => {
  it('has the closed form of two classes with one margin', () => {
    // 100 sequences say N with margin 3, 80 of them are: sigmoid(3 / T) = 0.8, T = 3 / ln 4.
    const scores = Float32Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 3 : 0));
    const labels = Uint8Array.from({ length: 100 }, (_, i) => (i < 80 ? 0 : 1));
    expect(fitTemperature({ scores, labels, classes })).toBeCloseTo(3 / Math.log(4), 9);
  });

  it('gives back the factor that probabilities were sharpened by', () => {
    const random = createRandom(9);
    const scores = Float32Array.from({ length: 8000 }, () => 2 * random.normal());
    const labels = Uint8Array.from({ length: 4000 }, (_, i) =>
      random.uniform() < 1 / (1 + Math.exp(scores[2 * i + 1] - scores[2 * i])) ? 0 : 1,
    );
    const whole = fitTemperature({ scores, labels, classes });
    const sharpened = fitTemperature({ scores: scores.map((score) => score * 4), labels, classes });
    expect(whole).toBeCloseTo(1, 1);
    expect(sharpened / whole).toBeCloseTo(4, 5);
  });

  it('is the best of all temperatures', () => {
    const score = fc.integer({ min: -5, max: 5 });
    const row = fc.tuple(score, score);
    fc.assert(
      fc.property(fc.array(row, { minLength: 8, maxLength: 30 }), fc.nat(), (rows, seed) => {
        const random = createRandom(seed);
        const scores = Float32Array.from(rows.flat());
        const labels = Uint8Array.from(rows, () => random.integer(2));
        const best = 1 / fitTemperature({ scores, labels, classes });
        // At its limits a temperature beyond them may be better.
        fc.pre(best > 0.0011 && best < 999);
        const least = meanCrossEntropy(scores, labels, 2, best);
        for (const factor of [0.5, 0.9, 1.1, 2]) {
          expect(meanCrossEntropy(scores, labels, 2, best * factor)).toBeGreaterThanOrEqual(least - 1e-9);
        }
      }),
      { seed: 10 },
    );
  });

  it('ends at its limits where none is best', () => {
    const scores = Float32Array.of(1, 0, 0, 1);
    expect(fitTemperature({ scores, labels: Uint8Array.of(0, 1), classes })).toBe(0.001);
    expect(fitTemperature({ scores, labels: Uint8Array.of(1, 0), classes })).toBe(1000);
  });
});
