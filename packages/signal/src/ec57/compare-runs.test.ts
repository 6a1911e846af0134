import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparedAnnotation } from './annotation.ts';
import { compareRuns } from './compare-runs.ts';
import { runStatistics } from './run-statistics.ts';
import { summarizeRuns } from './summarize-runs.ts';

/** `1000N 2000~:-1 3000+=(AFIB` as annotations: sample, symbol, subtype, text. */
function annotations(text: string): ComparedAnnotation[] {
  return text.split(' ').flatMap((word) => {
    const found = /^(\d+)(.)(?::(-?\d+))?(?:=(.*))?$/.exec(word);
    return found
      ? [{ sample: Number(found[1]), symbol: found[2], subtype: Number(found[3] ?? 0), aux: found[4] ?? '' }]
      : [];
  });
}

const options = { samplingFrequency: 1000, from: 0 };
const compare = (reference: string, test: string, more = {}) =>
  compareRuns(annotations(reference), annotations(test), { ...options, ...more });
/** Lengths of the reference's runs and of the test annotator's there, then the other way round. */
const lengths = (reference: string, test: string, kind: 'veb' | 'sveb' = 'veb', more = {}): string => {
  const { sensitivity, positivePredictivity } = compare(reference, test, more)[kind];
  return [sensitivity, positivePredictivity]
    .map(({ runs }) => runs.map((run) => `${run.reference}/${run.test}`).join(' '))
    .join(' | ');
};

describe('compareRuns', () => {
  // What rxr of WFDB 10.7.0 lists with -v, and its matrices.
  it.each([
    [
      'the longest run in the window',
      '1000N 2000V 3000V 4000V 5000N',
      '2000V 3000V 3500N 4000V',
      '3/2 | 2/2 1/1',
    ],
    ['six and more as six', '1V 400V 800V 1200V 1600V 2000V 2400V 2800N', '9000N', '6/0 | '],
    ['fusion beats with ventricular ones', '2000V 3000F 4000N', '2000V 3000V 4000N', '2/2 | 2/2'],
    ['Q ends a run', '2000V 3000Q 4000V 5000N', '2000V 3000V 4000V 5000N', '1/1 1/1 | 1/3'],
    ['a window of 150 ms around a run', '2000V 3000V 4000N', '1849V 1850V 3150V 3151V 4000N', '2/2 | 2/4'],
    ['a shutdown ends a run', '2000V 3000V 4000N', '2000V 2500~:-1 2600~:0 3000V 4000N', '2/1 | 1/1 1/1'],
    ['flutter is a long run', '2000[ 3000] 4000N', '2200V 2500V 2800V 4000N', '6/3 | 6/3'],
    ['so is one by its rhythm', '2000+=(VFL 3000+=(N 4000N', '2500V 4000N', '6/1 | 6/1'],
  ])('counts %s', (_name, reference, test, expected) => {
    expect(lengths(reference, test)).toBe(expected);
  });

  it('has supraventricular runs, atrial fibrillation being a long one with its normal beats', () => {
    expect(lengths('2000A 2500j 3000N', '2000A 2500N 3000N', 'sveb')).toBe('2/1 | 1/1');
    expect(lengths('2000A 2500j 3000N', '2000A 2500A', 'sveb', { escapeBeats: 'N' })).toBe('1/1 | 1/2');
    expect(lengths('2000+=(AFIB 2300N 2600N 3000+=(N 4000N', '2300A 2600A 3000N', 'sveb')).toBe('6/2 | 6/2');
  });

  it('leaves out what begins before the period or is not closed at its end', () => {
    expect(lengths('299000V 300000V 301000N', '', 'veb', { from: undefined })).toBe('1/0 | ');
    expect(lengths('1000V 2000V 4000N', '', 'veb', { sampleCount: 3000 })).toBe(' | ');
    expect(lengths('1000V 2000V', '', 'veb', { sampleCount: 3000 })).toBe('2/0 | ');
  });

  it('derives couplets, short and long runs, gross and average', () => {
    const one = compare(
      '1000V 1500V 2000N 3000V 3500V 4000V 5000N',
      '1000V 1200V 1500V 2000N 3000V 3500V 5000N',
    );
    const { couplets, shortRuns, longRuns } = runStatistics(one.veb);
    expect(couplets).toEqual({
      sensitivity: { count: 1, of: 1, value: 1 },
      positivePredictivity: { count: 1, of: 1, value: 1 },
    });
    expect(shortRuns.sensitivity).toEqual({ count: 0, of: 1, value: 0 });
    expect(shortRuns.positivePredictivity).toEqual({ count: 0, of: 1, value: 0 });
    expect(longRuns.sensitivity.value).toBeNull();
    const missed = compare('1000V 1500V 2000N 3000V 3500V 4000N', '1000N');
    const { gross, average } = summarizeRuns([one, missed], 'veb');
    expect(gross.couplets.sensitivity).toMatchObject({ count: 1, of: 3 });
    expect(average.couplets).toEqual({ sensitivity: 0.5, positivePredictivity: 1 });
  });

  it.each([{ samplingFrequency: 0 }, { from: -1 }, { to: NaN }, { window: -0.1 }])('refuses %j', (wrong) => {
    expect(() => compare('', '', wrong)).toThrow(expect.objectContaining({ code: 'argument-invalid' }));
  });
});

describe('compareRuns of any annotator', () => {
  const beat = fc.tuple(
    fc.integer({ min: 301, max: 900 }),
    fc.constantFrom('N', 'V', 'V', 'A', 'F', 'Q', 'j'),
  );
  const annotator = fc.array(beat, { maxLength: 40 }).map((beats) => {
    let sample = 0;
    return beats.map(([gap, symbol]) => ({ sample: (sample += gap), symbol, subtype: 0, aux: '' }));
  });

  it('finds every run of its own, and mirrors when the annotators change places', () => {
    fc.assert(
      fc.property(annotator, annotator, (one, other) => {
        for (const kind of ['veb', 'sveb'] as const) {
          const self = compareRuns(one, one, options)[kind];
          for (const { reference, test } of self.sensitivity.runs) expect(test).toBe(reference);
          const [there, back] = [
            compareRuns(one, other, options)[kind],
            compareRuns(other, one, options)[kind],
          ];
          there.sensitivity.counts.forEach((row, r) =>
            row.forEach((count, t) => expect(back.positivePredictivity.counts[t][r]).toBe(count)),
          );
        }
      }),
      { seed: 1, numRuns: 80 },
    );
  });
});
