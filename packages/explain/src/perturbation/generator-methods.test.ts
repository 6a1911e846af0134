import { sequenceBatch } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
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
  it('gives a network of two steps what it does by hand', async () => {
    // p = sigma(x_1 + ... + x_b), of another class 1 - p, and nothing is to be expected but 0. With x = (log 3, log 3) p is
    // 0.75 and 0.9, without the second 0.75 and without both 0.5: i(1..1) = 0.5, i(2..2) = 0.3 and i(1..2) = 0.8.
    const sums: ScoresModel = {
      classes: model.classes.slice(0, 2),
      passes: () => ({ forward: 0, backward: 0 }),
      scores: async ({ values, batch, steps }) =>
        Float32Array.from({ length: 2 * batch }, (_, i) =>
          i % 2 === 0 ? values.subarray((i / 2) * steps, (i / 2 + 1) * steps).reduce((a, v) => a + v, 0) : 0,
        ),
    };
    const two = sequenceBatch(Float32Array.of(Math.log(3), Math.log(3)), 1, 2);
    const generator = {
      name: 'naught',
      expected: (y: SequenceBatch, { steps }: { steps: number }) => new Float32Array(y.batch * steps),
    };
    const { values, settings } = await winit(sums, two, 0, { generator, window: 2 });
    // The mean of 0.5 and 0.8 - 0.3, and 0.3.
    expect(values[0]).toBeCloseTo(0.5, 6);
    expect(values[1]).toBeCloseTo(0.3, 6);
    expect(settings).toMatchObject({ counterfactual: 'expected', generator: 'naught' });
    const one = await winit(sums, two, 0, { generator, window: 1 });
    expect(one.values[0]).toBeCloseTo(0.5, 6);
    // Draws of -log 3 and log 3 alike are 0 in the mean, but they scatter: half of them leave the first prediction at 0.75,
    // half make it 0.25.
    const drawing = {
      name: 'coin',
      sample: (y: SequenceBatch, { steps, samples }: { steps: number; samples: number }) =>
        Float32Array.from({ length: y.batch * samples * steps }, (_, i) =>
          Math.floor(i / steps) % 2 === 0 ? Math.log(3) : -Math.log(3),
        ),
    };
    const options = { counterfactual: 'drawn', generator: drawing, samples: 2, window: 1 } as const;
    const drawn = await winit(sums, two, 0, options);
    expect(drawn.values[0]).toBeCloseTo(1 / 2, 6);
    // The second is 0.9 or, without its own and with -log 3, 0.5.
    expect(drawn.values[1]).toBeCloseTo(0.4, 6);
    expect(drawn.settings).toMatchObject({ counterfactual: 'drawn', generator: 'coin', samples: 2 });
  });

  it.each(['expected', 'drawn'] as const)(
    'is the mean, over the predictions in the window, of what one step more of the past changes: %s',
    async (counterfactual) => {
      const window = 3;
      const options = { counterfactual, generator: 'data', data, window, samples: 2 } as const;
      const { values } = await winit(model, x, 0, options);
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
    },
  );

  it('says which of its generators can do what is asked of them', async () => {
    const only = { name: 'one', expected: () => new Float32Array(0) };
    await expect(winit(model, x, 0, { generator: only, counterfactual: 'drawn' })).rejects.toThrow(
      "WinIT: got a generator (one) that cannot draw, expected one with sample(); or ask for counterfactual: 'expected'",
    );
    const draws = { name: 'two', sample: () => new Float32Array(0) };
    await expect(winit(model, x, 0, { generator: draws })).rejects.toThrow(
      "WinIT: got a generator (two) that only draws, expected one with expected(); or ask for counterfactual: 'drawn'",
    );
    await expect(winit(model, x, 0, { counterfactual: 'median' as never })).rejects.toThrow(
      'WinIT: got counterfactual median, expected one of expected, drawn',
    );
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

const winitOfDraws: typeof winit = (asked, sequences, targets, options) =>
  winit(asked, sequences, targets, { ...options, counterfactual: 'drawn' });

describe('methods of single steps', () => {
  const runs = [
    { name: 'FIT', run: fit },
    { name: 'WinIT', run: winit },
    { name: 'WinIT of draws', run: winitOfDraws },
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
    if (run === winit) expect([...both.values.subarray(0, 6)]).toEqual([...alone.values]);
    const own = await run(model, padded, 0, {});
    expect([...own.values].every(Number.isFinite)).toBe(true);
  });

  it('refuse a generator they do not know', async () => {
    await expect(fit(model, x, 0, { generator: 'oracle' as never })).rejects.toThrow(
      'FIT: got generator oracle, expected linear-gaussian, recurrent, data or a generator',
    );
  });
});
