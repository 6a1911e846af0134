import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { classMode } from './class-mode.ts';

const weights = [
  [0.6, -0.3, 0.9, 0.12, 0, -1.2],
  [0, 0.3, -0.3, 0.6, -0.6, 0.24],
  [-0.06, 0.6, 0, 0, 0.3, 0.9],
];

describe('class mode', () => {
  it('of a linear score is w / (2 lambda), with objective ||w||^2 / (4 lambda), for any T and C', async () => {
    const model = linearModel(weights);
    const shapes = [
      { steps: 6, channels: 1 },
      { steps: 2, channels: 3 },
    ];
    for (const shape of shapes) {
      const result = await classMode(model, shape);
      expect(result.convergence.converged).toEqual([true, true, true]);
      weights.flat().forEach((w, i) => expect(result.modes.values[i]).toBeCloseTo(w / 0.6, 3));
      weights.forEach((w, k) => {
        const square = w.reduce((sum, v) => sum + v * v, 0);
        expect(result.convergence.objective[k]).toBeCloseTo(square / 1.2, 4);
        expect(result.scores[k]).toBeCloseTo(square / 0.6, 3);
      });
    }
  });

  it('is decided by the seed, and a class by itself comes out as among others', async () => {
    const model = tinyLstm(1);
    const shape = { steps: 8, channels: 1 };
    const options = { maxIterations: 30 };
    const one = await classMode(model, shape, options);
    const again = await classMode(model, shape, options);
    const other = await classMode(model, shape, { ...options, seed: 7 });
    expect([...again.modes.values]).toEqual([...one.modes.values]);
    expect([...other.modes.values]).not.toEqual([...one.modes.values]);
    const alone = await classMode(model, shape, { ...options, classes: [0] });
    expect([...alone.modes.values]).toEqual([...one.modes.values.subarray(0, 8)]);
  });

  it('of a network likes its mode better than any of many random inputs of the same size', async () => {
    const model = tinyLstm(2);
    const { modes, scores, convergence } = await classMode(
      model,
      { steps: 5, channels: 2 },
      { classes: [2], learningRate: 0.05 },
    );
    expect(convergence.converged).toEqual([true]);
    const x = randomSequences(200, 5, 2, 3);
    const norm = (v: Float32Array): number => Math.hypot(...v);
    for (let b = 0; b < 200; b++) {
      const row = x.values.subarray(b * 10, (b + 1) * 10);
      row.set(row.map((v) => (v * norm(modes.values)) / norm(row)));
    }
    const random = await model.scores(x);
    for (let b = 0; b < 200; b++) expect(random[b * 3 + 2]).toBeLessThan(scores[0]);
  });

  it('says when the limit of iterations ended it, counts its passes, and stops when cancelled', async () => {
    const model = linearModel(weights);
    const short = await classMode(model, { steps: 6, channels: 1 }, { maxIterations: 7 });
    expect(short.convergence.converged).toEqual([false, false, false]);
    expect(short.convergence.iterations).toEqual([7, 7, 7]);
    expect(short.cost).toEqual({ forward: 24, backward: 24 });
    const controller = new AbortController();
    const run = classMode(
      model,
      { steps: 6, channels: 1 },
      {
        signal: controller.signal,
        onEvent: ({ done }) => done === 3 && controller.abort(),
      },
    );
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    await expect(classMode(model, { steps: 6, channels: 1 }, { lambda: -1 })).rejects.toThrow(
      'got lambda -1',
    );
  });

  it('with a data prior is w / (2 lambda) from the centre of its class', async () => {
    const model = linearModel(weights);
    const rows = [1, 2, 6, 4].map((level) => Array.from({ length: 6 }, (_, t) => level + 0.1 * t));
    const data = { values: Float32Array.from(rows.flat()), batch: 4, steps: 6, channels: 1 };
    const shape = { steps: 6, channels: 1 };
    const options = { prior: 'data', data, labels: [2, 2, 2, 0], classes: [2] } as const;
    for (const [centre, level] of [
      ['median', 2],
      ['mean', 3],
    ] as const) {
      const { modes, settings, convergence } = await classMode(model, shape, { ...options, centre });
      modes.values.forEach((v, t) => expect(v).toBeCloseTo(level + 0.1 * t + weights[2][t] / 0.6, 3));
      expect(settings).toMatchObject({ prior: 'data', centre, data: 4 });
      expect(JSON.parse(JSON.stringify(settings))).toEqual(settings);
      expect(convergence.converged).toEqual([true]);
    }
    await expect(classMode(model, shape, { ...options, classes: [1] })).rejects.toThrow(
      'class mode: prior data got 4 x 6 x 1 (sequences x steps x channels) with 4 labels, 0 of class 1',
    );
    await expect(classMode(model, shape, { prior: 'data' })).rejects.toThrow('prior data got no data');
  });

  it('with a total-variation prior is flat where its class hardly cares', async () => {
    // Two steps, s = a x_1 + b x_2: while |a - b| < 2 tau the optimum has x_1 = x_2 = (a + b) / (4 lambda); beyond, the
    // ends stay apart by (|a - b| - 2 tau) / (2 lambda).
    const model = linearModel([
      [1, 0.8],
      [1, -1],
    ]);
    const shape = { steps: 2, channels: 1 };
    const options = {
      prior: 'total-variation',
      smoothness: 0.5,
      tolerance: 1e-6,
      rateReductions: 4,
    } as const;
    const { modes, settings } = await classMode(model, shape, options);
    expect(settings).toMatchObject({ prior: 'total-variation', smoothness: 0.5 });
    // The rounded corner leaves a slope of 2 |a - b| / 2 tau times its radius.
    expect(Math.abs(modes.values[0] - modes.values[1])).toBeLessThan(0.01);
    expect(modes.values[0]).toBeCloseTo(1.5, 2);
    expect(modes.values[2] - modes.values[3]).toBeCloseTo((2 - 1) / 0.6, 2);
    await expect(classMode(model, shape, { prior: 'gauss' as 'l2' })).rejects.toThrow('got prior gauss');
  });
});
