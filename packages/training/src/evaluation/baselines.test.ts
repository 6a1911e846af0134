import { createRandom, sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { BASELINES } from './baselines.ts';
import type { Baseline } from './baselines.ts';

const classes = ['N', 'V', 'S'].map((symbol) => ({ symbol, name: symbol }));
const dataOf = (rows: number[][], labels: number[]) => ({
  sequences: sequenceBatch(Float32Array.from(rows.flat()), rows.length, rows[0].length),
  labels,
  classes,
});

describe('baselines', () => {
  // A rising and a falling ramp, and test beats of another gain and offset.
  const train = dataOf(
    [
      [0, 1, 2, 3],
      [0, 1, 2, 3.2],
      [3, 2, 1, 0],
    ],
    [0, 0, 1],
  );
  const test = dataOf(
    [
      [10, 12, 14, 16],
      [1.2, 1.1, 1, 0.9],
      [0, 0, 0, 0],
    ],
    [0, 1, 1],
  );
  const decide = async (baseline: Baseline): Promise<number[]> => [...(await baseline.decide(train, test))];

  it('decide by hand', async () => {
    expect(await decide(BASELINES.majority)).toEqual([0, 0, 0]);
    // The ramps correlate with 1 and -1; a flat line with nothing, and the first class is taken.
    expect(await decide(BASELINES.templateCorrelation)).toEqual([0, 1, 0]);
    expect((await decide(BASELINES.oneNearestNeighbour)).slice(0, 2)).toEqual([0, 1]);
    // Squared distances of the falling beat as it is: 6.46 to the rising ramp, 5.26 to the falling one.
    expect(await decide(BASELINES.oneNearestNeighbourRaw)).toEqual([0, 1, 0]);
  });

  it('never take a template of a class that has none, and find noisy templates', async () => {
    const random = createRandom(12);
    const shapes = [0, 1, 2].map((k) => Array.from({ length: 40 }, (_, t) => Math.sin((t * (k + 1)) / 6)));
    const draw = (n: number, kinds: number) => {
      const labels = Array.from({ length: n }, (_, i) => i % kinds);
      const rows = labels.map((k) => {
        const gain = 0.5 + 3 * random.uniform();
        return shapes[k].map((value) => gain * (value + 0.5 * random.normal()) + 4);
      });
      return dataOf(rows, labels);
    };
    const asked = draw(90, 3);
    const found = await BASELINES.templateCorrelation.decide(draw(90, 3), asked);
    expect([...found]).toEqual(asked.labels);
    expect(await BASELINES.templateCorrelation.decide(draw(90, 2), asked)).not.toContain(2);
  });

  it('refuse sequences of another length', async () => {
    const longer = dataOf([[1, 2, 3, 4, 5]], [0]);
    await expect(BASELINES.templateCorrelation.decide(train, longer)).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });
});
