import { createRandom, sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { fit } from './fit.ts';
import { recurrentGenerator } from './recurrent-generator.ts';
import { winit } from './winit.ts';

/** Sequences x_t = 0.8 x_t-1 + 0.5 e_t in channel 0, and channel 1 its double plus 0.1 e; from the stationary state. */
function autoregressive(batch: number, steps: number, seed: number) {
  const random = createRandom(seed);
  const values = new Float32Array(batch * steps * 2);
  for (let b = 0; b < batch; b++) {
    let state = (0.5 / 0.6) * random.normal();
    for (let t = 0; t < steps; t++) {
      if (t > 0) state = 0.8 * state + 0.5 * random.normal();
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

describe('recurrent generator', () => {
  const trained = recurrentGenerator(autoregressive(100, 40, 7), {
    units: 6,
    epochs: 15,
    seed: 1,
  });
  const x = sequenceBatch(Float32Array.of(0.3, 0.6, 1, 2, 9, 9, 9, 9), 1, 4, 2);

  it('learns the conditional of an autoregression: its line, its scatter and its entropy (closed form)', async () => {
    const generator = await trained;
    const drawn = await generator.sample(x, { from: 2, steps: 1, samples: 4000 }, createRandom(1));
    const own = momentsOf(Array.from({ length: 4000 }, (_, s) => drawn[s * 2]));
    expect(Math.abs(own.mean - 0.8)).toBeLessThan(0.2);
    expect(Math.abs(own.variance / 0.25 - 1)).toBeLessThan(0.15);
    const other = momentsOf(Array.from({ length: 4000 }, (_, s) => drawn[s * 2 + 1] - 2 * drawn[s * 2]));
    expect(Math.abs(other.variance / 0.01 - 1)).toBeLessThan(0.35);
    // log(2 pi e) + log(0.5 x 0.1) a step, but for the first, which is wider by log(1 / 0.6).
    const entropy = Math.log(2 * Math.PI * Math.E) + Math.log(0.05) + Math.log(1 / 0.6) / 40;
    const found = generator.negativeLogLikelihood(autoregressive(100, 40, 11));
    // 8000 values of variance 1/2 each: a standard error of 0.016 a step.
    expect(found - entropy).toBeGreaterThan(-0.05);
    expect(found - entropy).toBeLessThan(0.12);
    expect(Math.abs(generator.heldOut.linearGaussian - entropy)).toBeLessThan(0.12);
    expect(generator.notes[0]).toContain(
      `${generator.heldOut.recurrent.toFixed(3)} nats a step on 20 held out`,
    );
  }, 20_000);

  it('tells the other channel from the one that is known, and goes on from what it has drawn', async () => {
    const generator = await trained;
    const known = { ...x, values: x.values.map((v, i) => (i === 4 ? 1.5 : v)) };
    const ask = { from: 2, steps: 2, samples: 3000 };
    const drawn = await generator.sample(known, { ...ask, known: 0 }, createRandom(1));
    const told = momentsOf(Array.from({ length: 3000 }, (_, s) => drawn[s * 4 + 1]));
    expect(drawn[0]).toBe(1.5);
    expect(Math.abs(told.mean - 3)).toBeLessThan(0.15);
    const after = momentsOf(Array.from({ length: 3000 }, (_, s) => drawn[s * 4 + 2]));
    expect(Math.abs(after.mean - 1.2)).toBeLessThan(0.15);
    expect(Math.abs(after.variance / 0.25 - 1)).toBeLessThan(0.2);
  }, 20_000);

  it('is the same for the same seed and beside any neighbour, and never looks at what comes', async () => {
    const data = randomSequences(6, 5, 2);
    const options = { units: 3, epochs: 2 };
    const [one, again, other] = [
      await recurrentGenerator(data, options),
      await recurrentGenerator(data, options),
      await recurrentGenerator(data, { ...options, seed: 3 }),
    ];
    const ask = { from: 2, steps: 2, samples: 3 };
    const two = { ...x, values: Float32Array.of(...x.values.map((v) => v + 1), ...x.values), batch: 2 };
    const alone = await one.sample(x, ask, createRandom(1));
    expect([...(await again.sample(x, ask, createRandom(1)))]).toEqual([...alone]);
    expect([...(await other.sample(x, ask, createRandom(1)))]).not.toEqual([...alone]);
    expect([...(await one.sample(two, ask, createRandom(1))).subarray(12)]).toEqual([...alone]);
    const blind = { ...x, values: x.values.map((v, i) => (i < 4 ? v : NaN)) };
    expect([...(await one.sample(blind, ask, createRandom(1)))]).toEqual([...alone]);
  });

  it('serves FIT and WinIT by name, with what it came to in their notes', async () => {
    const model = tinyLstm(2);
    const data = randomSequences(6, 5, 2, 9);
    const run = { generator: 'recurrent', data, samples: 2 } as const;
    const ofDraws: typeof winit = (...[asked, sequences, targets, options]) =>
      winit(asked, sequences, targets, { ...options, counterfactual: 'drawn' });
    for (const explain of [fit, ofDraws]) {
      const map = await explain(model, randomSequences(2, 5, 2), 0, run);
      expect(map.settings.generator).toMatch(/^recurrent \(32 units, \d+ epochs\)$/);
      expect(map.notes?.[0]).toMatch(
        /trained on 5 sequences .* on 1 held out; the linear-Gaussian one comes to/,
      );
      expect(map.values.every(Number.isFinite)).toBe(true);
    }
  });

  it('can be stopped, and says what does not fit', async () => {
    const data = randomSequences(3, 5, 2);
    const signal = AbortSignal.abort();
    await expect(recurrentGenerator(data, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(recurrentGenerator(randomSequences(1, 5, 2))).rejects.toThrow(
      'recurrent generator: got sequences of data 1, expected an integer of at least 2',
    );
    const generator = await recurrentGenerator(data, { epochs: 1 });
    expect(() =>
      generator.sample(
        sequenceBatch(new Float32Array(4), 1, 4),
        { from: 1, steps: 1, samples: 1 },
        createRandom(1),
      ),
    ).toThrow('recurrent generator: got sequences of 1 channels, expected 2');
  });
});
