import { describe, expect, it } from 'vitest';
import { architectureNames, cellModel, cellSequences } from '../../testing/cell-networks.ts';
import { unitKnockOut } from './unit-knock-out.ts';

describe('unit knock-out', () => {
  it.each(architectureNames)(
    'of %s is the fall of the score of the model without that unit',
    async (name) => {
      const model = await cellModel(name);
      const x = cellSequences(model, true);
      const { kind, hidden } = model.metadata.architecture;
      const before = await model.scores(x);
      const { units, cost } = await unitKnockOut(model, x, [0, 1, 2]);
      const directions =
        model.metadata.architecture.dense?.length === 2 || name.includes('both ways') ? 2 : 1;
      expect(units).toHaveLength(directions * hidden.reduce((sum, n) => sum + n, 0));
      expect(cost.forward).toBeGreaterThan(3);
      const parameters = model.engine.getParameters();
      for (const { layer, direction, unit, falls, meanMagnitude } of units) {
        // The unit is silent when nothing reads it: its columns in the weights, found by PyTorch's names.
        const silent = parameters.slice();
        const suffix = direction === 'forward' ? '' : '_reverse';
        const joined = direction === 'forward' ? unit : hidden[layer] + unit;
        const head = model.metadata.architecture.dense ? 'dense.0.weight' : 'head.weight';
        for (const { name: of, shape, offset } of model.engine.parameters) {
          const own = of === `${kind}.weight_hh_l${layer}${suffix}`;
          const above =
            layer + 1 < hidden.length ? of.startsWith(`${kind}.weight_ih_l${layer + 1}`) : of === head;
          if (!own && !above) continue;
          for (let row = 0; row < shape[0]; row++)
            silent[offset + row * shape[1] + (own ? unit : joined)] = 0;
        }
        model.engine.setParameters(silent);
        const after = await model.scores(x);
        for (let b = 0; b < 3; b++) {
          expect(Math.abs(falls[b] - (before[b * 3 + b] - after[b * 3 + b]))).toBeLessThan(1e-4);
        }
        expect(meanMagnitude).toBeCloseTo(falls.reduce((sum, v) => sum + Math.abs(v), 0) / 3, 5);
      }
      const order = units.map((u) => u.meanMagnitude);
      expect(order).toEqual(order.toSorted((a, b) => b - a));
    },
  );

  it('keeps to the layers asked for, tells progress and can be stopped', async () => {
    const model = await cellModel('two layers of LSTM');
    const x = cellSequences(model);
    const done: number[] = [];
    const { units } = await unitKnockOut(model, x, 0, {
      layers: [1],
      onEvent: (event) => done.push(event.done),
    });
    expect(units.every(({ layer }) => layer === 1)).toBe(true);
    expect(done.at(-1)).toBe(12);
    await expect(unitKnockOut(model, x, 0, { layers: [2] })).rejects.toThrow(
      'got layer 2, expected one from 0 to 1',
    );
    const stop = new AbortController();
    const run = unitKnockOut(model, x, 0, {
      signal: stop.signal,
      onEvent: ({ done: n }) => n === 5 && stop.abort(),
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
  });
});
