import { describe, expect, it } from 'vitest';
import { architectureNames, cellModel, cellSequences } from '../../../testing/cell-networks.ts';
import {
  cellsModel,
  golden,
  goldenBaseline,
  goldenCells,
  goldenInput,
} from '../../../testing/golden-cells.ts';
import { openNetwork, sequenceAt } from '../each-sequence.ts';
import { traceNetwork } from '../trace/network-trace.ts';
import { deepLift } from './deep-lift.ts';
import { networkMultipliers } from './network-multipliers.ts';
import { reluSlope, sigmoidSlope, tanhSlope } from './slope.ts';

describe('deep-lift', () => {
  it.each(architectureNames)('of %s adds up to the difference of the scores', async (name) => {
    const model = await cellModel(name);
    const x = cellSequences(model, true);
    const baseline = { ...x, values: x.values.map((v) => 0.3 - 0.2 * v) };
    const [ends, starts] = [await model.scores(x), await model.scores(baseline)];
    const { values, completenessGap, cost } = await deepLift(model, x, [0, 1, 2], { baseline });
    const size = x.steps * x.channels;
    for (let b = 0; b < 3; b++) {
      const sum = values.subarray(b * size, (b + 1) * size).reduce((total, v) => total + v, 0);
      expect(Math.abs(completenessGap![b])).toBeLessThan(1e-12);
      expect(sum).toBeCloseTo(ends[b * 3 + b] - starts[b * 3 + b], 4);
    }
    expect(cost).toEqual({ forward: 6, backward: 3 });
  });

  // captum 0.9.0 on cells unrolled by hand, see PROVENANCE.md.
  it('is what captum finds on unrolled cells', async () => {
    for (const { cell, dense, target, difference, values } of golden.deepLift) {
      const model = cellsModel(goldenCells(cell, { dense }));
      const found = await deepLift(model, goldenInput, target, { baseline: goldenBaseline });
      values.forEach((v, i) => expect(Math.abs(found.values[i] - v)).toBeLessThan(5e-7));
      expect(found.values.reduce((sum, v) => sum + v, 0)).toBeCloseTo(difference, 6);
    }
  });

  it.each(architectureNames)('of %s has the gradient as its limit at the sequence itself', async (name) => {
    const model = await cellModel(name);
    const x = cellSequences(model, true);
    const { gradient } = await model.scoreGradient(x, [2, 1, 0]);
    const network = openNetwork('test', model, x);
    const { weight, inputs } = network.head[network.head.length - 1];
    for (let b = 0; b < 3; b++) {
      const { input, steps } = sequenceAt(x, b);
      const trace = traceNetwork(network, input, steps);
      const readout = weight.subarray((2 - b) * inputs, (3 - b) * inputs);
      const found = networkMultipliers(network, trace, trace, readout);
      const from = b * x.steps * x.channels;
      found.forEach((m, i) => expect(Math.abs(m - gradient[from + i])).toBeLessThan(2e-5));
    }
  });

  // h = o tanh(i g) with i = sigmoid(x), g = tanh(x), o = 1: by the definition, once at x = 1 against 0.
  it('divides the change of one product by halves (by hand)', async () => {
    const model = cellsModel({
      cell: 'lstm',
      layers: [
        {
          inputs: 2,
          units: 1,
          directions: [
            {
              weightInput: Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0),
              weightHidden: new Float64Array(4),
              bias: Float64Array.of(0, 0, 0, 40),
            },
          ],
        },
      ],
      dense: [],
      output: { inputs: 1, outputs: 1, weight: Float64Array.of(3), bias: Float64Array.of(1) },
    });
    const x = { values: Float32Array.of(1, 0.5), batch: 1, steps: 1, channels: 2 };
    const baseline = { ...x, values: Float32Array.of(-1, 0.25) };
    const i = [1, -1].map((v) => 1 / (1 + Math.exp(-v)));
    const g = [0.5, 0.25].map((v) => Math.tanh(v));
    const c = [i[0] * g[0], i[1] * g[1]];
    const slope = (Math.tanh(c[0]) - Math.tanh(c[1])) / (c[0] - c[1]);
    const { values } = await deepLift(model, x, 0, { baseline });
    expect(values[0]).toBeCloseTo((3 * slope * (g[0] + g[1]) * (i[0] - i[1])) / 2, 6);
    expect(values[1]).toBeCloseTo((3 * slope * (i[0] + i[1]) * (g[0] - g[1])) / 2, 6);
  });

  it('takes every baseline by name, and the difference to the rival as readout', async () => {
    const model = await cellModel('a GRU');
    const x = cellSequences(model);
    const { values, settings } = await deepLift(model, x, 0, { baseline: 'mean', readout: 'contrast' });
    expect(settings).toEqual({ baseline: 'mean', readout: 'contrast' });
    expect(values.some((v) => v !== 0)).toBe(true);
    await expect(deepLift(model, x, 0, { baseline: { ...x, batch: 2 } })).rejects.toThrow(
      'deep-lift: got baseline of 2 x 9 x 2',
    );
  });
});

describe('slopes', () => {
  it('go from the quotient to the derivative without a jump', () => {
    for (const x of [-3, -0.2, 0, 0.7]) {
      for (const d of [0, 1e-9, 9.9e-6, 1.01e-5, 1e-3]) {
        const [a, b] = [Math.tanh(x), Math.tanh(x + d)];
        expect(tanhSlope(b, a, x + d, x)).toBeCloseTo(1 - Math.tanh(x + d / 2) ** 2, 6);
        const s = (v: number): number => 1 / (1 + Math.exp(-v));
        expect(sigmoidSlope(s(x + d), s(x), x + d, x)).toBeCloseTo(s(x + d / 2) * (1 - s(x + d / 2)), 6);
      }
    }
    expect([reluSlope(2, 1), reluSlope(-2, -1), reluSlope(3, -1), reluSlope(0, 0)]).toEqual([1, 0, 0.75, 0]);
  });
});
