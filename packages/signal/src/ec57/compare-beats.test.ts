import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparedAnnotation } from './annotation.ts';
import { beatStatistics } from './beat-statistics.ts';
import { BEAT_LABELS, beatLabelOf } from './beat-label.ts';
import { VERDICTS } from './beat-counts.ts';
import { compareBeats } from './compare-beats.ts';
import { summarizeBeats } from './summarize-beats.ts';

/** `1000N 2000~:-1` as annotations: sample, symbol, subtype. */
function annotations(text: string): ComparedAnnotation[] {
  return text.split(' ').flatMap((word) => {
    const found = /^(\d+)(.)(?::(-?\d+))?$/.exec(word);
    return found
      ? [{ sample: Number(found[1]), symbol: found[2], subtype: Number(found[3] ?? 0), aux: '' }]
      : [];
  });
}

const options = { samplingFrequency: 1000, sampleCount: 100_000, from: 0 };
const compare = (reference: string, test: string, more = {}) =>
  compareBeats(annotations(reference), annotations(test), { ...options, ...more });
/** The verdicts in the order of time, as `NV` or `NO`. */
const verdicts = (reference: string, test: string, more = {}): string =>
  compare(reference, test, more)
    .beats.map((beat) => beat.reference + beat.test)
    .join(' ');

describe('compareBeats', () => {
  it.each([
    ['within 150 ms', '1000N', '1150N', 'NN'],
    ['beyond', '1000N', '1151N', 'NO ON'],
    ['the nearer of two detections', '1000N', '900V 1050N', 'OV NN'],
    ['the later of two that are equally near', '1000N', '950V 1050N', 'OV NN'],
    ['the farther when the nearer has a nearer beat', '1000N 1100V', '950N 1090V', 'NN VV'],
  ])('pairs one to one: %s', (_name, reference, test, expected) => {
    expect(verdicts(reference, test)).toBe(expected);
  });

  it('does not compare the learning period of five minutes', () => {
    expect(verdicts('299999N 300000N', '299999V 300000V', { from: undefined, sampleCount: 1e6 })).toBe('NV');
  });

  it('leaves out what lies in flutter of the reference', () => {
    expect(verdicts('1000N 2000[ 2500N 3000] 4000N', '1000N 2400V 2600V 4000N')).toBe('NN NN');
    expect(verdicts('1000N 4000N', '1000N 2000[ 2500V 3000] 4000N')).toBe('NN NN');
  });

  it('tells beats missed in a shutdown from others', () => {
    const { counts, shutdownSeconds } = compare('1000N 2500V 3500N 4000N', '1000N 2000~:-1 3000~:0 4000N');
    expect(counts).toMatchObject({ V: { X: 1 }, N: { N: 2, O: 1 } });
    expect(shutdownSeconds).toBe(1);
  });

  it('compares RR intervals at every step', () => {
    // 10 ms at the pair, 200 at the miss, 200 at the extra detection, 200 at the last pair.
    const { rrErrorMs } = compare('1000N 2000V 3000N 4000N', '1010N 2000N 3200N 4000V');
    expect(rrErrorMs).toBeCloseTo(Math.sqrt((10 ** 2 + 3 * 200 ** 2) / 4), 9);
    expect(compare('1000N', '1000N').rrErrorMs).toBeNull();
  });

  it('points at the annotations of a disagreement', () => {
    const { beats } = compare('900" 1000N 2000N', '1010V 1500N');
    expect(beats).toEqual([
      { reference: 'N', test: 'V', referenceIndex: 1, testIndex: 0 },
      { reference: 'O', test: 'N', referenceIndex: undefined, testIndex: 1 },
      { reference: 'N', test: 'O', referenceIndex: 2, testIndex: undefined },
    ]);
  });

  it('has escape beats in S, or in N when asked', () => {
    expect(verdicts('1000e 2000j', '1000N 2000N')).toBe('SN SN');
    expect(verdicts('1000e 2000j', '1000N 2000N', { escapeBeats: 'N' })).toBe('NN NN');
    expect(['N', 'a', 'E', 'F', '/', '!', '[42]'].map((symbol) => beatLabelOf(symbol))).toEqual([
      'N',
      'S',
      'V',
      'F',
      'Q',
      undefined,
      undefined,
    ]);
  });

  it.each([{ samplingFrequency: 0 }, { from: -1 }, { to: NaN }, { window: -0.1 }])('refuses %j', (wrong) => {
    expect(() => compare('', '', wrong)).toThrow(expect.objectContaining({ code: 'argument-invalid' }));
  });
});

const beat = fc.tuple(
  fc.integer({ min: 1, max: 900 }),
  fc.constantFrom('N', 'L', 'V', 'A', 'F', 'Q', 'j', 'e', '/'),
);
const annotator = fc.array(beat, { maxLength: 30 }).map((beats) => {
  let sample = 0;
  return beats.map(([gap, symbol]) => ({ sample: (sample += gap), symbol, subtype: 0, aux: '' }));
});
const runs = { seed: 1, numRuns: 200 };

describe('compareBeats of any annotators', () => {
  it('finds an annotator equal to itself', () => {
    fc.assert(
      fc.property(annotator, (one) => {
        const { counts, beats, rrErrorMs } = compareBeats(one, one, options);
        expect(beats).toHaveLength(one.length);
        expect(rrErrorMs ?? 0).toBe(0);
        for (const r of VERDICTS) for (const t of VERDICTS) if (r !== t) expect(counts[r][t]).toBe(0);
      }),
      runs,
    );
  });

  it('transposes its counts when the annotators change places', () => {
    fc.assert(
      fc.property(annotator, annotator, (one, other) => {
        const [there, back] = [compareBeats(one, other, options), compareBeats(other, one, options)];
        for (const r of VERDICTS)
          for (const t of VERDICTS) expect(there.counts[r][t]).toBe(back.counts[t][r]);
        expect(there.rrErrorMs ?? 0).toBeCloseTo(back.rrErrorMs ?? 0, 9);
      }),
      runs,
    );
  });

  it('uses every beat once, and pairs within the window only', () => {
    fc.assert(
      fc.property(annotator, annotator, (one, other) => {
        const { beats } = compareBeats(one, other, options);
        const indices = (key: 'referenceIndex' | 'testIndex') =>
          beats.flatMap((compared) => compared[key] ?? []).sort((a, b) => a - b);
        expect(indices('referenceIndex')).toEqual([...one.keys()]);
        expect(indices('testIndex')).toEqual([...other.keys()]);
        for (const { referenceIndex: r, testIndex: t } of beats) {
          if (r !== undefined && t !== undefined) {
            expect(Math.abs(one[r].sample - other[t].sample)).toBeLessThanOrEqual(150);
          }
        }
      }),
      runs,
    );
  });
});

describe('beatStatistics', () => {
  // A table with every cell different; the figures are what bxb -S printed of the annotators behind it.
  const rows: Record<string, number[]> = {
    N: [194, 116, 119, 121, 64, 180, 61],
    S: [136, 75, 67, 80, 42, 120, 39],
    V: [103, 74, 70, 81, 39, 129, 25],
    F: [101, 102, 65, 72, 32, 113, 41],
    Q: [64, 27, 27, 36, 24, 65, 19],
    O: [44, 32, 39, 26, 11, 0, 0],
    X: [36, 33, 26, 18, 12, 0, 0],
  };
  const counts = Object.fromEntries(
    VERDICTS.map((r) => [r, Object.fromEntries(VERDICTS.map((t, i) => [t, rows[r][i]]))]),
  ) as ReturnType<typeof compareBeats>['counts'];

  it('are those of bxb', () => {
    const { qrs, veb, sveb, missedInShutdown } = beatStatistics(counts);
    const fractions = [
      qrs.sensitivity,
      qrs.positivePredictivity,
      veb.sensitivity,
      veb.positivePredictivity,
      veb.falsePositiveRate,
      sveb.sensitivity,
      sveb.positivePredictivity,
      missedInShutdown.V,
    ].map(({ count, of }) => `${count}/${of}`);
    expect(fractions).toEqual('1931/2723 1931/2208 70/521 70/321 251/1749 75/559 75/432 25/521'.split(' '));
    expect(qrs.errorRate).toMatchObject({ count: 792 + 277, of: 2723 });
    expect(missedInShutdown.all.count).toBe(BEAT_LABELS.reduce((sum, label) => sum + counts[label].X, 0));
  });

  it('weights beats in the gross, records in the average', () => {
    const good = compare('1000N 2000N 3000V', '1000N 2000N 3000V');
    const bad = compare('1000N', '5000N');
    const { gross, average } = summarizeBeats([good, bad]);
    expect(gross.qrs.sensitivity.value).toBe(3 / 4);
    expect(average.qrs.sensitivity).toBe(1 / 2);
    // Only one record has ventricular beats.
    expect(average.veb.sensitivity).toBe(1);
    expect(summarizeBeats([]).average.qrs.sensitivity).toBeNull();
  });
});
