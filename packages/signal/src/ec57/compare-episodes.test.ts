import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparedAnnotation } from './annotation.ts';
import { compareEpisodes } from './compare-episodes.ts';
import { summarizeEpisodes } from './summarize-episodes.ts';

/** `1000[ 3000+=(AFIB` as annotations: sample, symbol, text. */
function annotations(text: string): ComparedAnnotation[] {
  return text.split(' ').flatMap((word) => {
    const found = /^(\d+)(.)(?:=(.*))?$/.exec(word);
    return found ? [{ sample: Number(found[1]), symbol: found[2], subtype: 0, aux: found[3] ?? '' }] : [];
  });
}

const options = { samplingFrequency: 1000, sampleCount: 20_000, from: 0 };
const compare = (reference: string, test: string, more = {}) =>
  compareEpisodes(annotations(reference), annotations(test), { ...options, ...more });

describe('compareEpisodes', () => {
  it('counts episodes that overlap, and the seconds of them', () => {
    // By hand, and as epicmp of WFDB 10.7.0 has it.
    const { episodes, duration } = compare(
      '1000+=(AFIB 3000+=(N 5000+=(AFIB 6000+=(AFL',
      '2000+=(AFIB 2500+=(N 2800+=(AFIB 3500+=(N 7000+=(AFIB 8000+=(N',
    ).af;
    expect(episodes.sensitivity).toEqual({ count: 1, of: 2, value: 1 / 2 });
    expect(episodes.positivePredictivity).toEqual({ count: 2, of: 3, value: 2 / 3 });
    expect(duration.sensitivity).toMatchObject({ count: 0.7, of: 3 });
    expect(duration.positivePredictivity).toMatchObject({ count: 0.7, of: 2.2 });
  });

  it('cuts episodes to the period, and lets one that never ends last to its end', () => {
    const spans = (more: object): unknown => {
      const { reference, test } = compare('400000[ 410000] 490000[', '1000[ 2000]', more).vf;
      return { reference, test };
    };
    expect(spans({ from: undefined, sampleCount: 500_000 })).toEqual({
      reference: [
        { from: 400_000, to: 410_000 },
        { from: 490_000, to: 500_000 },
      ],
      test: [],
    });
    expect(spans({ from: 405, to: 408 })).toEqual({ reference: [{ from: 405_000, to: 408_000 }], test: [] });
    expect(spans({ from: 1.5, to: 0 })).toMatchObject({ test: [{ from: 1500, to: 2000 }] });
  });

  it('sums episodes in the gross, and averages over records that have some', () => {
    const all = [
      compare('1000[ 2000]', '1000[ 2000]').vf,
      compare('1000[ 2000] 3000[ 5000]', '9000N').vf,
      compare('', '').vf,
    ];
    const { gross, average } = summarizeEpisodes(all);
    expect(gross.episodes.sensitivity).toMatchObject({ count: 1, of: 3 });
    expect(gross.duration.sensitivity).toMatchObject({ count: 1, of: 4 });
    expect(average.episodes).toEqual({ sensitivity: 1 / 2, positivePredictivity: 1 });
  });

  it('mirrors when the annotators change places', () => {
    const annotator = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.constantFrom('[', ']', 'N')), { maxLength: 20 })
      .map((marks) => {
        let sample = 0;
        return marks.map(([gap, symbol]) => ({ sample: (sample += gap), symbol, subtype: 0, aux: '' }));
      });
    fc.assert(
      fc.property(annotator, annotator, (one, other) => {
        const [there, back] = [
          compareEpisodes(one, other, options).vf,
          compareEpisodes(other, one, options).vf,
        ];
        expect(there.episodes.sensitivity).toEqual(back.episodes.positivePredictivity);
        expect(there.duration.sensitivity.of).toBe(back.duration.positivePredictivity.of);
        expect(there.duration.sensitivity.count).toBeLessThanOrEqual(there.duration.sensitivity.of);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it.each([{ samplingFrequency: 0 }, { from: -1 }, { to: NaN }])('refuses %j', (wrong) => {
    expect(() => compare('', '', wrong)).toThrow(expect.objectContaining({ code: 'argument-invalid' }));
  });
});
