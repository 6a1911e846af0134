import { describe, expect, it } from 'vitest';
import { AAMI_CLASSES, aamiBeat } from './aami-beats.ts';
import { abstentionOf } from './abstention.ts';
import { accuracyOf, classRows, macroF1, rateText } from './class-rates.ts';
import { isOfKnownClass, wrongFirst } from './evaluated-beats.ts';
import type { EvaluatedBeat } from './evaluated-beats.ts';
import { abstentionPicture, reliabilityPicture } from './evaluation-pictures.ts';
import { reliabilityOf } from './reliability.ts';

const CLASSES = [
  { symbol: 'N', name: 'Normal' },
  { symbol: 'V', name: 'Ventricular' },
  { symbol: 'L', name: 'Left' },
];
const SYMBOLS = CLASSES.map(({ symbol }) => symbol);
let made = 0;
/** A beat of which the model is sure by `probability`. */
function beat(reference: string, model: string, probability: number): EvaluatedBeat {
  const rest = (1 - probability) / (SYMBOLS.length - 1);
  return {
    beat: made++,
    peak: 0,
    timeS: 0,
    reference,
    model,
    probability,
    doubt: 1 - probability,
    disagrees: reference !== model,
    rrBeforeS: NaN,
    recording: 'made',
    digest: 'made',
    probabilities: Float32Array.from(SYMBOLS, (symbol) => (symbol === model ? probability : rest)),
  };
}
const times = (n: number, ...given: Parameters<typeof beat>): EvaluatedBeat[] =>
  Array.from({ length: n }, () => beat(...given));

// N: 40 right, 10 called V. V: 20 right, 5 called N. No L.
const BEATS = [
  ...times(40, 'N', 'N', 0.95),
  ...times(10, 'N', 'V', 0.55),
  ...times(20, 'V', 'V', 0.75),
  ...times(5, 'V', 'N', 0.6),
];

describe('rates by class', () => {
  const [n, v, l] = classRows(BEATS, SYMBOLS);
  const fraction = ({ part, whole }: { part: number; whole: number }) => [part, whole];

  it('are counted by hand', () => {
    expect(fraction(n.sensitivity)).toEqual([40, 50]);
    expect(fraction(n.positivePredictivity)).toEqual([40, 45]);
    expect(fraction(n.f1)).toEqual([80, 95]);
    expect(fraction(n.specificity)).toEqual([20, 25]);
    expect(fraction(v.sensitivity)).toEqual([20, 25]);
    expect(fraction(v.positivePredictivity)).toEqual([20, 30]);
    expect(fraction(v.specificity)).toEqual([40, 50]);
    expect(fraction(accuracyOf(BEATS))).toEqual([60, 75]);
    expect(macroF1([n, v, l])).toBeCloseTo((80 / 95 + 40 / 55) / 2, 12);
  });

  it('give no number for a class without beats, and a count for few', () => {
    expect([l.sensitivity, l.positivePredictivity, l.f1].map(rateText)).toEqual(['–', '–', '–']);
    expect(fraction(l.specificity)).toEqual([75, 75]);
    expect(rateText(n.sensitivity)).toBe('80.0 %');
    expect(rateText({ part: 3, whole: 19 })).toBe('3 of 19');
    expect(rateText({ part: 9999, whole: 10_000 })).toBe('>99.9 %');
    expect(rateText({ part: 1, whole: 10_000 })).toBe('<0.1 %');
    expect(rateText({ part: 0, whole: 10_000 })).toBe('0.0 %');
    expect(macroF1([l])).toBeNull();
  });

  it('hold the beats that they are of, those that are wrong first', () => {
    const own = n.sensitivity.beats();
    expect(own).toHaveLength(50);
    expect(own.slice(0, 10).every(({ model }) => model === 'V')).toBe(true);
    const called = v.positivePredictivity.beats();
    expect(called.filter(({ disagrees }) => disagrees)).toEqual(called.slice(0, 10));
    expect(
      v.specificity
        .beats()
        .slice(0, 10)
        .every(({ model }) => model === 'V'),
    ).toBe(true);
    expect(v.f1.beats()).toHaveLength(35);
  });

  it('sort wrong decisions by how sure they were, right ones by how unsure', () => {
    const beats = [beat('N', 'N', 0.9), beat('N', 'V', 0.5), beat('N', 'N', 0.6), beat('V', 'N', 0.8)];
    expect(wrongFirst(beats).map(({ probability }) => probability)).toEqual([0.8, 0.5, 0.6, 0.9]);
  });

  it('know the classes that the model does not', () => {
    expect(isOfKnownClass(beat('F', 'N', 0.9), SYMBOLS)).toBe(false);
  });
});

describe('classes of AAMI', () => {
  it('add up what belongs together, and judge by it', () => {
    // N 0.35 and L 0.25 are N with 0.6, before V with 0.4.
    const given = { ...beat('A', 'V', 0.4), probabilities: Float32Array.of(0.35, 0.4, 0.25) };
    const aami = aamiBeat(given, SYMBOLS);
    expect(aami).toMatchObject({ reference: 'S', model: 'N', disagrees: true });
    expect(aami.probability).toBeCloseTo(0.6, 6);
    expect(Array.from(aami.probabilities)).toEqual([0.6, 0, 0.4, 0, 0].map((p) => expect.closeTo(p, 6)));
    expect(aamiBeat(beat('L', 'N', 0.9), SYMBOLS).disagrees).toBe(false);
    // A class that the model does not have is one that it never finds.
    const [, s] = classRows(
      [aami],
      AAMI_CLASSES.map(({ symbol }) => symbol),
    );
    expect(rateText(s.sensitivity)).toBe('0 of 1');
  });
});

describe('reliability', () => {
  it('puts each beat into the bin that counts it', () => {
    const { bins, expectedCalibrationError } = reliabilityOf(BEATS, CLASSES);
    expect(bins.map(({ beats }) => beats.length)).toEqual(bins.map(({ n }) => n));
    // 15 bins: 0.95 in the last but one's end (0.933, 1], 0.55 and 0.6 in (8 / 15, 9 / 15], 0.75 in (11 / 15, 12 / 15].
    expect(bins[14].n).toBe(40);
    expect(bins[11].n).toBe(20);
    // By hand: (40 * 0.05 + 20 * 0.25 + 10 * 0.55 + 5 * 0.6) / 75, all of the wrong ones too sure.
    expect(expectedCalibrationError).toBeCloseTo((2 + 5 + 5.5 + 3) / 75, 5);
  });

  it('is drawn with hollow marks for few', () => {
    const marks = reliabilityPicture(
      reliabilityOf([...times(20, 'N', 'N', 0.95), ...times(3, 'N', 'V', 0.5)], CLASSES),
    ).items.flatMap((item) => (item.kind === 'rectangle' && item.width === 8 ? [item.style.fill] : []));
    expect(marks).toEqual(['paper', 'accent']);
  });
});

describe('abstention', () => {
  it('says what thresholds decide, get wrong and leave open', () => {
    const { thresholds, points } = abstentionOf(BEATS);
    const rows = thresholds.map(({ least, decided, right, left }) => [
      least,
      decided.part,
      right.whole - right.part,
      left.length,
    ]);
    expect(rows).toEqual([
      [0, 75, 15, 0],
      [0.7, 60, 0, 15],
      [0.9, 40, 0, 35],
      [0.99, 0, 0, 75],
    ]);
    expect(points.at(-1)).toMatchObject({ coverage: 1, risk: 0.2 });
    const { items } = abstentionPicture(abstentionOf(BEATS));
    const curve = items.find((item) => item.kind === 'line' && item.style.stroke === 'accent');
    // The highest risk, 20 %, is the top of the axis.
    expect(curve?.kind === 'line' && curve.points.at(-1)).toBeCloseTo(10, 6);
  });
});
