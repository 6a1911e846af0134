import { createRandom, sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { ForecastingGru } from './forecasting-gru.ts';
import { lineAhead } from './line-ahead.ts';
import { recurrentForecaster } from './recurrent-forecaster.ts';
import { winit } from './winit.ts';

/** Sequences x_t = 0.8 x_t-1 + 0.6 e_t, of variance 1, from the stationary state. */
function autoregressive(batch: number, steps: number, seed: number) {
  const random = createRandom(seed);
  const values = new Float32Array(batch * steps);
  for (let i = 0; i < values.length; i++) {
    values[i] = i % steps === 0 ? random.normal() : 0.8 * values[i - 1] + 0.6 * random.normal();
  }
  return sequenceBatch(values, batch, steps, 1);
}

describe('forecasting GRU', () => {
  it.each([1, 2])('of %i channels has the gradient of central differences', (channels) => {
    const random = createRandom(2);
    const network = new ForecastingGru(channels, 4, 3, random);
    const x = Float64Array.from({ length: 5 * channels }, () => random.normal());
    const gradients = new Float64Array(network.parameters.length);
    expect(network.loss(x, gradients)).toBeCloseTo(network.loss(x), 12);
    network.parameters.forEach((p, i) => {
      network.parameters[i] = p + 1e-5;
      const above = network.loss(x);
      network.parameters[i] = p - 1e-5;
      const slope = (above - network.loss(x)) / 2e-5;
      network.parameters[i] = p;
      expect(gradients[i]).toBeCloseTo(slope, 6);
    });
  });

  it('starts from lines in the last step, one for each step ahead', () => {
    // Each value is half the one before it: a half and a quarter of the last are to come.
    const halves = [Float64Array.of(1, 0.5, 0.25, 0.125), Float64Array.of(-4, -2, -1, -0.5)];
    const network = new ForecastingGru(1, 3, 2, createRandom(1));
    network.startFrom([lineAhead(halves, 1, 1), lineAhead(halves, 1, 2)]);
    const [first, second] = network.tell({ state: network.unread.state, last: Float64Array.of(2) });
    const line = (ahead: number): number => lineAhead(halves, 1, ahead).mean([2])[0];
    expect(first).toBeCloseTo(line(1), 12);
    expect(second).toBeCloseTo(line(2), 12);
    // The zeros before the first step bend the lines.
    expect(first).toBeGreaterThan(second);
  });
});

describe('recurrent forecaster', () => {
  const trained = recurrentForecaster(autoregressive(100, 40, 7), 3, { units: 6, epochs: 15, seed: 1 });
  const x = sequenceBatch(Float32Array.of(0.3, 1.5, NaN, NaN, NaN), 1, 5, 1);

  it('expects of an autoregression what decays from its last step, and errs as much as that leaves', async () => {
    const forecaster = await trained;
    const expected = await forecaster.expected(x, { from: 2, steps: 3 });
    [1.2, 0.96, 0.768].forEach((v, i) => expect(Math.abs(expected[i] - v)).toBeLessThan(0.2));
    expect([...(await forecaster.expected(x, { from: 2, steps: 1 }))]).toEqual([expected[0]]);
    // The variance that the last step leaves: 1 - 0.8^2, 1 - 0.8^4 and 1 - 0.8^6 of one step, two and three.
    const left = (1 - 0.64 + (1 - 0.4096) + (1 - 0.262144)) / 3;
    expect(Math.abs(forecaster.heldOut.recurrent / left - 1)).toBeLessThan(0.15);
    expect(forecaster.notes[0]).toContain(
      `on 20 held out its mean squared error over 3 steps came to ${forecaster.heldOut.recurrent.toFixed(3)} of the variance`,
    );
  });

  it('is the same for the same seed and beside any neighbour', async () => {
    const data = randomSequences(6, 5, 2);
    const options = { units: 3, epochs: 2 };
    const one = await recurrentForecaster(data, 2, options);
    const again = await recurrentForecaster(data, 2, options);
    const ask = { from: 1, steps: 2 };
    const both = await one.expected(data, ask);
    expect([...(await again.expected(data, ask))]).toEqual([...both]);
    const last = { ...data, values: data.values.slice(50), batch: 1 };
    expect([...(await one.expected(last, ask))]).toEqual([...both.subarray(20)]);
  });

  it('serves WinIT by name, with what it came to in its note', async () => {
    const run = { generator: 'recurrent', data: randomSequences(6, 5, 2, 9), window: 3 } as const;
    const map = await winit(tinyLstm(2), randomSequences(2, 5, 2), 0, run);
    expect(map.settings.generator).toMatch(/^recurrent \(32 units, \d+ epochs\)$/);
    expect(map.notes?.[0]).toMatch(/^The recurrent forecaster was trained on 5 sequences; on 1 held out/);
    expect(map.values.every(Number.isFinite)).toBe(true);
  });

  it('can be stopped, and says what does not fit', async () => {
    const data = randomSequences(3, 5, 2);
    const signal = AbortSignal.abort();
    await expect(recurrentForecaster(data, 2, { signal })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(recurrentForecaster(randomSequences(1, 5, 2), 2)).rejects.toThrow(
      'recurrent forecaster: got sequences of data 1, expected an integer of at least 2',
    );
    await expect(recurrentForecaster(data, 0)).rejects.toThrow(
      'recurrent forecaster: got window 0, expected an integer of at least 1',
    );
    const forecaster = await recurrentForecaster(data, 2, { epochs: 1 });
    const ask = { from: 1, steps: 1 };
    expect(() => forecaster.expected(sequenceBatch(new Float32Array(4), 1, 4), ask)).toThrow(
      'recurrent forecaster: got sequences of 1 channels, expected 2',
    );
    expect(() => forecaster.expected(data, { from: 0, steps: 3 })).toThrow(
      'recurrent forecaster: got 3 steps to forecast, expected at most 2, as many as it was trained for',
    );
  });
});
