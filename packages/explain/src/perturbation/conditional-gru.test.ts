import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { ConditionalGru } from './conditional-gru.ts';
import { GaussianRegression, Moments } from './gaussian-regression.ts';

describe('conditional GRU', () => {
  it.each([1, 3])('of %i channels has the gradient of central differences', (channels) => {
    const random = createRandom(2);
    const network = new ConditionalGru(channels, 4, random);
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

  it('reads a sequence step by step as it does at once', () => {
    const network = new ConditionalGru(2, 3, createRandom(1));
    const x = Float64Array.of(0.1, -0.2, 0.7, 0.4, -1, 0.3);
    const readings = network.readings(x);
    let read = network.unread;
    readings.forEach((expected, t) => {
      read.state.forEach((h, u) => expect(h).toBeCloseTo(expected.state[u], 12));
      expect([...read.last]).toEqual([...expected.last]);
      read = network.next(read, x.subarray(2 * t, 2 * t + 2));
    });
  });

  it('draws with the density that it tells, and given a channel with that of the others', () => {
    const network = new ConditionalGru(2, 3, createRandom(7));
    const [read, random] = [network.unread, createRandom(1)];
    /** E[x_0], E[x_1], E[x_0 x_1] on a grid of the density of the first step. */
    const bounds = { from: -7, to: 7, by: 0.125 };
    let [mass, mean, other, product, square] = [0, 0, 0, 0, 0];
    for (let a = bounds.from; a < bounds.to; a += bounds.by) {
      for (let b = bounds.from; b < bounds.to; b += bounds.by) {
        const p = Math.exp(-network.loss(Float64Array.of(a, b))) * bounds.by ** 2;
        mass += p;
        mean += a * p;
        other += b * p;
        product += a * b * p;
        square += a * a * p;
      }
    }
    expect(mass).toBeCloseTo(1, 3);
    const drawn = Array.from({ length: 20000 }, () => network.draw(read, [random.normal(), random.normal()]));
    const meanOf = (f: (x: Float64Array) => number): number =>
      drawn.reduce((sum, x) => sum + f(x), 0) / drawn.length;
    // Standard errors are about 1 / sqrt(20000) of deviations near 1.
    expect(Math.abs(meanOf(([a]) => a) - mean)).toBeLessThan(0.04);
    expect(Math.abs(meanOf(([, b]) => b) - other)).toBeLessThan(0.04);
    expect(Math.abs(meanOf(([a, b]) => a * b) - product)).toBeLessThan(0.06);
    const gain = (product - mean * other) / (square - mean ** 2);
    const given = Array.from({ length: 20000 }, () =>
      network.draw(read, [random.normal(), random.normal()], { channel: 0, value: 2 }),
    );
    expect(given.every(([a]) => a === 2)).toBe(true);
    const centre = given.reduce((sum, [, b]) => sum + b, 0) / given.length;
    expect(Math.abs(centre - other - gain * (2 - mean))).toBeLessThan(0.04);
  });
});

it('starts from a line with its scatter, to the density', () => {
  const random = createRandom(4);
  const moments = new Moments(2, 2);
  for (let i = 0; i < 200; i++) {
    const [a, b] = [random.normal(), random.normal()];
    moments.add([a, b, a - 0.5 * b + 0.3 * random.normal(), 0.2 * a + b + 1 + 0.5 * random.normal()]);
  }
  const line = new GaussianRegression(moments, 0);
  const network = new ConditionalGru(2, 3, random);
  network.startFrom(line);
  const x = Float64Array.of(0.3, -0.8, 1.2, 0.4);
  const loss = network.loss(x) - network.loss(x.subarray(0, 2));
  expect(loss).toBeCloseTo(line.negativeLogDensity([0.3, -0.8], [1.2, 0.4]), 10);
});
