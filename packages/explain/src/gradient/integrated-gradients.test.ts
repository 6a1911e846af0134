import { describe, expect, it } from 'vitest';
import { integratedGradients } from './integrated-gradients.ts';
import { linearModel } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';

describe('integrated gradients', () => {
  it('adds up to the difference of the scores at both ends', async () => {
    const model = tinyLstm(2);
    const x = randomSequences(3, 6, 2);
    const { values, completenessGap, cost } = await integratedGradients(model, x, [0, 1, 2], {
      nodes: 16,
      baseline: 'mean',
    });
    // The tiny model's gradient is a central difference, good to 1e-4 or so.
    for (const gap of completenessGap!) expect(Math.abs(gap)).toBeLessThan(2e-3);
    const baseline = { ...x, values: new Float32Array(x.values.length) };
    for (let b = 0; b < 3; b++) {
      for (let c = 0; c < 2; c++) {
        const at = (t: number): number => (b * 6 + t) * 2 + c;
        const mean = [0, 1, 2, 3, 4, 5].reduce((sum, t) => sum + x.values[at(t)], 0) / 6;
        for (let t = 0; t < 6; t++) baseline.values[at(t)] = mean;
      }
    }
    const [ends, starts] = [await model.scores(x), await model.scores(baseline)];
    for (let b = 0; b < 3; b++) {
      const sum = values.subarray(b * 12, (b + 1) * 12).reduce((total, v) => total + v, 0);
      expect(sum).toBeCloseTo(ends[b * 3 + b] - starts[b * 3 + b], 2);
    }
    expect(cost).toEqual({ forward: 3 * 16 + 6, backward: 3 * 16 });
  });

  it('is weight times distance for a linear model, with one node already, whatever the batch size', async () => {
    const model = linearModel([[1, -2, 0.5, 0]]);
    const x = randomSequences(2, 4, 1);
    const one = await integratedGradients(model, x, 0, { nodes: 1, baseline: 0.25 });
    [1, -2, 0.5, 0].forEach((weight, t) =>
      expect(one.values[t]).toBeCloseTo(weight * (x.values[t] - 0.25), 6),
    );
    const parts = await integratedGradients(model, x, 0, { nodes: 7, batchSize: 3, baseline: 0.25 });
    parts.values.forEach((v, i) => expect(v).toBeCloseTo(one.values[i], 6));
  });

  it('ends where a sequence ends, whatever stands after it', async () => {
    const model = tinyLstm(1);
    const whole = randomSequences(2, 5, 1);
    const padded = { ...whole, values: whole.values.slice(), lengths: [3, 5] };
    padded.values.fill(NaN, 3, 5);
    const short = { ...whole, values: whole.values.slice(0, 3), batch: 1, steps: 3 };
    const result = await integratedGradients(model, padded, [1, 2], { nodes: 5 });
    const alone = await integratedGradients(model, short, 1, { nodes: 5 });
    const other = await integratedGradients(model, whole, [1, 2], { nodes: 5 });
    expect([...result.values]).toEqual([...alone.values, 0, 0, ...other.values.subarray(5)]);
    expect(result.completenessGap).toEqual([alone.completenessGap![0], other.completenessGap![1]]);
  });

  it('refuses a rule it does not know', async () => {
    const options = { rule: 'simpson' as never };
    await expect(
      integratedGradients(tinyLstm(1), randomSequences(1, 3, 1), 0, options),
    ).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });
});
