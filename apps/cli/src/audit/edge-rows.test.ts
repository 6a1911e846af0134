import { createRandom, sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { bridgeSteps, edgeHeatRows, edgeRows } from './edge-rows.ts';
import { looksAt } from '../../testing/tiny-classifier.ts';

const steps = 100;
const count = 60;
const random = createRandom(1);
// Noise without any waves: nothing tells where to look but the model.
const x = sequenceBatch(
  Float32Array.from({ length: count * steps }, () => random.normal()),
  count,
  steps,
);
const members = {
  classOf: Array.from({ length: count }, (_, b) => b % 2),
  symbols: ['N', 'V'],
  patients: Array.from({ length: count }, (_, b) => b % 10),
  seed: 1,
};
// 100 Hz: an edge is 3 steps.
const rowsOf = async (from: number, to: number) => {
  const model = looksAt(from, to);
  const rows = await edgeRows(model, x, await decide(model, x), 100, members);
  return rows.map(({ verdict, effect, control }) => ({
    verdict,
    changed: effect.all.estimate,
    elsewhere: control?.effect.estimate,
  }));
};

describe('edges of the window', () => {
  it('finds a model out that looks at the first steps only', async () => {
    const [first, last] = await rowsOf(0, 3);
    expect(first).toMatchObject({ verdict: 'shortcut', elsewhere: 0 });
    // The sign of a mean of three beside that of one further value: half of them differ.
    expect(first.changed).toBeGreaterThan(0.3);
    expect(last).toEqual({ verdict: 'no effect', changed: 0, elsewhere: 0 });
  });

  it('finds a model out that looks at the last steps only', async () => {
    const [first, last] = await rowsOf(97, 100);
    expect(first.verdict).toBe('no effect');
    expect(last.verdict).toBe('shortcut');
  });

  it('finds nothing on a model that looks at the middle', async () => {
    const rows = await rowsOf(40, 60);
    expect(rows.map(({ verdict, changed }) => [verdict, changed])).toEqual([
      ['no effect', 0],
      ['no effect', 0],
    ]);
    expect(rows[0].elsewhere).toBeGreaterThan(0);
  });
});

describe('heat at the edges', () => {
  const heatRow = (inEdge: (t: number) => boolean) => {
    const ownHeat = Float64Array.from({ length: count * steps }, (_, i) => (inEdge(i % steps) ? 1 : 0));
    const [row] = edgeHeatRows([{ method: { title: 'Any' }, ownHeat }], steps, 100, members);
    return row;
  };

  it('is compared with the share of the time (by hand: 6 of 100 steps)', () => {
    const all = heatRow((t) => t < 3);
    expect(all.effect.all.estimate).toBe(1);
    expect(all.control?.effect.estimate).toBe(0.06);
    expect(all.verdict).toBe('more than its control');
    expect(heatRow((t) => t > 50 && t < 60)).toMatchObject({ verdict: 'no more than its control' });
    expect(heatRow(() => true).control?.excess.estimate).toBeCloseTo(0, 12);
  });

  it('leaves out beats with nothing salient', () => {
    expect(heatRow(() => false)).toMatchObject({ verdict: 'not measured', effect: { all: { n: 0 } } });
  });
});

describe('bridgeSteps', () => {
  it('draws a line between what stays, in each channel, and holds the nearest value at an end (by hand)', () => {
    const two = sequenceBatch(Float32Array.of(1, 10, 9, 90, 9, 90, 4, 40, 5, 50), 1, 5, 2);
    expect([...bridgeSteps(two, [1], 2).values]).toEqual([1, 10, 2, 20, 3, 30, 4, 40, 5, 50]);
    expect([...bridgeSteps(two, [0], 3).values]).toEqual([4, 40, 4, 40, 4, 40, 4, 40, 5, 50]);
    expect([...bridgeSteps(two, [3], 2).values]).toEqual([1, 10, 9, 90, 9, 90, 9, 90, 9, 90]);
  });
});
