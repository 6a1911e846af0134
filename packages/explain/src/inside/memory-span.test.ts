import { describe, expect, it } from 'vitest';
import { architectureNames, cellModel, cellSequences } from '../../testing/cell-networks.ts';
import { cellsModel } from '../../testing/golden-cells.ts';
import { blackBox } from '../../testing/linear-model.ts';
import { memorySpan } from './memory-span.ts';

describe('memory span', () => {
  it.each(architectureNames)(
    'of %s is the same by gradients on prefixes and back through the cells',
    async (name) => {
      const model = await cellModel(name);
      const x = cellSequences(model, true);
      const options = { at: [0, 3, 5, 8] };
      const own = await memorySpan(model, x, [0, 1, 2], options);
      const traced = await memorySpan(cellsModel(model.recurrentCells()), x, [0, 1, 2], options);
      own.magnitudes.forEach((v, i) => {
        if (Number.isNaN(v)) expect(traced.magnitudes[i]).toBeNaN();
        else expect(Math.abs(traced.magnitudes[i] - v)).toBeLessThan(2e-5);
      });
      expect([...traced.effectiveLength]).toEqual([...own.effectiveLength]);
      // The second sequence ends after 4 steps, the third after 1.
      const answered = [4, 2, 1].map((asked) => [0, 1, 2, 3].map((n) => n < asked));
      expect([...own.effectiveLength].map((lag) => lag >= 0)).toEqual(answered.flat());
    },
  );

  // h <- tanh(x + a h) with x = 0: d h_t / d x_tau = a^(t - tau).
  it('of one unit that keeps a share a falls by a per step (by hand)', async () => {
    for (const a of [0.5, 0.9]) {
      const model = cellsModel({
        cell: 'rnn',
        layers: [
          {
            inputs: 1,
            units: 1,
            directions: [
              {
                weightInput: Float64Array.of(1),
                weightHidden: Float64Array.of(a),
                bias: Float64Array.of(0),
              },
            ],
          },
        ],
        dense: [],
        output: { inputs: 1, outputs: 1, weight: Float64Array.of(-2), bias: Float64Array.of(0) },
      });
      const x = { values: new Float32Array(60), batch: 1, steps: 60, channels: 1 };
      const { magnitudes, effectiveLength, at } = await memorySpan(model, x, 0);
      expect([...at]).toEqual([4, 9, 14, 19, 24, 29, 34, 39, 44, 49, 54, 59]);
      for (let lag = 0; lag < 60; lag++) expect(magnitudes[11 * 60 + 59 - lag]).toBeCloseTo(2 * a ** lag, 6);
      // 1 - a^(l + 1) >= 0.9 (1 - a^60): l = 3 for 0.5, 21 for 0.9; after five steps 2 and 4.
      expect(effectiveLength[11]).toBe(a === 0.5 ? 3 : 21);
      expect(effectiveLength[0]).toBe(a === 0.5 ? 2 : 4);
    }
  });

  it('says what is missing', async () => {
    const model = await cellModel('an LSTM');
    const x = cellSequences(model);
    await expect(memorySpan(model, x, 0, { at: [9] })).rejects.toThrow(
      'got step 9, expected whole steps from 0 to 8',
    );
    await expect(memorySpan(model, x, 0, { share: 0 })).rejects.toThrow('got share 0');
    await expect(memorySpan(blackBox(model) as never, x, 0)).rejects.toMatchObject({
      code: 'model-mismatch',
    });
  });
});
