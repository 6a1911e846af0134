import type { SequenceBatch } from '@saliogram/core';
import { createRandom, sequenceBatch } from '@saliogram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestNeighbours, oneNearestNeighbour } from './nearest-neighbour.ts';
import { principalDirections } from './principal-directions.ts';

function bruteForce(among: SequenceBatch, queries: SequenceBatch): number[] {
  const size = among.steps * among.channels;
  return Array.from({ length: queries.batch }, (_, q) => {
    let nearest = 0;
    let least = Infinity;
    for (let i = 0; i < among.batch; i++) {
      let distance = 0;
      for (let f = 0; f < size; f++)
        distance += (among.values[i * size + f] - queries.values[q * size + f]) ** 2;
      if (distance < least) {
        least = distance;
        nearest = i;
      }
    }
    return nearest;
  });
}

describe('nearestNeighbours', () => {
  it('finds what brute force finds, ties and all', async () => {
    // Small whole numbers make many ties and repeated sequences; the scale and an offset stress the rounding.
    const values = (count: number) =>
      fc.array(fc.integer({ min: -2, max: 2 }), { minLength: count * 6, maxLength: count * 6 });
    const sizes = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 10 }));
    const cases = sizes.chain(([n, m]) =>
      fc.tuple(values(n), values(m), fc.constantFrom(1, 1e-3, 1e4), fc.constantFrom(0, 1000)),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([a, b, scale, offset]) => {
        const batch = (v: number[]) =>
          sequenceBatch(
            Float32Array.from(v, (x) => x * scale + offset),
            v.length / 6,
            3,
            2,
          );
        expect([...(await nearestNeighbours(batch(a), batch(b)))]).toEqual(bruteForce(batch(a), batch(b)));
      }),
      { seed: 7 },
    );
  });

  it('takes sequences that end early as 0 from there on, whatever stands there', async () => {
    const ragged = (values: number[], lengths: number[]): SequenceBatch => ({
      ...sequenceBatch(Float32Array.from(values), lengths.length, 3),
      lengths,
    });
    // By hand: [1, 2, 0] is 0 from the second, sqrt(9 + 4) from the first and 1 from the third.
    const among = ragged([4, 4, NaN, 1, 2, NaN, 1, 2, 1], [2, 2, 3]);
    expect([...(await nearestNeighbours(among, ragged([1, 2, 9], [2])))]).toEqual([1]);
    expect([...(await nearestNeighbours(among, ragged([1, 2, 0.9], [3])))]).toEqual([2]);
  });

  it('finds what brute force finds among long sequences', async () => {
    const random = createRandom(3);
    const waves = (count: number): SequenceBatch => {
      const values = new Float32Array(count * 80);
      for (let i = 0; i < count; i++) {
        const [phase, frequency] = [random.uniform() * 6, 0.1 + 0.2 * random.uniform()];
        for (let t = 0; t < 80; t++)
          values[i * 80 + t] = Math.sin(phase + frequency * t) + 0.1 * random.normal();
      }
      return sequenceBatch(values, count, 80);
    };
    const [among, queries] = [waves(1500), waves(100)];
    const found = await nearestNeighbours(among, queries);
    expect([...found]).toEqual(bruteForce(among, queries));
  });

  it('gives each sequence the class of its neighbour', async () => {
    const classes = ['N', 'V'].map((symbol) => ({ symbol, name: symbol }));
    const data = (values: number[], labels: number[]) => ({
      sequences: sequenceBatch(Float32Array.from(values), labels.length, 1),
      labels,
      classes,
    });
    const found = await oneNearestNeighbour(data([0, 10, 11], [0, 1, 1]), data([1, 4, 6, 20], [0, 1, 1, 0]));
    expect(found.confusion).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(found.crossEntropy).toBeNull();
  });

  it('refuses sequences of another size', async () => {
    const among = sequenceBatch(new Float32Array(6), 2, 3);
    await expect(nearestNeighbours(among, sequenceBatch(new Float32Array(4), 2, 2))).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });
});

describe('principalDirections', () => {
  it('finds the axes of an elongated cloud, orthonormal', () => {
    const random = createRandom(9);
    // Standard deviations 5 along (3, 4, 0)/5, 2 along (4, -3, 0)/5 and 0.5 along the last axis.
    const cloud = new Float32Array(1200);
    for (let i = 0; i < 400; i++) {
      const [a, b, c] = [5 * random.normal(), 2 * random.normal(), 0.5 * random.normal()];
      cloud.set([0.6 * a + 0.8 * b + 7, 0.8 * a - 0.6 * b, c], i * 3);
    }
    const directions = principalDirections(cloud, 3, 2);
    expect(Math.abs(directions[0] * 0.6 + directions[1] * 0.8)).toBeGreaterThan(0.995);
    expect(Math.abs(directions[3] * 0.8 - directions[4] * 0.6)).toBeGreaterThan(0.995);
    const product =
      directions[0] * directions[3] + directions[1] * directions[4] + directions[2] * directions[5];
    expect(Math.abs(product)).toBeLessThan(1e-12);
  });
});
