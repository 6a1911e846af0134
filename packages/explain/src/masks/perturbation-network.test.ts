import { createRandom } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { PerturbationNetwork } from './perturbation-network.ts';

describe('perturbation network', () => {
  it.each([
    [2, 3, 6],
    [1, 2, 1],
  ])('of %i channels and %i units has the gradient of central differences over %i steps', (c, h, steps) => {
    const random = createRandom(3);
    const network = new PerturbationNetwork(c, h, random);
    const numbers = (): Float64Array => Float64Array.from({ length: steps * c }, () => random.normal());
    const [x, weights] = [numbers(), numbers()];
    const objective = (): number => network.run(x).reduce((sum, n, i) => sum + weights[i] * n, 0);
    const gradients = new Float64Array(network.parameters.length);
    network.back(x, weights, gradients);
    network.parameters.forEach((p, i) => {
      network.parameters[i] = p + 1e-5;
      const above = objective();
      network.parameters[i] = p - 1e-5;
      const slope = (above - objective()) / 2e-5;
      network.parameters[i] = p;
      expect(gradients[i]).toBeCloseTo(slope, 7);
    });
  });

  it('reads both ways: what comes changes what it gives before, and the output is bounded', () => {
    const network = new PerturbationNetwork(1, 3, createRandom(1));
    const x = Float64Array.of(0.1, -0.4, 0.3, 0.2);
    const output = network.run(x);
    const other = network.run(Float64Array.of(0.1, -0.4, 0.3, 2));
    expect(other[0]).not.toBeCloseTo(output[0], 6);
    const [linear, bias] = [network.parameters.slice(-7, -1), network.parameters.at(-1) ?? NaN];
    output.forEach((n) => expect(Math.abs(n - bias)).toBeLessThanOrEqual(Math.hypot(...linear) + 1e-12));
  });
});
