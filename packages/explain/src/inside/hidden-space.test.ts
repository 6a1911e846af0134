import { describe, expect, it } from 'vitest';
import { architectureNames, cellModel, cellSequences } from '../../testing/cell-networks.ts';
import { cellsModel } from '../../testing/golden-cells.ts';
import { hiddenStates, nearestInHiddenSpace } from './hidden-space.ts';

const points = (width: number, ...rows: number[][]) => ({
  states: Float32Array.from(rows.flat()),
  batch: rows.length,
  width,
});

describe('hidden states', () => {
  it.each(architectureNames)('of %s are the same by its kernels and by a trace', async (name) => {
    const model = await cellModel(name);
    const x = cellSequences(model, true);
    const own = await hiddenStates(model, x, { batchSize: 2 });
    const traced = await hiddenStates(cellsModel(model.recurrentCells()), x);
    expect(own.width).toBe(traced.width);
    own.states.forEach((v, i) => expect(v).toBeCloseTo(traced.states[i], 5));
  });
});

describe('nearest in hidden space', () => {
  const among = points(2, [0, 0], [3, 4], [0, 1], [6, 8], [0, -1]);

  it('gives the nearest first, of equals the lower (by hand)', () => {
    const { indices, distances } = nearestInHiddenSpace(among, points(2, [0, 0], [3, 3]), { k: 3 });
    expect([...indices]).toEqual([0, 2, 4, 1, 2, 0]);
    expect([...distances].map((d) => Number(d.toFixed(4)))).toEqual([0, 1, 1, 1, 3.6056, 4.2426]);
  });

  it('measures angles, and leaves a query itself out', () => {
    const byAngle = nearestInHiddenSpace(among, points(2, [0.3, 0.4]), { k: 3, distance: 'cosine' });
    expect([...byAngle.indices]).toEqual([1, 3, 2]);
    // (3, 4) and (6, 8) have the direction (0.6, 0.8), whose cosine with (0, 1) is 0.8.
    expect(byAngle.distances[0]).toBeCloseTo(0, 6);
    expect(byAngle.distances[2]).toBeCloseTo(0.2, 6);
    const others = nearestInHiddenSpace(among, points(2, [3, 4]), { k: 1, own: [1] });
    expect([...others.indices]).toEqual([2]);
    expect(others.distances[0]).toBeCloseTo(Math.sqrt(18), 5);
  });

  it('names both sides of what does not fit', () => {
    expect(() => nearestInHiddenSpace(among, points(3, [0, 0, 0]), { k: 1 })).toThrow(
      'nearest-in-hidden-space: got queries of 3 units and 5 others of 2, expected the same width and at least 1 others',
    );
    expect(() => nearestInHiddenSpace(among, points(2, [0, 0]), { k: 6 })).toThrow('at least 6 others');
    expect(() => nearestInHiddenSpace(among, points(2, [0, 0]), { k: 0 })).toThrow('got k 0');
  });
});
