import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { blackBox, linearModel } from '../../../testing/linear-model.ts';
import { randomSequences, tinyLstm } from '../../../testing/tiny-lstm.ts';
import { deletionCurve, insertionCurve } from './deletion-insertion.ts';
import { monotonicity } from './monotonicity.ts';

const weights = [4, 1, 3, 2];
const model = linearModel([weights, [0, 0, 0, 0]]);
const ones = sequenceBatch(new Float32Array(4).fill(1), 1, 4);
const options = { steps: 4, objective: 'score' } as const;

describe('deletion and insertion', () => {
  it('take inputs away and give them back in the order of their values (by hand)', async () => {
    const deletion = await deletionCurve(model, ones, 0, weights, options);
    expect([...deletion.shares]).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect([...deletion.objective]).toEqual([10, 6, 3, 1, 0]);
    expect([...deletion.area]).toEqual([(5 + 6 + 3 + 1) / 4]);
    const insertion = await insertionCurve(model, ones, 0, weights, options);
    expect([...insertion.objective]).toEqual([0, 4, 7, 9, 10]);
    const wrong = await deletionCurve(
      model,
      ones,
      0,
      weights.map((w) => -w),
      options,
    );
    expect([...wrong.objective]).toEqual([10, 9, 7, 4, 0]);
    expect([...monotonicity(wrong)]).toEqual([1]);
    const harmful = linearModel([
      [4, -1, 3, 2],
      [0, 0, 0, 0],
    ]);
    expect([...monotonicity(await deletionCurve(harmful, ones, 0, weights, options))]).toEqual([0.75]);
  });

  it('replace with the baseline, by steps when asked, and stop at the end of a sequence', async () => {
    const two = { ...sequenceBatch(new Float32Array(8).fill(1), 2, 2, 2), lengths: [2, 1] };
    const curve = await deletionCurve(model, two, 0, [4, 1, 3, 2, 4, 1, 3, 2], {
      steps: 2,
      objective: 'score',
      unit: 'step',
      baseline: 2,
    });
    // Steps weigh 5 and 5: a tie, either first. Of the second sequence only the first step is there to go.
    expect([...curve.objective]).toEqual([10, 15, 20, 10, 15, 15]);
  });

  it('break ties by a lot that the seed decides, and average over lots', async () => {
    const flat = [1, 1, 1, 1];
    const of = async (seed: number, tieDraws: number): Promise<number[]> => [
      ...(await deletionCurve(model, ones, 0, flat, { ...options, seed, tieDraws })).objective,
    ];
    expect(await of(1, 1)).toEqual(await of(1, 1));
    const firsts = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(async (seed) => (await of(seed, 1))[1]));
    expect(new Set(firsts).size).toBeGreaterThan(2);
    const average = await of(1, 400);
    expect(average[1]).toBeCloseTo(7.5, 0);
    expect(average[3]).toBeCloseTo(2.5, 0);
  });

  it('come out the same from resumed states, in less work, and in parts', async () => {
    const x = randomSequences(3, 12, 2);
    const map = randomSequences(3, 12, 2, 9).values;
    const [resumed, whole] = [tinyLstm(2), tinyLstm(2)];
    const one = await deletionCurve(resumed, x, [0, 1, 2], map, { steps: 6 });
    const other = await deletionCurve(blackBox(whole), x, [0, 1, 2], map, { steps: 6 });
    one.objective.forEach((value, i) => expect(value).toBeCloseTo(other.objective[i], 6));
    expect(resumed.cellSteps()).toBeLessThan(whole.cellSteps());
    const parts = await deletionCurve(tinyLstm(2), x, [0, 1, 2], map, { steps: 6, batchSize: 4 });
    expect([...parts.objective]).toEqual([...one.objective]);
  });

  it('resume from the baseline too, where a copy begins like it', async () => {
    const x = randomSequences(1, 40, 1);
    // What is important comes late, so that nearly all copies of the insertion begin with nothing.
    const map = Array.from({ length: 40 }, (_, t) => t);
    const [resumed, whole] = [tinyLstm(1), tinyLstm(1)];
    const one = await insertionCurve(resumed, x, 0, map, { steps: 40, baseline: 0.5 });
    const other = await insertionCurve(blackBox(whole), x, 0, map, { steps: 40, baseline: 0.5 });
    one.objective.forEach((value, i) => expect(value).toBeCloseTo(other.objective[i], 6));
    // Copy k has its last k steps there and takes those, but the last copy, which is the sequence; and both are read once.
    expect(resumed.cellSteps()).toBe((39 * 40) / 2 + 2 * 40);
    expect(whole.cellSteps()).toBe(41 * 40);
  });

  it('say what does not fit, and stop when cancelled', async () => {
    await expect(deletionCurve(model, ones, 0, [1, 2])).rejects.toThrow(
      'deletion: got 2 values, expected 1 x 4 x 1 (sequences x steps x channels)',
    );
    await expect(deletionCurve(model, ones, 0, [1, 2, NaN, 3])).rejects.toThrow('deletion: value 2 is NaN');
    await expect(insertionCurve(model, ones, 0, weights, { steps: 0 })).rejects.toThrow(
      'insertion: got steps 0, expected an integer of at least 1',
    );
    const signal = AbortSignal.abort();
    await expect(deletionCurve(model, ones, 0, weights, { signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
