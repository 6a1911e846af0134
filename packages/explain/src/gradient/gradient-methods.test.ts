import { describe, expect, it } from 'vitest';
import { formulaModel } from '../../testing/formula-model.ts';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { expectedGradients } from './expected-gradients.ts';
import { gradientTimesInput } from './gradient-times-input.ts';
import { integratedGradients } from './integrated-gradients.ts';
import { smoothGrad } from './smooth-grad.ts';
import { timing } from './timing.ts';
import { varGrad } from './var-grad.ts';

const one = (...values: number[]) => ({
  values: Float32Array.from(values),
  batch: 1,
  steps: values.length,
  channels: 1,
});

/** x0^2 + 3 x1: slope [2 x0, 3, 0]. */
const bowl = formulaModel([
  { score: ([a, b]) => a * a + 3 * b, slope: ([a]) => [2 * a, 3, 0] },
  { score: () => 0, slope: () => [0, 0, 0] },
]);

/** x0 x1: slope [x1, x0, 0]. */
const product = formulaModel([{ score: ([a, b]) => a * b, slope: ([a, b]) => [b, a, 0] }]);

describe('gradient times input', () => {
  it('is the distance from the baseline times the slope, and tells what it misses', async () => {
    const { values, completenessGap, cost } = await gradientTimesInput(bowl, one(2, 1, 5), 0, {
      baseline: 0.5,
    });
    // Slopes [4, 3, 0] times distances [1.5, 0.5, 4.5]; the score falls from 7 to 1.75.
    expect([...values]).toEqual([6, 1.5, 0]);
    expect(completenessGap).toEqual([7.5 - 5.25]);
    expect(cost).toEqual({ forward: 3, backward: 1 });
  });
});

describe('SmoothGrad and VarGrad', () => {
  it('are the mean and the variance of the slope over noisy copies', async () => {
    const options = { samples: 4000, noise: 0.5, noiseUnit: 'input' as const };
    const smooth = await smoothGrad(bowl, one(2, 1, 5), 0, options);
    const spread = await varGrad(bowl, one(2, 1, 5), 0, options);
    // 2 (x0 + 0.5 e) has mean 4 and variance 1; the standard errors are 1 / sqrt(4000) and sqrt(2 / 4000).
    expect(Math.abs(smooth.values[0] - 4)).toBeLessThan(3 / Math.sqrt(4000));
    expect(smooth.standardErrors![0]).toBeCloseTo(1 / Math.sqrt(4000), 3);
    expect([...smooth.values.subarray(1)]).toEqual([3, 0]);
    expect(Math.abs(spread.values[0] - 1)).toBeLessThan(3 * Math.sqrt(2 / 4000));
    expect([...spread.values.subarray(1)]).toEqual([0, 0]);
    expect(spread.cost).toEqual({ forward: 4000, backward: 4000 });
  });

  it('take their noise as a share of the range of each channel', async () => {
    // Channel 0 has range 2, channel 1 range 40: slopes 2 x0 and 2 x1 vary with (2 * 0.1 * range)^2.
    const both = formulaModel([
      { score: ([a, b]) => a * a + b * b, slope: ([a, b]) => [2 * a, 2 * b, 0, 0] },
    ]);
    const x = { values: Float32Array.of(0, 0, 2, 40), batch: 1, steps: 2, channels: 2 };
    const { values } = await varGrad(both, x, 0, { samples: 2000, noise: 0.1 });
    expect(values[0] / 0.16).toBeCloseTo(1, 0);
    expect(values[1] / 64).toBeCloseTo(1, 0);
  });

  it('give a sequence the same map beside any neighbour, however the work is cut up', async () => {
    const model = tinyLstm(2);
    const x = randomSequences(2, 4, 2);
    const both = await smoothGrad(model, x, 1, { samples: 5 });
    const cut = await smoothGrad(model, x, 1, { samples: 5, batchSize: 3 });
    const second = await smoothGrad(model, { ...x, values: x.values.subarray(8), batch: 1 }, 1, {
      samples: 5,
    });
    expect([...cut.values]).toEqual([...both.values]);
    expect([...second.values]).toEqual([...both.values.subarray(8)]);
    const other = await smoothGrad(model, x, 1, { samples: 5, seed: 1 });
    expect([...other.values]).not.toEqual([...both.values]);
    await expect(smoothGrad(model, x, 1, { samples: 1 })).rejects.toThrow(
      'SmoothGrad: got samples 1, expected an integer of at least 2',
    );
  });
});

describe('expected gradients', () => {
  it('of a linear score are weights times the distance from the mean baseline, with nothing missed', async () => {
    const model = linearModel([[1, -2, 0.5]]);
    const data = { values: Float32Array.of(0, 0, 0, 2, 4, 6), batch: 2, steps: 3, channels: 1 };
    const { values, completenessGap, completenessError, standardErrors, cost } = await expectedGradients(
      model,
      one(1, 1, 1),
      0,
      { reference: { data }, samples: 2000 },
    );
    // The drawn baselines average [1, 2, 3] within 4 standard errors of [1, 2, 3] / sqrt(2000).
    [0, 2, -1].forEach((v, i) => {
      expect(Math.abs(values[i] - v)).toBeLessThan(4 * standardErrors![i]);
      expect(standardErrors![i]).toBeCloseTo([1, 4, 1.5][i] / Math.sqrt(2000), 2);
    });
    expect(completenessGap![0]).toBeCloseTo(0, 5);
    expect(completenessError![0]).toBeLessThan(1e-5);
    expect(cost).toEqual({ forward: 2000 + 1 + 2000, backward: 2000 });
  });

  it('with one baseline are integrated gradients, within their standard errors', async () => {
    const model = tinyLstm(1);
    const x = randomSequences(1, 4, 1);
    const exact = await integratedGradients(model, x, 1, { nodes: 12 });
    const drawn = await expectedGradients(model, x, 1, { samples: 400, baseline: 0 });
    drawn.values.forEach((v, i) =>
      expect(Math.abs(v - exact.values[i])).toBeLessThan(2 * drawn.standardErrors![i] + 1e-4),
    );
    expect(Math.abs(drawn.completenessGap![0])).toBeLessThan(2 * drawn.completenessError![0] + 1e-4);
    // One place in each part of the path: far nearer than free draws would be.
    expect(Math.abs(drawn.completenessGap![0])).toBeLessThan(0.2 * drawn.completenessError![0] + 1e-4);
    expect(drawn.cost.forward).toBe(402);
  });

  it('draw from the explained sequences where none are given, of which one is not enough', async () => {
    const model = linearModel([[1, -2, 0.5]]);
    const x = randomSequences(3, 3, 1);
    const own = await expectedGradients(model, x, 0);
    const given = await expectedGradients(model, x, 0, { reference: { data: x } });
    expect([...own.values]).toEqual([...given.values]);
    await expect(expectedGradients(model, one(1, 2, 3), 0)).rejects.toThrow(
      'expected gradients: got 1 sequence and no reference.data, expected other sequences to draw from; give them',
    );
  });
});

describe('TIMING', () => {
  it('without segments is integrated gradients by the midpoint rule', async () => {
    const model = tinyLstm(2);
    const x = randomSequences(2, 4, 2);
    const plain = await integratedGradients(model, x, [0, 2], { nodes: 9, rule: 'midpoint', baseline: 0.3 });
    const none = await timing(model, x, [0, 2], { nodes: 9, segments: 0, baseline: 0.3 });
    none.values.forEach((v, i) => expect(v).toBeCloseTo(plain.values[i], 5));
  });

  it('of a product gives each factor half where they move together and all where the other is kept', async () => {
    // Of x0 x1 at (2, 3), with segments of one step: when x1 is kept, x0 has slope 3 at every point, and mean 1.5 when
    // it moves along. With one segment on one of 3 steps, x1 is kept in half of the draws in which x0 is not.
    const options = { nodes: 6000, segments: 1, minSteps: 1, maxSteps: 1 };
    const { values, notes } = await timing(product, one(2, 3, 7), 0, options);
    expect(values[0]).toBeCloseTo(2 * (0.5 * 3 + 0.5 * 1.5), 0);
    expect(values[1]).toBeCloseTo(3 * (0.5 * 2 + 0.5 * 1), 0);
    expect(values[2]).toBe(0);
    expect(notes).toBeUndefined();
  });

  it('says what was never moved, and what does not fit', async () => {
    const all = await timing(product, one(2, 3, 7), 0, { nodes: 5, segments: 1, minSteps: 3 });
    expect([...all.values]).toEqual([0, 0, 0]);
    expect(all.notes).toEqual([expect.stringContaining('3 inputs lay in a kept segment at every node')]);
    await expect(timing(product, one(2, 3, 7), 0, { maxSteps: 4 })).rejects.toThrow(
      'TIMING: got segments of up to 4 steps for a sequence of 3, expected none longer than the sequence',
    );
    await expect(timing(product, one(2, 3, 7), 0, { minSteps: 3, maxSteps: 2 })).rejects.toThrow(
      'TIMING: got maxSteps 2, expected an integer of at least 3',
    );
  });
});
