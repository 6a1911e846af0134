import { describe, expect, it } from 'vitest';
import { encodeAnnotations } from '@saliogram/records';
import { isNamedAfter, readAnnotationFile } from './annotation-file.ts';
import { compareAnnotators, differenceText, differencesOf, nextDifference } from './annotator-comparison.ts';
import type { ReferenceMark } from './recording.ts';

const RATE = 100;
const marks = (...all: readonly (readonly [number, string])[]): ReferenceMark[] =>
  all.map(([seconds, symbol]) => ({ sample: seconds * RATE, symbol, note: '' }));
/** A beat every second for ten minutes, the last at 599 s. */
const reference = marks(...Array.from({ length: 599 }, (_, i) => [i + 1, i === 399 ? 'V' : 'N'] as const));
const recording = { samplingFrequency: RATE, sampleCount: 600 * RATE };
/** Misses the beats at 100 s and at 350 s, calls the V at 400 s N, and has one of its own at 450.5 s. */
const other = [
  ...reference.filter(({ sample }) => sample !== 100 * RATE && sample !== 350 * RATE),
  ...marks([450.5, 'N']),
]
  .map((mark) => (mark.sample === 400 * RATE ? { ...mark, symbol: 'N' } : mark))
  .sort((a, b) => a.sample - b.sample);

describe('another annotator', () => {
  it('is compared as bxb does: not in the first five minutes', () => {
    const { fromS, statistics, differences } = compareAnnotators(reference, other, recording, false);
    expect(fromS).toBe(300);
    expect(differences.map(({ kind, sample }) => [kind, sample / RATE])).toEqual([
      ['missed', 350],
      ['class', 400],
      ['false', 450.5],
    ]);
    // By hand: beats from 300 s to 599 s are 300, of which 299 are found, with one besides.
    expect(statistics.qrs.sensitivity).toMatchObject({ count: 299, of: 300 });
    expect(statistics.qrs.positivePredictivity).toMatchObject({ count: 299, of: 300 });
    expect(statistics.veb.sensitivity).toMatchObject({ count: 0, of: 1 });
    expect(differences.map((each) => differenceText(each, reference, other))).toEqual([
      'missed: the reference has N here',
      'other class: N, where the reference has V',
      'false detection: N, where the reference has no beat',
    ]);
  });

  it('is compared from the beginning where that is wanted, and where all is learning period', () => {
    const whole = compareAnnotators(reference, other, recording, true);
    expect(whole.fromS).toBe(0);
    expect(differencesOf(whole, 'missed').map(({ sample }) => sample / RATE)).toEqual([100, 350]);
    const short = { ...recording, sampleCount: 300 * RATE };
    expect(compareAnnotators(reference.slice(0, 299), other.slice(0, 298), short, false)).toMatchObject({
      fromS: 0,
      differences: [{ kind: 'missed', sample: 100 * RATE }],
    });
  });

  it('is stepped through in both directions, round the ends', () => {
    const { differences } = compareAnnotators(reference, other, recording, true);
    const step = (seconds: number, direction: 1 | -1): number =>
      (nextDifference(differences, seconds * RATE, direction)?.sample ?? NaN) / RATE;
    expect([step(0, 1), step(100, 1), step(450.5, 1)]).toEqual([100, 350, 100]);
    expect([step(400, -1), step(100, -1)]).toEqual([350, 450.5]);
    expect(nextDifference([], 0, 1)).toBeNull();
    expect(differencesOf(null, 'all')).toEqual([]);
  });

  it('is read from a file, which says where the analysis was shut down', async () => {
    const plain = { subtype: 0, channel: 0, num: 0, aux: '' };
    const bytes = encodeAnnotations([
      { ...plain, sample: 50, symbol: 'N', code: 1 },
      { ...plain, sample: 90, symbol: '~', code: 14, subtype: -1 },
    ]);
    expect(await readAnnotationFile(bytes, 'folder/r.test', RATE)).toEqual([
      { sample: 50, symbol: 'N', note: '' },
      { sample: 90, symbol: '~', note: '', subtype: -1 },
    ]);
    await expect(readAnnotationFile(bytes.subarray(0, 5), 'r.qrs', RATE)).rejects.toThrow(/r\.qrs/);
  });

  it('is known by its name', () => {
    expect(isNamedAfter('folder/100.qrs', '100')).toBe(true);
    expect(isNamedAfter('101.qrs', '100')).toBe(false);
    for (const name of ['100.dat', '100.hea', '100']) expect(isNamedAfter(name, '100')).toBe(false);
  });
});
