import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { formulaModel } from '../../testing/formula-model.ts';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import type { Attribution } from '../attribution/attribution.ts';
import { attributionMethod } from './registry.ts';

/*
 * Which axioms hold for which methods, on models small enough to see why. A method that is not in a list does not keep
 * that axiom, or only in expectation.
 */

/** Options under which a method tells single inputs apart, on scores, with all that there is to enumerate. */
const FINE: Record<string, Readonly<Record<string, unknown>>> = {
  'input-derivative': { signed: true },
  'gradient-times-input': {},
  'smooth-grad': { samples: 4 },
  'var-grad': { samples: 8, noise: 0.5 },
  'integrated-gradients': { nodes: 16 },
  'expected-gradients': { baseline: 0, samples: 6 },
  timing: { nodes: 9, segments: 2 },
  'deep-lift': {},
  occlusion: { width: 2, channels: 'separate', objective: 'score' },
  'augmented-occlusion': { samples: 4, objective: 'score' },
  'segment-ablation': { width: 1, channels: 'separate', objective: 'score' },
  'kernel-shap': { width: 1, channels: 'separate', objective: 'score' },
  'shapley-sampling': { width: 1, channels: 'separate', objective: 'score', permutations: 720 },
  'time-shap': { width: 1, objective: 'score', tolerance: 0 },
  lime: { width: 1, channels: 'separate', objective: 'score', samples: 200 },
  rise: { channels: 'separate', objective: 'score', samples: 100 },
  winit: { window: 3 },
};

async function explain(
  name: string,
  model: ScoreGradientModel,
  x: SequenceBatch,
  options: Readonly<Record<string, unknown>> = {},
): Promise<Attribution> {
  return attributionMethod(name).explain(model, x, 0, { ...FINE[name], ...options });
}

/** 2 sequences of 3 steps and 2 channels. */
const x = randomSequences(2, 3, 2);

const close = (a: ArrayLike<number>, b: ArrayLike<number>, digits: number): void => {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) expect(a[i]).toBeCloseTo(b[i], digits);
};

/** A network that reads inputs after they went through `change`, and its gradient through `back`. */
function reading(
  model: ReturnType<typeof tinyLstm>,
  change: (y: SequenceBatch) => SequenceBatch,
  back: (gradient: Float32Array, y: SequenceBatch) => Float32Array,
): ScoreGradientModel {
  return {
    classes: model.classes,
    passes: () => model.passes(),
    scores: (y) => model.scores(change(y)),
    async scoreGradient(y, targets, objective) {
      const { scores, gradient } = await model.scoreGradient(change(y), targets, objective);
      return { scores, gradient: back(gradient, y) };
    },
  };
}

const odd = (i: number): boolean => i % 2 === 1;

/** Channel 1 counts for nothing. */
const deaf = reading(
  tinyLstm(2),
  (y) => ({ ...y, values: y.values.map((v, i) => (odd(i) ? 0 : v)) }),
  (gradient) => gradient.map((v, i) => (odd(i) ? 0 : v)),
);

/** Both channels count as their sum. */
const fair = reading(
  tinyLstm(1),
  (y) => ({
    ...y,
    values: y.values.filter((_, i) => !odd(i)).map((v, i) => v + y.values[2 * i + 1]),
    channels: 1,
  }),
  (gradient, y) => y.values.map((_, i) => gradient[i >> 1]),
);

const weightOf = (i: number): number => Math.sin(i + 1);
const zero = { score: () => 0, slope: (row: Float32Array) => Array.from(row, () => 0) };
const dot = (row: Float32Array): number => row.reduce((sum, v, i) => sum + weightOf(i) * v, 0);

/** (sum w x)^2 as it is written, and multiplied out. */
const square = {
  score: (row: Float32Array) => dot(row) ** 2,
  slope: (row: Float32Array) => Array.from(row, (_, i) => 2 * dot(row) * weightOf(i)),
};
const multipliedOut = {
  score: (row: Float32Array) =>
    row.reduce((sum, v, i) => sum + row.reduce((own, w, j) => own + weightOf(i) * weightOf(j) * v * w, 0), 0),
  slope: (row: Float32Array) =>
    Array.from(row, (_, i) => row.reduce((sum, v, j) => sum + 2 * weightOf(i) * weightOf(j) * v, 0)),
};

/** sum of w cos x */
const wave = {
  score: (row: Float32Array) => row.reduce((sum, v, i) => sum + weightOf(i) * Math.cos(v), 0),
  slope: (row: Float32Array) => Array.from(row, (v, i) => -weightOf(i) * Math.sin(v)),
};
const sum = {
  score: (row: Float32Array) => square.score(row) + wave.score(row),
  slope: (row: Float32Array) => square.slope(row).map((v, i) => v + wave.slope(row)[i]),
};

const complete = ['integrated-gradients', 'deep-lift', 'kernel-shap', 'shapley-sampling', 'time-shap'];

describe('completeness: the values add up to the score less that of the baseline', () => {
  it.each(complete)('%s, on a recurrent network', async (name) => {
    const model = tinyLstm(2);
    const baseline = 0.3;
    const { values, completenessGap } = await explain(name, model, x, { baseline });
    const ends = await model.scores(x);
    const starts = await model.scores({ ...x, values: x.values.map(() => baseline) });
    for (let b = 0; b < 2; b++) {
      const total = values.subarray(b * 6, (b + 1) * 6).reduce((own, v) => own + v, 0);
      // A central difference stands for the network's gradient, good to 1e-3 or so.
      expect(total).toBeCloseTo(ends[b * 3] - starts[b * 3], name === 'integrated-gradients' ? 2 : 5);
      expect(completenessGap![b]).toBeCloseTo(total - (ends[b * 3] - starts[b * 3]), 5);
    }
  });

  it.each(['gradient-times-input', 'expected-gradients', 'lime'])(
    '%s, where the score is linear',
    async (name) => {
      const weights = [1, -2, 3, 0.5, 0, -4];
      const model = linearModel([weights, weights.map(() => 0)]);
      const { values, completenessGap } = await explain(name, model, x, {
        baseline: 0.3,
        ...(name === 'lime' && { ridge: 0 }),
      });
      const expected = (i: number): number => weights[i % 6] * (x.values[i] - 0.3);
      close(
        values,
        Array.from(x.values, (_, i) => expected(i)),
        4,
      );
      for (const gap of completenessGap!) expect(gap).toBeCloseTo(0, 4);
    },
  );
});

const sensitive = [
  'input-derivative',
  'gradient-times-input',
  'smooth-grad',
  'var-grad',
  'integrated-gradients',
  'expected-gradients',
  'timing',
  'occlusion',
  'augmented-occlusion',
  'segment-ablation',
  'kernel-shap',
  'shapley-sampling',
  'winit',
];

describe('sensitivity: an input that the model ignores gets 0, and others do not', () => {
  it.each(sensitive)('%s', async (name) => {
    const { values } = await explain(name, deaf, x);
    values.forEach((v, i) => {
      if (odd(i)) expect(v).toBeCloseTo(0, 9);
    });
    expect(values.some((v) => Math.abs(v) > 1e-5)).toBe(true);
  });
});

const symmetric = [
  'input-derivative',
  'gradient-times-input',
  'integrated-gradients',
  'expected-gradients',
  'occlusion',
  'segment-ablation',
  'kernel-shap',
  'shapley-sampling',
];

describe('symmetry: inputs that are alike and count alike get the same', () => {
  it.each(symmetric)('%s', async (name) => {
    const alike = { ...x, values: x.values.map((v, i, all) => (odd(i) ? all[i - 1] : v)) };
    const { values } = await explain(name, fair, alike);
    for (let i = 0; i < values.length; i += 2) expect(values[i + 1]).toBeCloseTo(values[i], 6);
    expect(values.some((v) => Math.abs(v) > 1e-2)).toBe(true);
  });
});

describe('implementation invariance: two ways to compute a score get one map', () => {
  const functional = Object.keys(FINE).filter((name) => name !== 'deep-lift');
  it.each(functional)('%s', async (name) => {
    const options = { ...(name === 'winit' && { divergence: 'kl' }) };
    const written = await explain(name, formulaModel([square, zero]), x, options);
    const expanded = await explain(name, formulaModel([multipliedOut, zero]), x, options);
    close(written.values, expanded.values, 4);
    expect(written.values.some((v) => Math.abs(v) > 1e-2)).toBe(true);
  });
});

const linear = [
  'input-derivative',
  'gradient-times-input',
  'smooth-grad',
  'integrated-gradients',
  'expected-gradients',
  'timing',
  'occlusion',
  'segment-ablation',
  'kernel-shap',
  'shapley-sampling',
  'time-shap',
  'lime',
  'rise',
];

describe('linearity: the map of a sum of scores is the sum of their maps', () => {
  it.each(linear)('%s', async (name) => {
    const first = await explain(name, formulaModel([square, zero]), x);
    const second = await explain(name, formulaModel([wave, zero]), x);
    const both = await explain(name, formulaModel([sum, zero]), x);
    close(
      both.values,
      first.values.map((v, i) => v + second.values[i]),
      4,
    );
  });
});

describe('KernelSHAP, all orders and exact enumeration', () => {
  it('are one on every game of six inputs', async () => {
    for (const formula of [square, wave, sum]) {
      const model = formulaModel([formula, zero]);
      const kernel = await explain('kernel-shap', model, x);
      const orders = await explain('shapley-sampling', model, x);
      close(kernel.values, orders.values, 4);
      expect(Math.max(...kernel.standardErrors!, ...orders.standardErrors!)).toBe(0);
    }
  });
});
