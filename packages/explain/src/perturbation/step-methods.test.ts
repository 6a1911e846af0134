import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { augmentedOcclusion } from './augmented-occlusion.ts';
import { fit } from './fit.ts';
import { integratedGradients } from '../gradient/integrated-gradients.ts';
import { temporalIntegratedGradients } from '../gradient/temporal-integrated-gradients.ts';
import { objectiveValue } from '../attribution/objective-value.ts';
import { cellModel } from '../../testing/cell-networks.ts';
import { blackBox } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';

describe('temporal integrated gradients', () => {
  it('equals integrated gradients of each prefix along its last step alone, and costs one step each', async () => {
    const model = tinyLstm(2);
    const x = randomSequences(2, 5, 2);
    const steps = model.cellSteps();
    const { values } = await temporalIntegratedGradients(model, x, [2, 0], { nodes: 8 });
    expect(model.cellSteps() - steps).toBeLessThan(2 * 5 + 2 * 5 * 8 * 5 + 1);
    for (let b = 0; b < 2; b++) {
      for (let t = 0; t < 5; t++) {
        const prefix = sequenceBatch(x.values.slice(b * 10, b * 10 + (t + 1) * 2), 1, t + 1, 2);
        // A model of the last step alone: what stands before is as it is.
        const lastOnly: typeof model = {
          ...model,
          scores: (y) => model.scores(withLast(prefix, y)),
          scoreGradient: async (y, targets, objective) => {
            const { scores, gradient } = await model.scoreGradient(withLast(prefix, y), targets, objective);
            const own = new Float32Array(y.values.length);
            for (let i = 0; i < y.batch; i++) {
              own.set(gradient.subarray(((i + 1) * (t + 1) - 1) * 2, (i + 1) * (t + 1) * 2), i * 2);
            }
            return { scores, gradient: own };
          },
        };
        const last = sequenceBatch(prefix.values.slice(t * 2), 1, 1, 2);
        const expected = await integratedGradients(lastOnly, last, [2, 0][b], { nodes: 8 });
        expected.values.forEach((v, c) => expect(values[(b * 5 + t) * 2 + c]).toBeCloseTo(v, 3));
      }
    }
  });
});

describe('augmented occlusion', () => {
  it('is the mean change of the prefix score over the values drawn, the same for the same seed', async () => {
    const model = tinyLstm(1);
    const x = randomSequences(2, 4, 1);
    // Data of one constant sequence: every replacement is known.
    const data = sequenceBatch(Float32Array.from([0.5, -1, 2, 0]), 1, 4);
    const { values, cost } = await augmentedOcclusion(model, x, 1, { data, samples: 3, seed: 5 });
    expect(cost.forward).toBe(2);
    for (let b = 0; b < 2; b++) {
      for (let t = 0; t < 4; t++) {
        const prefix = x.values.slice(b * 4, b * 4 + t + 1);
        const before = await model.scores(sequenceBatch(prefix.slice(), 1, t + 1));
        prefix[t] = data.values[t];
        const after = await model.scores(sequenceBatch(prefix, 1, t + 1));
        const change = Math.abs(
          objectiveValue(before, 0, 3, 1, 'probability') - objectiveValue(after, 0, 3, 1, 'probability'),
        );
        expect(values[b * 4 + t]).toBeCloseTo(change, 6);
      }
    }
    const again = await augmentedOcclusion(model, x, 1, { samples: 3, seed: 6, batchSize: 1 });
    const same = await augmentedOcclusion(model, x, 1, { samples: 3, seed: 6 });
    const other = await augmentedOcclusion(model, x, 1, { samples: 3, seed: 7 });
    expect(again.values).toEqual(same.values);
    expect(other.values).not.toEqual(same.values);
  });

  it('replaces one channel at a time', async () => {
    const model = tinyLstm(2);
    const x = randomSequences(1, 3, 2);
    // The data agree with x in channel 0, so only channel 1 changes anything.
    const data = { ...x, values: x.values.map((v, i) => (i % 2 === 0 ? v : v + 1)) };
    const { values } = await augmentedOcclusion(model, x, 0, { data, samples: 2 });
    for (let t = 0; t < 3; t++) {
      expect(values[t * 2]).toBe(0);
      expect(values[t * 2 + 1]).toBeGreaterThan(0);
    }
  });
});

describe('a network that reads both ways', () => {
  it('has no single steps: what asks the score after a step reads the prefixes', async () => {
    const model = await cellModel('an LSTM both ways, two layers');
    const x = randomSequences(2, 4, 2);
    for (const explain of [augmentedOcclusion, fit]) {
      const { values } = await explain(model, x, 0, { samples: 2 });
      const boxed = await explain(blackBox(model), x, 0, { samples: 2 });
      values.forEach((v, i) => expect(v).toBeCloseTo(boxed.values[i], 6));
      expect(values.some((v) => v !== 0)).toBe(true);
    }
    await expect(temporalIntegratedGradients(model, x, 0)).rejects.toMatchObject({
      code: 'model-mismatch',
      message: expect.stringContaining('the model cannot take single steps with other inputs') as string,
    });
    await model.close();
  });
});

/** `prefix` for every row of `last`, ending with that row. */
function withLast(prefix: ReturnType<typeof sequenceBatch>, last: ReturnType<typeof sequenceBatch>) {
  const size = prefix.values.length;
  const values = new Float32Array(last.batch * size);
  for (let i = 0; i < last.batch; i++) {
    values.set(prefix.values, i * size);
    values.set(last.values.subarray(i * 2, (i + 1) * 2), (i + 1) * size - 2);
  }
  return { ...prefix, values, batch: last.batch };
}
