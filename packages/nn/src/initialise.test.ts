import { createRandom, mean } from '@saliogram/core';
import type { ParameterInfo } from '@saliogram/kernels';
import { describe, expect, it } from 'vitest';
import type { Initialisation } from './initialise.ts';
import { initialParameters } from './initialise.ts';

const units = 32;
const slices: ParameterInfo[] = [];
for (const [name, ...shape] of [
  ['lstm.weight_ih_l0', 4 * units, 3],
  ['lstm.weight_hh_l0', 4 * units, units],
  ['lstm.bias_l0', 4 * units],
  ['head.weight', 5, units],
  ['head.bias', 5],
] as [string, ...number[]][]) {
  const offset = slices.reduce((total, slice) => total + slice.length, 0);
  slices.push({ name, shape, offset, length: shape.reduce((a, b) => a * b, 1) });
}
const startOf = (options?: Initialisation, seed = 1) => {
  const flat = initialParameters(slices, createRandom(seed), options);
  return (name: string): Float32Array => {
    const { offset, length } = slices.find((slice) => slice.name === name)!;
    return flat.slice(offset, offset + length);
  };
};

describe('initialParameters', () => {
  it('draws weights uniformly in +-1/sqrt(H), as PyTorch does', () => {
    const limit = Math.fround(1 / Math.sqrt(units));
    const weights = startOf()('lstm.weight_hh_l0');
    expect(Math.max(...weights)).toBeLessThanOrEqual(limit);
    // Variance of U(-a, a) is a^2 / 3; 4096 draws put the estimate within 5 % with room to spare.
    const variance = mean(weights.map((w) => w * w));
    expect(Math.abs(variance / (limit ** 2 / 3) - 1)).toBeLessThan(0.05);
    expect(Math.max(...startOf()('head.weight').map(Math.abs))).toBeLessThanOrEqual(limit);
  });

  it('sets the forget-gate bias to 1 and every other bias to 0', () => {
    const start = startOf();
    expect([...start('lstm.bias_l0')]).toEqual(
      Array.from({ length: 4 * units }, (_, row) => (Math.floor(row / units) === 1 ? 1 : 0)),
    );
    expect([...start('head.bias')]).toEqual([0, 0, 0, 0, 0]);
  });

  it('spreads chrono biases over log U(1, Tmax - 1), the input gate opposite', () => {
    const bias = startOf({ recurrent: 'uniform', gateBias: 'chrono', chronoSteps: 216 })('lstm.bias_l0');
    const forget = bias.slice(units, 2 * units);
    const spans = forget.map(Math.exp);
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...spans)).toBeLessThanOrEqual(215);
    // The mean of U(1, 215) is 108, its standard error over 32 draws 11.
    expect(Math.abs(mean(spans) - 108)).toBeLessThan(33);
    expect(bias.slice(0, units)).toEqual(forget.map((b) => -b));
    expect(bias.slice(2 * units).every((b) => b === 0)).toBe(true);
    expect(() => startOf({ recurrent: 'uniform', gateBias: 'chrono' })).toThrow('chronoSteps is undefined');
  });

  it('makes orthogonal recurrent weights per gate on request', () => {
    const weights = startOf({ recurrent: 'orthogonal', gateBias: 'uniform' })('lstm.weight_hh_l0');
    for (let gate = 0; gate < 4; gate++) {
      const q = weights.subarray(gate * units ** 2, (gate + 1) * units ** 2);
      for (let i = 0; i < units; i++) {
        for (let j = 0; j <= i; j++) {
          let product = 0;
          for (let k = 0; k < units; k++) product += q[i * units + k] * q[j * units + k];
          expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-6);
        }
      }
    }
  });

  it('depends on the seed only', () => {
    expect(startOf(undefined, 5)('head.weight')).toEqual(startOf(undefined, 5)('head.weight'));
    expect(startOf(undefined, 5)('head.weight')).not.toEqual(startOf(undefined, 6)('head.weight'));
  });
});
