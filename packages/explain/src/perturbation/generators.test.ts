import { createRandom, sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { linearGaussianGenerator } from './linear-gaussian-generator.ts';
import { dataGenerator } from './sequence-generator.ts';

/** Sequences x_t = 0.8 x_t-1 + 0.5 e_t in channel 0, and channel 1 its double plus 0.1 e. */
function autoregressive(batch: number, steps: number) {
  const random = createRandom(7);
  const values = new Float32Array(batch * steps * 2);
  for (let b = 0; b < batch; b++) {
    let state = random.normal();
    for (let t = 0; t < steps; t++) {
      state = 0.8 * state + 0.5 * random.normal();
      values[(b * steps + t) * 2] = state;
      values[(b * steps + t) * 2 + 1] = 2 * state + 0.1 * random.normal();
    }
  }
  return sequenceBatch(values, batch, steps, 2);
}

const momentsOf = (values: readonly number[]) => {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return { mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length };
};

describe('linear-Gaussian generator', () => {
  const data = autoregressive(60, 100);
  const x = sequenceBatch(Float32Array.of(0.3, 0.6, 1, 2, 9, 9, 9, 9), 1, 4, 2);

  it('draws the next step of an autoregression about its line, with its scatter', async () => {
    const generator = linearGaussianGenerator(data, { window: 2 });
    const drawn = await generator.sample(x, { from: 2, steps: 1, samples: 4000 }, createRandom(1));
    const own = Array.from({ length: 4000 }, (_, s) => drawn[s * 2]);
    const { mean, variance } = momentsOf(own);
    // 5880 pairs of neighbours tell 0.8 to 0.01 or so; the draws their mean to 0.5 / sqrt(4000).
    expect(Math.abs(mean - 0.8)).toBeLessThan(0.06);
    expect(Math.abs(variance / 0.25 - 1)).toBeLessThan(0.1);
    const double = momentsOf(Array.from({ length: 4000 }, (_, s) => drawn[s * 2 + 1] - 2 * drawn[s * 2]));
    expect(double.variance / 0.01).toBeGreaterThan(0.8);
    expect(double.variance / 0.01).toBeLessThan(1.25);
  });

  it('tells the other channel from the one that is known', async () => {
    const generator = linearGaussianGenerator(data, { window: 2 });
    const drawn = await generator.sample(x, { from: 2, steps: 1, samples: 2000, known: 0 }, createRandom(1));
    const other = momentsOf(Array.from({ length: 2000 }, (_, s) => drawn[s * 2 + 1]));
    // Channel 0 is 9 there, so channel 1 is about 18, as closely as the data have it.
    expect(drawn[0]).toBe(9);
    expect(Math.abs(other.mean - 18)).toBeLessThan(0.3);
    expect(Math.sqrt(other.variance)).toBeLessThan(0.12);
  });

  it('goes on from what it has drawn', async () => {
    const generator = linearGaussianGenerator(data, { window: 3 });
    const drawn = await generator.sample(x, { from: 1, steps: 3, samples: 4000 }, createRandom(1));
    const third = momentsOf(Array.from({ length: 4000 }, (_, s) => drawn[(s * 3 + 2) * 2]));
    // Variances add up: 0.25 (1 + 0.64 + 0.64^2); the mean is 0.8^3 0.3.
    expect(Math.abs(third.mean - 0.1536)).toBeLessThan(0.06);
    expect(Math.abs(third.variance / (0.25 * (1 + 0.64 + 0.4096)) - 1)).toBeLessThan(0.12);
  });

  it('has a regression per step where that is asked for, and never looks at what comes', async () => {
    // A ramp that every sequence follows exactly: each step is known from the one before it.
    const ramp = sequenceBatch(
      Float32Array.from({ length: 40 }, (_, i) => (i % 4) ** 2 + Math.floor(i / 4)),
      10,
      4,
    );
    const generator = linearGaussianGenerator(ramp, { window: 1, regressions: 'per-step', ridge: 0 });
    const one = sequenceBatch(Float32Array.of(100, 101, NaN, NaN), 1, 4);
    const drawn = await generator.sample(one, { from: 2, steps: 2, samples: 1 }, createRandom(1));
    expect(drawn[0]).toBeCloseTo(104, 2);
    expect(drawn[1]).toBeCloseTo(109, 2);
    const first = await generator.sample(one, { from: 0, steps: 1, samples: 500 }, createRandom(1));
    // Nothing before the first step: the mean of 0 to 9, and their variance 8.25.
    expect(Math.abs(momentsOf([...first]).mean - 4.5)).toBeLessThan(0.4);
    expect(Math.abs(momentsOf([...first]).variance / 8.25 - 1)).toBeLessThan(0.2);
  });

  it.each([1, 2])('expects the mean of its draws, from step %i on', async (from) => {
    const generator = linearGaussianGenerator(data, { window: 3 });
    const steps = 3;
    const long = sequenceBatch(Float32Array.of(0.3, 0.6, 1, 2, 9, 9, 9, 9, NaN, NaN), 1, 5, 2);
    const expected = await generator.expected(long, { from, steps });
    const drawn = await generator.sample(long, { from, steps, samples: 4000 }, createRandom(1));
    expected.forEach((v, i) => {
      const own = momentsOf(Array.from({ length: 4000 }, (_, s) => drawn[s * steps * 2 + i]));
      // Five standard errors.
      expect(Math.abs(v - own.mean)).toBeLessThan(5 * Math.sqrt(own.variance / 4000));
    });
    expect(expected.length).toBe(steps * 2);
  });

  it('draws the same for a sequence beside any neighbour', async () => {
    const generator = linearGaussianGenerator(data);
    const two = { ...x, values: Float32Array.of(...x.values.map((v) => v + 1), ...x.values), batch: 2 };
    const ask = { from: 2, steps: 2, samples: 3 };
    const both = await generator.sample(two, ask, createRandom(1));
    const alone = await generator.sample(x, ask, createRandom(1));
    expect([...both.subarray(12)]).toEqual([...alone]);
  });

  it('says what does not fit', () => {
    const ask = { from: 2, steps: 1, samples: 1 };
    const single = sequenceBatch(new Float32Array(4), 1, 4);
    expect(() => linearGaussianGenerator(data).sample(single, ask, createRandom(1))).toThrow(
      'linear-Gaussian generator: got data of 100 steps and 2 channels for sequences of 4 steps and 1 channels',
    );
    expect(() => linearGaussianGenerator(data, { window: -1 })).toThrow(
      'linear-Gaussian generator: got window -1, expected an integer of at least 0',
    );
  });
});

describe('generator of the data', () => {
  it('expects the mean of the steps at the same time, of the sequences that reach so far', async () => {
    const data = { ...sequenceBatch(Float32Array.of(1, -1, 2, -2, 4, -4, 9, 9), 2, 2, 2), lengths: [2, 1] };
    const x = sequenceBatch(new Float32Array(8), 2, 2, 2);
    const generator = dataGenerator(data);
    expect([...(await generator.expected(x, { from: 0, steps: 1 }))]).toEqual([2.5, -2.5, 2.5, -2.5]);
    expect([...(await generator.expected(x, { from: 0, steps: 2 }))]).toEqual([1, -1, 2, -2, 1, -1, 2, -2]);
  });

  it('draws whole sequences at the same steps, of those that reach so far, and keeps what is known', async () => {
    const data = { ...sequenceBatch(Float32Array.of(1, -1, 2, -2, 3, -3, 4, -4), 2, 2, 2), lengths: [2, 1] };
    const x = sequenceBatch(Float32Array.of(7, 8, 9, 10), 1, 2, 2);
    const generator = dataGenerator(data);
    const first = await generator.sample(x, { from: 0, steps: 1, samples: 50 }, createRandom(1));
    const pairs = new Set(Array.from({ length: 50 }, (_, s) => String(first.subarray(s * 2, s * 2 + 2))));
    expect(pairs).toEqual(new Set(['1,-1', '3,-3']));
    const both = await generator.sample(x, { from: 0, steps: 2, samples: 1, known: 1 }, createRandom(1));
    expect([...both]).toEqual([1, 8, 2, -2]);
    expect(() => generator.sample(x, { from: 1, steps: 2, samples: 1 }, createRandom(1))).toThrow(
      'data to draw from: got 2 sequences of up to 2 steps and 2 channels, expected some with 3 steps and 2 channels',
    );
  });
});
