import { createRandom } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { randomSequences } from '../../../testing/tiny-lstm.ts';
import { agreementMatrix } from './agreement-matrix.ts';
import { localLipschitz } from './local-lipschitz.ts';
import { sensitivity } from './sensitivity.ts';

const x = randomSequences(3, 8, 2);

describe('stability under noise', () => {
  it('is perfect for a map that does not look at the input', async () => {
    const fixed = async (s: SequenceBatch): Promise<Float32Array> => s.values.map((_, i) => i + 1);
    expect(await sensitivity(fixed, x)).toEqual({
      max: new Float64Array(3),
      average: new Float64Array(3),
    });
    expect([...(await localLipschitz(fixed, x))]).toEqual([0, 0, 0]);
  });

  it('is the slope for a map that is linear in the input', async () => {
    const triple = async (s: SequenceBatch): Promise<Float32Array> => s.values.map((v) => 3 * v);
    for (const slope of await localLipschitz(triple, x)) expect(slope).toBeCloseTo(3, 4);
    const { max, average } = await sensitivity(triple, x, { noise: 'gaussian', radius: 0.1, draws: 40 });
    // |3 d| / |3 x| is about 0.1 sd / root mean square of x, which is nearly its sd.
    average.forEach((value, b) => {
      expect(value).toBeGreaterThan(0.08);
      expect(value).toBeLessThan(0.11);
      expect(max[b]).toBeGreaterThan(value);
      expect(max[b]).toBeLessThan(0.18);
    });
  });

  it('leaves out what comes after the end, and refuses no draws', async () => {
    const own = async (s: SequenceBatch): Promise<Float32Array> =>
      s.values.map((v, i) => (i % 16 < 8 ? 1 : 1000 * v));
    expect([...(await sensitivity(own, { ...x, lengths: [4, 4, 4] })).max]).toEqual([0, 0, 0]);
    await expect(sensitivity(own, x, { draws: 0 })).rejects.toThrow('sensitivity: got draws 0');
  });
});

describe('agreement matrix', () => {
  const shape = { batch: 3, steps: 8, channels: 2 };
  const heat = x.values.map(Math.abs);

  it('has every pair once: 1 for the same order, -1 for its opposite', () => {
    const most = Math.max(...heat);
    const maps = [
      { name: 'a', heat },
      { name: 'twice', heat: heat.map((v) => 2 * v) },
      { name: 'opposite', heat: heat.map((v) => most - v) },
    ];
    const pairs = agreementMatrix(maps, shape, { groups: [4, 4, 9] });
    expect(pairs.map(({ one, other }) => `${one} ${other}`)).toEqual([
      'a twice',
      'a opposite',
      'twice opposite',
    ]);
    for (const bound of Object.values(pairs[0].mean.rankCorrelation)) expect(bound).toBeCloseTo(1, 12);
    expect(pairs[1].mean.rankCorrelation.estimate).toBeCloseTo(-1, 12);
    expect(pairs[1].perSequence.topOverlap).toEqual(new Float64Array(3));
  });

  it('has an interval about 0 for maps of chance, wider over groups than over sequences', () => {
    const random = createRandom(3);
    const big = { batch: 60, steps: 20, channels: 1 };
    const draw = (): Float64Array => Float64Array.from({ length: 1200 }, () => random.uniform());
    const shared = Array.from({ length: 6 }, () => draw().subarray(0, 20));
    // The sequences of a group of ten have the same pair of maps, so that there are six pairs in truth.
    const repeated = (from: number): Float64Array =>
      Float64Array.from({ length: 1200 }, (_, i) => shared[(Math.floor(i / 200) + from) % 6][i % 20]);
    const maps = [
      { name: 'a', heat: repeated(0) },
      { name: 'b', heat: repeated(1) },
    ];
    const groups = Array.from({ length: 60 }, (_, b) => Math.floor(b / 10));
    const width = (options: { groups?: number[] }): number => {
      const { low, high } = agreementMatrix(maps, big, options)[0].mean.rankCorrelation;
      return high - low;
    };
    expect(width({ groups })).toBeGreaterThan(2 * width({}));
  });

  it('leaves out a sequence of which a map says nothing, and refuses what does not fit', () => {
    const silent = heat.map((v, i) => (i < 16 ? 0 : v));
    const [pair] = agreementMatrix(
      [
        { name: 'a', heat },
        { name: 'b', heat: silent },
      ],
      shape,
    );
    expect(pair.perSequence.rankCorrelation[0]).toBeNaN();
    expect(pair.mean.rankCorrelation.estimate).toBeCloseTo(1, 12);
    expect(() => agreementMatrix([{ name: 'a', heat }], shape)).toThrow('got 1 maps, expected at least 2');
    const short = { name: 'b', heat: [1] };
    expect(() => agreementMatrix([{ name: 'a', heat }, short], shape)).toThrow('got 1 values of b');
    const maps = [
      { name: 'a', heat },
      { name: 'b', heat },
    ];
    expect(() => agreementMatrix(maps, shape, { groups: [1] })).toThrow(
      'intervals: got 1 groups, expected one for each of 3 sequences',
    );
  });
});
