import { createRandom, mean } from '@saliogram/core';
import type { NetworkShape } from '@saliogram/kernels';
import { parameterTable } from '@saliogram/kernels';
import { describe, expect, it } from 'vitest';
import type { Initialisation } from './initialise.ts';
import { initialParameters } from './initialise.ts';

const units = 32;
const lstm: NetworkShape = { inputs: 3, hidden: [units], outputs: 5 };
const startOf = (options?: Initialisation, seed = 1, shape = lstm) => {
  const table = parameterTable(shape);
  const flat = initialParameters(table, createRandom(seed), options);
  return (name: string): Float32Array => {
    const { offset, length } = table.find((slice) => slice.name === name)!;
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

  it('lets the update gate of a GRU keep at all time scales, and starts other biases at 0', () => {
    const gru = { ...lstm, cell: 'gru', bidirectional: true } as const;
    const bias = startOf(
      { recurrent: 'uniform', gateBias: 'chrono', chronoSteps: 216 },
      1,
      gru,
    )('gru.bias_l0_reverse');
    const spans = bias.slice(units, 2 * units).map(Math.exp);
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(1);
    expect(Math.abs(mean(spans) - 108)).toBeLessThan(33);
    expect([...bias.slice(0, units), ...bias.slice(2 * units)].every((b) => b === 0)).toBe(true);
    expect(startOf(undefined, 1, gru)('gru.bias_l0').every((b) => b === 0)).toBe(true);
    const rnn = startOf({ recurrent: 'orthogonal', gateBias: 'chrono', chronoSteps: 216 }, 1, {
      ...lstm,
      cell: 'rnn',
    });
    expect(rnn('rnn.bias_l0').every((b) => b === 0)).toBe(true);
    const q = rnn('rnn.weight_hh_l0');
    expect(Math.abs(q.subarray(0, units).reduce((sum, w) => sum + w * w, 0) - 1)).toBeLessThan(1e-6);
  });

  it('keeps the variance of ReLU layers, and starts batch normalisation as the identity', () => {
    const shape = { ...lstm, bidirectional: true, dense: [{ units: 200, batchNorm: true }, { units: 9 }] };
    const start = startOf(undefined, 1, shape);
    // 200 x 64 draws of variance 2 / 64; the estimate's standard error is 1.3 %.
    const variance = mean(start('dense.0.weight').map((w) => w * w));
    expect(Math.abs(variance / (2 / 64) - 1)).toBeLessThan(0.06);
    for (const name of ['dense.0.bias', 'dense.0.norm.bias', 'dense.0.norm.running_mean', 'dense.1.bias']) {
      expect(
        start(name).every((b) => b === 0),
        name,
      ).toBe(true);
    }
    for (const name of ['dense.0.norm.weight', 'dense.0.norm.running_var']) {
      expect(
        start(name).every((b) => b === 1),
        name,
      ).toBe(true);
    }
    const uniform = startOf({ recurrent: 'uniform', gateBias: 'forget-one', dense: 'uniform' }, 1, shape);
    const bias = uniform('dense.0.bias');
    expect(Math.max(...bias)).toBeLessThanOrEqual(1 / 8);
    expect(Math.abs(mean(bias.map((b) => b * b)) / (1 / 64 / 3) - 1)).toBeLessThan(0.3);
    // The last linear layer reads 9 numbers.
    const head = start('head.weight').map(Math.abs);
    expect(Math.max(...head)).toBeLessThanOrEqual(Math.fround(1 / 3));
    expect(Math.max(...head)).toBeGreaterThan(0.25);
  });

  it('depends on the seed only', () => {
    expect(startOf(undefined, 5)('head.weight')).toEqual(startOf(undefined, 5)('head.weight'));
    expect(startOf(undefined, 5)('head.weight')).not.toEqual(startOf(undefined, 6)('head.weight'));
  });
});
