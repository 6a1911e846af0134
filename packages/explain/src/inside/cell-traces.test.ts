import { describe, expect, it } from 'vitest';
import { architectureNames, cellModel, cellSequences } from '../../testing/cell-networks.ts';
import { cellTraces } from './cell-traces.ts';

describe('cell traces', () => {
  it.each(architectureNames)('of %s obey the equations of the cell in the order of time', async (name) => {
    const model = await cellModel(name);
    const x = cellSequences(model, true);
    const { layers, cell, cost } = await cellTraces(model, x);
    expect(cost).toEqual({ forward: 3, backward: 0 });
    for (const { units, direction, quantities } of layers) {
      const at = (quantity: keyof typeof quantities, b: number, t: number, u: number): number =>
        quantities[quantity]![(b * 9 + t) * units + u];
      for (let b = 0; b < 3; b++) {
        for (let t = 0; t < x.lengths![b]; t++) {
          const before = direction === 'forward' ? t - 1 : t + 1;
          const first = before < 0 || before >= x.lengths![b];
          for (let u = 0; u < units; u++) {
            const h = at('hidden', b, t, u);
            if (cell === 'lstm') {
              const c = first ? 0 : at('cell', b, before, u);
              const kept = at('forget-gate', b, t, u) * c;
              const next = kept + at('input-gate', b, t, u) * at('candidate', b, t, u);
              expect(at('cell', b, t, u)).toBeCloseTo(next, 5);
              expect(h).toBeCloseTo(at('output-gate', b, t, u) * Math.tanh(next), 5);
            } else if (cell === 'gru') {
              const z = at('update-gate', b, t, u);
              const kept = first ? 0 : z * at('hidden', b, before, u);
              expect(h).toBeCloseTo((1 - z) * at('candidate', b, t, u) + kept, 5);
            } else {
              expect(Math.abs(h)).toBeLessThan(1);
            }
          }
        }
      }
      expect(Number.isNaN(at('hidden', 1, 4, 0))).toBe(true);
      expect(Number.isNaN(at('hidden', 0, 8, 0))).toBe(false);
    }
  });

  it('end in the last hidden states', async () => {
    const model = await cellModel('an LSTM both ways, two layers');
    const x = cellSequences(model, true);
    const { layers } = await cellTraces(model, x);
    const last = layers.slice(-2).map(({ quantities }) => quantities.hidden!);
    const states = await model.hiddenStates(x);
    for (let b = 0; b < 3; b++) {
      for (let u = 0; u < 3; u++) {
        expect(last[0][(b * 9 + x.lengths![b] - 1) * 3 + u]).toBeCloseTo(states[b * 6 + u], 5);
        expect(last[1][b * 9 * 3 + u]).toBeCloseTo(states[b * 6 + 3 + u], 5);
      }
    }
  });
});
