import type { SequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences } from '../../testing/tiny-lstm.ts';
import type { Attribution } from '../attribution/attribution.ts';
import { inputDerivative } from '../gradient/input-derivative.ts';
import { randomHeat } from '../controls/random-heat.ts';
import { sharedEvidence } from './shared-evidence.ts';
import { TRUST_DEFAULTS, trustRecords } from './trust-records.ts';

const steps = 40;
/** The class is the sum of steps 10 to 15. */
const stretch = Array.from({ length: steps }, (_, t) => (t >= 10 && t < 16 ? 2 : 0));
const model = linearModel([stretch, stretch.map(() => 0)]);
const untrained = linearModel(
  [randomSequences(1, steps, 1, 4).values, randomSequences(1, steps, 1, 5).values].map((w) => Array.from(w)),
);
const x = { values: new Float32Array(2 * steps).fill(1), batch: 2, steps, channels: 1 };

function map(rows: readonly (readonly number[])[], more: Partial<Attribution> = {}): Attribution {
  return {
    method: 'given',
    targets: new Int32Array(2),
    shape: x,
    values: Float32Array.from(rows.flat()),
    heat: { scaling: 'min-max', floor: 0 },
    settings: {},
    cost: { forward: 0, backward: 0 },
    ...more,
  };
}

describe('trust records', () => {
  it('tell the true map from its opposite and from one that says nothing', async () => {
    const [good, opposite] = await trustRecords(model, x, map([stretch, stretch.map((v) => -v)]));
    expect(good.verdict).toBe('reliable');
    expect(good.evidence).toMatchObject({ salient: true, pRandom: 0.01 });
    // By hand: p = 1 / (1 + e^-12) with all there and 1/2 without; 6 of 40 steps are gone from the share 0.15 on.
    expect(good.evidence.deletion).toBeLessThan(0.6);
    expect(good.evidence.insertion).toBeGreaterThan(0.9);
    expect(opposite.verdict).toBe('unreliable');
    const [silent] = await trustRecords(model, x, map([stretch.map(() => 1), stretch]));
    expect(silent).toMatchObject({ verdict: 'unreliable', reasons: [expect.stringMatching(/says nothing/)] });
  });

  it('explain again: with noise, with another seed, on an untrained model, beside other methods', async () => {
    const derivative = await inputDerivative(model, x, 0);
    const [same] = await trustRecords(model, x, derivative, {
      reexplain: (on, input) => inputDerivative(on, input, 0),
      untrained,
      others: [derivative, map([stretch, stretch], { method: 'twin' })],
    });
    // The slope of a linear model is the same everywhere.
    expect(same.evidence.noiseStability).toBeCloseTo(1, 12);
    expect(Math.abs(same.evidence.untrained ?? 1)).toBeLessThan(0.6);
    expect(same.evidence.agreement).toEqual({ twin: 1 });
    expect(same.evidence.seedStability).toBeUndefined();
    const drawn = await trustRecords(model, x, randomHeat(x, new Int32Array(2), 0), {
      reexplain: async (_on, input, seed) => randomHeat(input, new Int32Array(2), seed ?? 0),
      seeded: true,
      places: 9,
      chanceOrders: 9,
    });
    // Control: the same seed is the same map whatever the noise, another seed is another.
    expect(drawn[0].evidence.noiseStability).toBeCloseTo(1, 12);
    expect(Math.abs(drawn[0].evidence.seedStability ?? 1)).toBeLessThan(0.6);
    expect(drawn[0].verdict).toBe('unreliable');
  });

  it('take one noisy copy for enough where its map is much the same, and more where it is not', async () => {
    const explained: number[] = [];
    const unsteady = (from: number) => async (_on: unknown, input: SequenceBatch) => {
      explained.push(from);
      const noise = randomSequences(2, steps, 1, explained.length).values;
      // The first sequence keeps its map, the second gets another each time.
      return map([stretch, from === 0 ? stretch : [...noise.subarray(0, steps)]], { shape: input });
    };
    const given = map([stretch, stretch]);
    const still = await trustRecords(model, x, given, { reexplain: unsteady(0), places: 5, chanceOrders: 5 });
    expect(explained).toHaveLength(1);
    expect(still.map(({ evidence }) => evidence.noiseStability)).toEqual([1, 1]);
    explained.length = 0;
    const [kept, lost] = await trustRecords(model, x, given, {
      reexplain: unsteady(1),
      places: 5,
      chanceOrders: 5,
    });
    expect(explained).toHaveLength(3);
    expect(kept.evidence.noiseStability).toBe(1);
    expect(Math.abs(lost.evidence.noiseStability!)).toBeLessThan(0.3);
    expect(lost.verdict).toBe('unreliable');
  });

  it('are the same with what all maps share found before, and take fewer passes', async () => {
    const shared = await sharedEvidence(model, x, 0);
    const before = model.passes().forward;
    const [first] = await trustRecords(model, x, map([stretch, stretch]), shared);
    const between = model.passes().forward;
    const [second] = await trustRecords(model, x, map([stretch, stretch]));
    expect(second).toEqual(first);
    // Two sequences, 99 orders of 12 points and two curves of 21.
    expect(model.passes().forward - between - (between - before)).toBe(2 * (99 * 12 + 42));
  });

  it('carry completeness and convergence', async () => {
    // The values add up to 12, the objective to 12 - 3.
    const attribution = map([stretch, stretch], {
      completenessGap: [3, 0],
      convergence: { rule: '', converged: [true, false], iterations: [1, 1], objective: [0, 0] },
    });
    const [first, second] = await trustRecords(model, x, attribution);
    expect(first.evidence.completeness).toBeCloseTo(3 / 12, 6);
    expect(first.verdict).toBe('weak');
    expect(second.evidence).toMatchObject({ completeness: 0, converged: false });
  });

  it('are the same again, and other maps of the batch change nothing in them', async () => {
    const one = await trustRecords(model, x, map([stretch, stretch.toReversed()]), { places: 19 });
    const again = await trustRecords(model, x, map([stretch, stretch]), { places: 19 });
    expect(again[0]).toEqual(one[0]);
  });

  it('refuse a map of other sequences, naming both sides, and stop on demand', async () => {
    await expect(
      trustRecords(model, { ...x, batch: 1, values: x.values.slice(steps) }, map([stretch, stretch])),
    ).rejects.toThrow(
      'verdict: got 80 values of given for 2 sequences, expected 1 x 40 x 1 (sequences x steps x channels)',
    );
    await expect(
      trustRecords(model, x, map([stretch, stretch]), { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('have a first look that hardly moves the level of the test (closed form)', () => {
    const { places, firstLook } = TRUST_DEFAULTS;
    const rest = places - firstLook.places;
    const choose = (n: number, k: number): number =>
      Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((product, factor) => product * factor, 1);
    const level = (limit: number): number => {
      let sum = 0;
      for (let first = 0; first <= firstLook.places; first++) {
        for (let later = 0; later <= rest; later++) {
          const settled = first === 0 || first >= firstLook.enough;
          const p = settled ? (1 + first) / (firstLook.places + 1) : (1 + first + later) / (places + 1);
          if (p > limit + 1e-12) continue;
          // A map no better than elsewhere has any rank among all places alike, and those as good lie anywhere.
          const asGood = first + later;
          const split = (choose(firstLook.places, first) * choose(rest, later)) / choose(places, asGood);
          sum += split / (places + 1);
        }
      }
      return sum;
    };
    expect(level(1)).toBeCloseTo(1, 9);
    expect(level(0.1)).toBeCloseTo(0.1034, 4);
    expect(level(0.2)).toBeCloseTo(0.2001, 4);
  });
});
