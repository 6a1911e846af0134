import { describe, expect, it } from 'vitest';
import { architectureNames, cellModel, cellSequences } from '../../../testing/cell-networks.ts';
import { cellsModel, golden, goldenCells, goldenInput } from '../../../testing/golden-cells.ts';
import { lrp } from './lrp.ts';

const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, v) => sum + v, 0);

describe('lrp', () => {
  it.each(architectureNames)(
    'of %s loses no relevance: inputs, biases, epsilon and initial states have it all',
    async (name) => {
      const model = await cellModel(name);
      const x = cellSequences(model, true);
      const scores = await model.scores(x);
      for (const bias of ['absorb', 'spread'] as const) {
        const { values, conservation, completenessGap } = await lrp(model, x, [0, 1, 2], { bias });
        const size = x.steps * x.channels;
        for (let b = 0; b < 3; b++) {
          const own = sumOf(values.subarray(b * size, (b + 1) * size));
          const { start } = conservation;
          const taken = conservation.bias[b] + conservation.epsilon[b] + conservation.initialState[b];
          const scale = Math.max(1, Math.abs(taken));
          expect(start[b]).toBeCloseTo(scores[b * 3 + b], 4);
          expect(Math.abs(own + taken - start[b]) / scale).toBeLessThan(1e-5);
          expect(Math.abs(completenessGap![b] + taken) / scale).toBeLessThan(1e-5);
          if (bias === 'spread') expect([conservation.bias[b], conservation.epsilon[b]]).toEqual([0, 0]);
          else expect(conservation.initialState[b]).toBe(0);
        }
      }
    },
  );

  it('of an LSTM both ways is what the authors of the rule compute', async () => {
    const model = cellsModel(goldenCells('lstm', { directions: 2, headBias: false }));
    const scores = await model.scores(goldenInput);
    golden.lrp.scores.forEach((score, k) => expect(scores[k]).toBeCloseTo(score, 6));
    for (const { target, epsilon, spread, values, initialState } of golden.lrp.cases) {
      const bias = spread ? 'spread' : 'absorb';
      const found = await lrp(model, goldenInput, target, { epsilon, bias });
      values.forEach((v, i) => expect(Math.abs(found.values[i] - v)).toBeLessThan(2e-6));
      expect(found.conservation.initialState[0]).toBeCloseTo(initialState, 6);
    }
  });

  it('of every cell and a dense head is what the gradient of the changed network gives', async () => {
    for (const { cell, dense, target, epsilon, score, values } of golden.lrpByGradient) {
      const model = cellsModel(goldenCells(cell, { dense }));
      const { conservation, values: found } = await lrp(model, goldenInput, target, { epsilon });
      expect(conservation.start[0]).toBeCloseTo(score, 6);
      values.forEach((v, i) => expect(Math.abs(found[i] - v)).toBeLessThan(2e-6 * Math.max(1, Math.abs(v))));
    }
  });

  // One unit, two steps, o = 1 (a bias of 40), f = 1, i = 1/2, g = tanh(w x): c = (g1 + g2) / 2.
  it('of one unit shares the score in proportion to what each step added to the cell (by hand)', async () => {
    const model = cellsModel({
      cell: 'lstm',
      layers: [
        {
          inputs: 1,
          units: 1,
          directions: [
            {
              weightInput: Float64Array.of(0, 0, 0.7, 0),
              weightHidden: Float64Array.of(0, 0, 0, 0),
              bias: Float64Array.of(0, 40, 0, 40),
            },
          ],
        },
      ],
      dense: [],
      output: { inputs: 1, outputs: 2, weight: Float64Array.of(2, -1), bias: Float64Array.of(0.5, 0) },
    });
    const x = { values: Float32Array.of(1, -0.4), batch: 1, steps: 2, channels: 1 };
    const [g1, g2] = [Math.tanh(0.7), Math.tanh(-0.28)];
    const h = Math.tanh((g1 + g2) / 2);
    const result = await lrp(model, x, 0, { epsilon: 1e-9 });
    expect(result.values[0]).toBeCloseTo((2 * h * g1) / (g1 + g2), 6);
    expect(result.values[1]).toBeCloseTo((2 * h * g2) / (g1 + g2), 6);
    expect(result.conservation.bias[0]).toBeCloseTo(0.5, 6);
    expect(result.completenessGap![0]).toBeCloseTo(-0.5, 6);
    // s_0 - s_1 = 3 h + 0.5: the readout that only the weights' difference enters.
    const contrast = await lrp(model, x, 0, { epsilon: 1e-9, readout: 'contrast' });
    expect(contrast.values[0]).toBeCloseTo((3 * h * g1) / (g1 + g2), 6);
    expect(contrast.notes![0]).toMatch(/biases took \d+ %/);
    expect(result.cost).toEqual({ forward: 1, backward: 1 });
  });

  it('of a network both ways turns with the sequence when both directions are the same', async () => {
    const cells = goldenCells('gru', { directions: 2 });
    const [{ directions }] = cells.layers;
    const same = { ...cells, layers: [{ ...cells.layers[0], directions: [directions[0], directions[0]] }] };
    const { weight } = cells.output;
    for (let k = 0; k < 3; k++) for (let u = 0; u < 3; u++) weight[k * 6 + 3 + u] = weight[k * 6 + u];
    const turned = { ...goldenInput, values: goldenInput.values.slice() };
    for (let t = 0; t < 6; t++) turned.values.set(goldenInput.values.subarray(2 * t, 2 * t + 2), 2 * (5 - t));
    const one = await lrp(cellsModel(same), goldenInput, 1);
    const other = await lrp(cellsModel(same), turned, 1);
    for (let t = 0; t < 6; t++) {
      for (let c = 0; c < 2; c++) expect(other.values[2 * (5 - t) + c]).toBeCloseTo(one.values[2 * t + c], 6);
    }
  });

  it('says what it was given and what it takes', async () => {
    const model = cellsModel(goldenCells('lstm'));
    await expect(lrp(model, goldenInput, 0, { epsilon: 0 })).rejects.toThrow('lrp: got epsilon 0');
    await expect(lrp(model, goldenInput, 0, { bias: 'keep' as 'spread' })).rejects.toThrow(
      'lrp: got bias keep, expected one of absorb, spread',
    );
    const box = { ...model, recurrentCells: undefined };
    await expect(lrp(box as never, goldenInput, 0)).rejects.toThrow(
      'lrp: the model cannot show the weights of its cells (it has no recurrentCells)',
    );
    const stop = new AbortController();
    stop.abort();
    await expect(lrp(model, goldenInput, 0, { signal: stop.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
