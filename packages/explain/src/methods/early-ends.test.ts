import type { SequenceBatch } from '@saliogram/core';
import type { RecurrentModel } from '@saliogram/nn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkModel } from '../../testing/cell-networks.ts';
import { randomSequences } from '../../testing/tiny-lstm.ts';
import { trustRecords } from '../verdict/trust-records.ts';
import { attributionMethod, attributionMethods } from './registry.ts';

/*
 * Sequences that end early, in a batch longer than any of them: what stands after an end is NaN here, and must neither be
 * read nor explained. Equality by two routes, for every method: a sequence in such a batch, and alone without what follows.
 */

/** The same sequences, without ends, where a method draws from data. */
const data = randomSequences(4, 8, 2, 9);

/** Quicker than by default, and what would be settled by the length of the batch settled here. */
const options: Record<string, Readonly<Record<string, unknown>>> = {
  // Baselines that are drawn are others in another batch.
  'expected-gradients': { samples: 6, baseline: 0.3 },
  'augmented-occlusion': { data },
  fit: { data },
  // Of the data, so that the draws do not depend on how many steps are left.
  winit: { data, generator: 'data' },
  rise: { samples: 50, cells: 4, channels: 'separate' },
  'learned-mask': { maxIterations: 20 },
  'curve-mask': { maxIterations: 4 },
  'extremal-perturbation': { maxIterations: 4, sigma: 0.2 },
  dynamask: { maxIterations: 4 },
  'extr-mask': { maxIterations: 4 },
  'frequency-mask': { maxIterations: 4, edges: [0.1, 0.2] },
};

/** RISE lays its grid over the longest sequence that the batch has room for. */
const laidOverTheBatch = ['rise'];
const names = attributionMethods.map(({ name }) => name);

const ends = [5, 7];

function ending(): SequenceBatch {
  const x = randomSequences(2, 8, 2);
  ends.forEach((end, b) => x.values.fill(NaN, (b * 8 + end) * 2, (b + 1) * 16));
  return { ...x, lengths: ends };
}

let model: RecurrentModel;
beforeAll(async () => void (model = await networkModel({ kind: 'lstm', inputs: 2, hidden: [5] })));
afterAll(() => model.close());

describe('sequences that end early', () => {
  it.each(names)('%s gives numbers up to the ends, and 0 after them', async (name) => {
    const { values } = await attributionMethod(name).explain(model, ending(), 0, options[name]);
    ends.forEach((end, b) => {
      const own = values.subarray(b * 16, (b + 1) * 16);
      expect(own.subarray(0, end * 2).every(Number.isFinite)).toBe(true);
      expect([...own.subarray(end * 2)]).toEqual(Array.from({ length: (8 - end) * 2 }, () => 0));
    });
  });

  it.each(names.filter((name) => !laidOverTheBatch.includes(name)))(
    '%s gives what it gives of a sequence alone',
    async (name) => {
      const method = attributionMethod(name);
      const x = ending();
      const alone = { values: x.values.slice(0, 10), batch: 1, steps: 5, channels: 2 };
      const both = await method.explain(model, x, 0, options[name]);
      const one = await method.explain(model, alone, 0, options[name]);
      expect(Math.max(...one.values.map(Math.abs))).toBeGreaterThan(0);
      one.values.forEach((value, i) => expect(both.values[i]).toBeCloseTo(value, 6));
    },
  );

  it.each(['expected-gradients', 'augmented-occlusion', 'fit', 'winit'])(
    '%s draws from the explained sequences themselves',
    async (name) => {
      const { values } = await attributionMethod(name).explain(model, ending(), 0);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(values.some((v) => v !== 0)).toBe(true);
    },
  );

  it('get a verdict on their maps', async () => {
    const x = ending();
    const map = await attributionMethod('occlusion').explain(model, x, 0, { width: 2 });
    const records = await trustRecords(model, x, map, { places: 5, chanceOrders: 5 });
    for (const { evidence } of records) {
      expect([evidence.deletion, evidence.insertion, evidence.magnitude].every(Number.isFinite)).toBe(true);
    }
  });
});
