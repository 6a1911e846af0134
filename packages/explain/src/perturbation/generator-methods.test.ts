import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { blackBox } from '../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../testing/tiny-lstm.ts';
import { augmentedOcclusion } from './augmented-occlusion.ts';
import { fit } from './fit.ts';
import { winit } from './winit.ts';

const model = tinyLstm(2);
const x = randomSequences(2, 5, 2);
/** One sequence to draw from, so that every draw is known. */
const data = randomSequences(1, 5, 2, 9);

/** Probabilities of the classes after the first steps of sequence b, with some inputs [t, channel] from the data. */
async function after(b: number, steps: number, replaced: readonly (readonly [number, number])[] = []) {
  const values = x.values.slice(b * 10, b * 10 + steps * 2);
  for (const [t, c] of replaced) values[t * 2 + c] = data.values[t * 2 + c];
  const scores = [...(await model.scores(sequenceBatch(values, 1, steps, 2)))];
  const total = scores.reduce((sum, s) => sum + Math.exp(s), 0);
  return scores.map((s) => Math.exp(s) / total);
}

const kl = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, v, k) => sum + v * Math.log(v / q[k]), 0);
const l1 = (p: readonly number[], q: readonly number[]): number =>
  p.reduce((sum, v, k) => sum + Math.abs(v - q[k]), 0);

describe('FIT', () => {
  it('is what a channel accounts for of the change at a step, worked out prefix by prefix', async () => {
    const options = { generator: 'data', data, samples: 2 } as const;
    const { values } = await fit(model, x, 0, options);
    const squashed = await fit(model, x, 0, { ...options, squashed: true });
    squashed.values.forEach((v, i) => expect(v).toBeCloseTo(Math.tanh(2.5 * values[i]), 5));
    for (let b = 0; b < 2; b++) {
      expect([...values.subarray(b * 10, b * 10 + 2)]).toEqual([0, 0]);
      for (let t = 1; t < 5; t++) {
        const [now, before] = [await after(b, t + 1), await after(b, t)];
        for (const c of [0, 1]) {
          const other = await after(b, t + 1, [[t, 1 - c]]);
          expect(values[(b * 5 + t) * 2 + c]).toBeCloseTo(kl(now, before) - kl(now, other), 5);
        }
      }
    }
  });

  it('with one channel is the whole change, whatever the generator', async () => {
    const single = tinyLstm(1);
    const one = randomSequences(2, 4, 1);
    const learned = await fit(single, one, 0);
    const given = await fit(single, one, 0, { generator: 'data', divergence: 'kl' });
    learned.values.forEach((v, t) => expect(v).toBeCloseTo(given.values[t], 6));
    expect(Math.max(...learned.values)).toBeGreaterThan(0);
    const idle = await fit(single, one, 0, { generator: 'recurrent' });
    expect([...idle.values]).toEqual([...given.values]);
    expect(idle.notes).toEqual(['With one channel FIT draws nothing: no generator was trained.']);
  });
});

describe('WinIT', () => {
  it('is the mean, over the predictions in the window, of what one step more of the past changes', async () => {
    const window = 3;
    const { values } = await winit(model, x, 0, { generator: 'data', data, window, samples: 2 });
    for (let b = 0; b < 2; b++) {
      for (let c = 0; c < 2; c++) {
        /** i(from..to) */
        const moved = async (from: number, to: number): Promise<number> => {
          const cells = Array.from({ length: to - from + 1 }, (_, i) => [from + i, c] as const);
          return from > to ? 0 : l1(await after(b, to + 1), await after(b, to + 1, cells));
        };
        for (let t = 0; t < 5; t++) {
          const gains: number[] = [];
          for (let to = t; to < Math.min(5, t + window); to++) {
            gains.push((await moved(t, to)) - (await moved(t + 1, to)));
          }
          const mean = gains.reduce((sum, v) => sum + v, 0) / gains.length;
          expect(values[(b * 5 + t) * 2 + c]).toBeCloseTo(mean, 5);
        }
      }
    }
  });

  it('takes the largest of either sign where that is asked for', async () => {
    const options = { generator: 'data', data, window: 3, samples: 1 } as const;
    const mean = await winit(model, x, 0, options);
    const max = await winit(model, x, 0, { ...options, aggregate: 'max' });
    const absmax = await winit(model, x, 0, { ...options, aggregate: 'absmax' });
    absmax.values.forEach((v, i) => {
      expect(max.values[i]).toBeGreaterThanOrEqual(mean.values[i] - 1e-6);
      expect(Math.abs(v)).toBeGreaterThanOrEqual(Math.abs(max.values[i]));
    });
  });
});

describe('methods of single steps', () => {
  const runs = [
    { name: 'FIT', run: fit },
    { name: 'WinIT', run: winit },
    { name: 'augmented occlusion', run: augmentedOcclusion },
  ];

  it.each(runs)('$name gives from cached states what reading every prefix gives', async ({ run }) => {
    const resumed = await run(model, x, 0, {});
    const plain = await run(blackBox(model), x, 0, {});
    expect([...resumed.values]).toEqual([...plain.values]);
    expect(resumed.values.some((v) => Math.abs(v) > 1e-3)).toBe(true);
    expect(resumed.cost.forward).toBeLessThan(plain.cost.forward);
  });

  it.each(runs)('$name does not depend on neighbours or on how the work is cut up', async ({ name, run }) => {
    const options = { data: randomSequences(4, 5, 2, 3) };
    const both = await run(model, x, 0, options);
    const cut = await run(model, x, 0, { ...options, batchSize: 1 });
    expect([...cut.values]).toEqual([...both.values]);
    if (name === 'augmented occlusion') return;
    const second = await run(model, { ...x, values: x.values.slice(10), batch: 1 }, 0, options);
    expect([...second.values]).toEqual([...both.values.subarray(10)]);
    const signal = AbortSignal.abort();
    await expect(run(model, x, 0, { ...options, signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it.each(runs)('$name ends where a sequence ends, whatever stands after it', async ({ run }) => {
    const padded = { ...x, values: x.values.slice(), lengths: [3, 5] };
    padded.values.fill(NaN, 6, 10);
    const short = { ...x, values: x.values.slice(0, 6), batch: 1, steps: 3 };
    const options = { data: randomSequences(4, 5, 2, 3) };
    const both = await run(model, padded, 0, options);
    const alone = await run(model, short, 0, options);
    expect([...both.values.subarray(6, 10)]).toEqual([0, 0, 0, 0]);
    expect([...both.values].every(Number.isFinite)).toBe(true);
    if (run === winit)
      both.values.subarray(0, 2).forEach((v, i) => expect(v).toBeCloseTo(alone.values[i], 1));
    const own = await run(model, padded, 0, {});
    expect([...own.values].every(Number.isFinite)).toBe(true);
  });

  it('refuse a generator they do not know', async () => {
    await expect(fit(model, x, 0, { generator: 'oracle' as never })).rejects.toThrow(
      'FIT: got generator oracle, expected linear-gaussian, recurrent, data or a generator',
    );
  });
});
