import { describe, expect, it } from 'vitest';
import { standardDeviation } from '@saliogram/core';
import { baselineSettings } from './baseline.ts';
import type { BaselineOptions } from './baseline.ts';
import { baselineSequences } from './baseline-sequences.ts';

// Channel 0: 1 1 5 5 6, channel 1: 1 2 3 4 10.
const x = { values: Float32Array.of(1, 1, 1, 2, 5, 3, 5, 4, 6, 10), batch: 1, steps: 5, channels: 2 };
const of = (options: BaselineOptions, of = x): number[] =>
  Array.from(baselineSequences('test', of, options)[0].values);
const constant = (...levels: number[]): number[] => Array.from({ length: 5 }, () => levels).flat();

describe('baselines', () => {
  it('are a number, zero, or the mean or mode of each channel (by hand)', () => {
    expect(of({})).toEqual(constant(0, 0));
    expect(of({ baseline: 0.5 })).toEqual(constant(0.5, 0.5));
    expect(of({ baseline: 'zero' })).toEqual(constant(0, 0));
    expect(of({ baseline: 'mean' }).map((v) => Number(v.toFixed(5)))).toEqual(constant(3.6, 4));
    // 1 and 5 come twice and 5 is the median; all of channel 1 come once and 3 is the median.
    expect(of({ baseline: 'mode' })).toEqual(constant(5, 3));
    // What stands after the end of a sequence counts for nothing.
    expect(of({ baseline: 'mean' }, { ...x, lengths: [2] } as typeof x)).toEqual(constant(1, 1.5));
  });

  it('are made of the reference: levels, a class, the own dominant beat, the data', () => {
    expect(of({ baseline: 'isoelectric', reference: { isoelectric: [7, 8] } })).toEqual(constant(7, 8));
    const rows = [1, 2, 9, 4].map((v) => constant(v, 10 * v));
    const data = { values: Float32Array.from(rows.flat()), batch: 4, steps: 5, channels: 2 };
    const reference = { data, labels: [3, 3, 3, 1] };
    expect(of({ baseline: 'class-median', reference })).toEqual(constant(2, 20));
    expect(of({ baseline: 'class-median', reference: { ...reference, medianClass: 1 } })).toEqual(
      constant(4, 40),
    );
    expect(baselineSettings({ baseline: 'class-median', reference })).toEqual({
      baseline: 'class-median',
      medianClass: 3,
    });
    const dominantBeats = { ...data, values: data.values.slice(0, 10), batch: 1 };
    expect(of({ baseline: 'dominant-beat', reference: { dominantBeats } })).toEqual(constant(1, 10));
    expect(of({ baseline: dominantBeats })).toEqual(constant(1, 10));
    const draws = baselineSequences('test', x, { baseline: 'data', reference, seed: 5 }, 40);
    const levels = draws.map(({ values }) => values[0]);
    expect(new Set(levels)).toEqual(new Set([1, 2, 9, 4]));
    draws.forEach(({ values }, i) => expect(Array.from(values)).toEqual(constant(levels[i], 10 * levels[i])));
    expect(of({ baseline: 'data', reference, seed: 5 })).toEqual(Array.from(draws[0].values));
  });

  it('are noise so many decibels below the sequence', () => {
    const long = {
      values: new Float32Array(20000).map((_, i) => 3 + (i % 2)),
      batch: 1,
      steps: 20000,
      channels: 1,
    };
    const noise = of({ baseline: 'noise', snrDb: 20 }, long);
    // The sequence has deviation 0.5 about 3.5; 20 dB are a factor of 10; 20,000 draws put both within 4 standard errors.
    expect(standardDeviation(noise)).toBeCloseTo(0.05, 2);
    expect(Math.abs(noise.reduce((a, b) => a + b, 0) / 20000 - 3.5)).toBeLessThan(
      (4 * 0.05) / Math.sqrt(20000),
    );
    expect(of({ baseline: 'noise', seed: 1 })).not.toEqual(of({ baseline: 'noise', seed: 2 }));
  });

  it('say what is missing or does not fit, naming both sides', () => {
    const wrong = { values: new Float32Array(12), batch: 2, steps: 3, channels: 2 };
    expect(() => of({ baseline: wrong })).toThrow(
      'test: got baseline of 2 x 3 x 2 (sequences x steps x channels), expected 1 x 5 x 2 as the input, or one sequence of it',
    );
    expect(() => of({ baseline: 'nought' as 'zero' })).toThrow(
      'test: got baseline nought, expected one of zero, mean',
    );
    expect(() => of({ baseline: NaN })).toThrow('test: got baseline NaN, expected a finite number');
    expect(() => of({ baseline: 'data' })).toThrow(
      'baseline data is made of reference.data, which was not given',
    );
    expect(() => of({ baseline: 'dominant-beat' })).toThrow(
      'made of reference.dominantBeats, which was not given',
    );
    expect(() => of({ baseline: 'isoelectric', reference: { isoelectric: [1, 2, 3] } })).toThrow(
      'got 3 levels in reference.isoelectric, expected 1 x 2 (sequences x channels) or 2',
    );
    expect(() => of({ baseline: 'class-median', reference: { data: wrong } })).toThrow(
      'got 2 sequences in reference.data and 0 classes in reference.labels',
    );
    expect(() =>
      of({ baseline: 'class-median', reference: { data: wrong, labels: [0, 0], medianClass: 4 } }),
    ).toThrow('found no sequence of class 4 among the 2 of reference.labels');
  });
});
