import { createRandom, mean } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { linearModel } from '../../../testing/linear-model.ts';
import { randomSequences } from '../../../testing/tiny-lstm.ts';
import { orderTest, randomSeparations } from './order-test.ts';
import { movedMap } from './moved-map.ts';

const steps = 30;
/** A model that sums a stretch of the sequence, 12 to 17. */
const stretch = Array.from({ length: steps }, (_, t) => (t >= 12 && t < 18 ? 1 : 0));
const model = linearModel([stretch, stretch.map(() => 0)]);
const ones = (batch: number) => ({
  values: new Float32Array(batch * steps).fill(1),
  batch,
  steps,
  channels: 1,
});
const tenths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const fifths = [0.2, 0.4, 0.6, 0.8];
const options = { objective: 'score', orders: 49, seed: 3, shares: tenths } as const;

describe('order test', () => {
  it('finds the true stretch better than random orders and than the same stretch elsewhere', async () => {
    const [test] = await orderTest(model, ones(1), 0, stretch, options);
    expect(test.pRandom).toBe(1 / 50);
    // One hill of 30 places, of which the true one is one: about 2 in 50 are it.
    expect(test.pMoved).toBeLessThan(0.15);
    expect(test.z).toBeGreaterThan(1.5);
    // By hand: the 6 true units are gone, or there, at each of the 9 points from 0.2 on; at 0.1 half of them are.
    expect(test.separation).toBeCloseTo((3 - 3 + 8 * (6 - 0)) / 9, 6);
  });

  it('finds the opposite map worse than all', async () => {
    const [test] = await orderTest(
      model,
      ones(1),
      0,
      stretch.map((v) => -v),
      options,
    );
    expect(test.p).toBe(1);
  });

  it('gives random maps a uniform p-value', async () => {
    const batch = 200;
    const map = randomSequences(batch, steps, 1, 7).values;
    const tests = await orderTest(model, ones(batch), 0, map, { ...options, orders: 19, shares: fifths });
    for (const p of [tests.map((t) => t.pRandom), tests.map((t) => t.pMoved)]) {
      // The mean of 200 uniform values lies within 0.06 of its own (3 standard errors), on a grid of 1/20 at 0.525.
      expect(Math.abs(mean(p) - 0.525)).toBeLessThan(0.065);
      // 5 % of 200 are 10, with a standard error of 3.1.
      expect(p.filter((each) => each <= 0.05).length).toBeLessThanOrEqual(19);
    }
    expect(tests.filter((t) => t.p <= 0.05).length).toBeLessThanOrEqual(10);
  });

  it('is not won by smoothness: a smooth map at a random place is no better than the same elsewhere', async () => {
    const random = createRandom(5);
    const batch = 100;
    const map = new Float32Array(batch * steps);
    for (let b = 0; b < batch; b++) {
      const centre = random.integer(steps);
      for (let t = 0; t < steps; t++) {
        const away = Math.min(Math.abs(t - centre), steps - Math.abs(t - centre));
        map[b * steps + t] = Math.exp(-((away / 4) ** 2));
      }
    }
    const tests = await orderTest(model, ones(batch), 0, map, { ...options, orders: 19, shares: fifths });
    expect(tests.filter((t) => t.pRandom <= 0.05).length).toBeGreaterThan(15);
    expect(tests.filter((t) => t.pMoved <= 0.05).length).toBeLessThanOrEqual(13);
  });

  it('has p = 1 where the model does not react, and follows the ends of sequences', async () => {
    const [still] = await orderTest(model, ones(1), 1, stretch, options);
    expect(still).toMatchObject({ p: 1, z: NaN });
    const early = { ...ones(1), lengths: [20] };
    const [test] = await orderTest(model, early, 0, stretch, { ...options, statistic: 'deletion' });
    // Of 20 units 2 at a time: 4, 2 and then 0 of the true ones are left.
    expect(test.separation).toBeCloseTo(-(4 + 2) / 9, 6);
  });

  it('says what does not fit', async () => {
    await expect(orderTest(model, ones(1), 0, stretch, { orders: 0 })).rejects.toThrow(
      'order test: got orders 0, expected an integer of at least 1',
    );
    await expect(orderTest(model, ones(1), 0, stretch, { shares: [0.5, 0.2] })).rejects.toThrow(
      'got shares 0.5, 0.2, expected some that rise between 0 and 1',
    );
    await expect(orderTest(model, ones(1), 0, stretch, { chance: [] })).rejects.toThrow(
      'got random separations of 0 sequences, expected 1',
    );
  });

  it('takes a first look for enough where it is clear, with the same places', async () => {
    const beside = Array.from({ length: steps }, (_, t) => (t >= 10 && t < 16 ? 1 : 0));
    const map = [...stretch, ...stretch.map((v) => -v), ...beside];
    const firstLook = { places: 9, enough: 4 };
    const whole = await orderTest(model, ones(3), 0, map, options);
    const looked = await orderTest(model, ones(3), 0, map, { ...options, firstLook });
    for (const [b, { separation, moved }] of whole.entries()) {
      const asGood = (places: number): number =>
        moved.slice(0, places).filter((v) => v >= separation - 1e-6).length;
      const places = asGood(9) === 0 || asGood(9) >= 4 ? 9 : 49;
      expect(looked[b].moved).toEqual(moved.slice(0, places));
      expect(looked[b].pMoved).toBeCloseTo((1 + asGood(places)) / (places + 1), 12);
    }
    // Nothing as good, all as good, and one map in doubt.
    expect(looked.map(({ moved }) => moved.length)).toEqual([9, 9, 49]);
    await expect(
      orderTest(model, ones(1), 0, stretch, { firstLook: { places: 0, enough: 1 } }),
    ).rejects.toThrow('order test: got firstLook.places 0, expected an integer of at least 1');
  });

  it('weighs all shares alike, and takes what chance does from before', async () => {
    const uneven = { ...options, shares: [0.1, 0.2, 0.6], statistic: 'deletion' } as const;
    const chance = await randomSeparations(model, ones(2), 0, uneven);
    const [test, twin] = await orderTest(model, ones(2), 0, [...stretch, ...stretch], { ...uneven, chance });
    // By hand: 3 of the 6 true units are left at the first of three shares, none later.
    expect(test.separation).toBeCloseTo(-3 / 3, 6);
    expect(test.random).toBe(chance[0]);
    expect(twin.separation).toBeCloseTo(test.separation, 12);
  });
});

describe('a moved map', () => {
  it('keeps the values and what lies together, whole but for the turn and the mirror', () => {
    const random = createRandom(2);
    const map = [0, 5, 0, 0, 7, 8, 9, 0, 2, 3, 0, 0];
    const places = new Set<number>();
    let mirrored = 0;
    for (let i = 0; i < 200; i++) {
      const moved = [...movedMap(map, 1, random)];
      expect(moved).not.toEqual(map);
      expect(Float64Array.from(moved).sort()).toEqual(Float64Array.from(map).sort());
      const eight = moved.indexOf(8);
      const beside = [moved[(eight + 11) % 12], moved[(eight + 1) % 12]];
      if (beside[0] === 9) mirrored++;
      expect(new Set(beside)).toEqual(new Set([7, 9]));
      places.add(eight);
    }
    expect(places.size).toBe(12);
    // Half of 200, 5 standard errors to each side.
    expect(Math.abs(mirrored - 100)).toBeLessThan(36);
  });

  it('exchanges channels, whole', () => {
    const map = [1, 10, 2, 20, 3, 30];
    const random = createRandom(1);
    const firsts = Array.from({ length: 40 }, () => movedMap(map, 2, random)[0]);
    expect(firsts.some((v) => v >= 10)).toBe(true);
    expect(firsts.some((v) => v < 10)).toBe(true);
  });
});
