import type { Interval } from '@saliogram/core';
import type { NormaliserName, ScoreReading, TableOne, WeightedIntervals } from '@saliogram/explain';
import { PAPER_ORDER } from './paper-numbers.ts';

/** One reading of the paper's sentence about Table I. */
export interface Reading {
  readonly score: ScoreReading;
  readonly normaliser: NormaliserName;
  readonly title: string;
  /** The name of its axis. */
  readonly quantity: string;
  /** Whether the paper's sentence can be read so, and its numbers may stand beside ours. */
  readonly comparable: boolean;
}

const SCORES: readonly [ScoreReading, string][] = [
  ['probability', 'probability'],
  ['score', 'score s_c'],
];
const NORMALISERS: readonly [NormaliserName, string, boolean][] = [
  ['raw', 'as it is', true],
  ['timesUnmasked', '× unmasked share', true],
  ['overUnmasked', '÷ unmasked share', true],
  // "The ratio of unmasked inputs to the total" cannot mean the masked share; it is here because it is fair to small masks.
  ['overMasked', '÷ masked share', false],
];

/** Every reading, those of the probability first. */
export const READINGS: readonly Reading[] = SCORES.flatMap(([score, name]) =>
  NORMALISERS.map(([normaliser, how, comparable]) => ({
    score,
    normaliser,
    title: `Fall of the ${name}${normaliser === 'raw' ? ', ' : ' '}${how}`,
    quantity: `fall of the ${name}${normaliser === 'raw' ? '' : ` ${how}`}`,
    comparable,
  })),
);

/** How sequences are weighted: each equally, or each class equally. */
export type Weighting = Exclude<keyof WeightedIntervals, 'perClass'>;

/** Weightings in words. */
export const WEIGHTINGS: readonly (readonly [Weighting, string])[] = [
  ['byPrevalence', 'every sequence counts the same, as in the paper'],
  ['byClass', 'every class counts the same'],
];

/** The fall of one row under a reading; null when the table has no such row. */
export function reductionOf(
  table: TableOne,
  technique: string,
  reading: Reading,
  weighting: Weighting,
): Interval | null {
  const row = table.rows.find((candidate) => candidate.technique === technique);
  return row ? row.reductions[reading.score][reading.normaliser][weighting] : null;
}

/** The paired difference `technique` less `versus` under a reading; null when the table has no such pair. */
export function differenceOf(
  table: TableOne,
  technique: string,
  versus: string,
  reading: Reading,
  weighting: Weighting,
): Interval | null {
  for (const pair of table.paired) {
    const { estimate, low, high } = pair.differences[reading.score][reading.normaliser][weighting];
    if (pair.technique === technique && pair.versus === versus) return { estimate, low, high };
    if (pair.technique === versus && pair.versus === technique)
      return { estimate: -estimate, low: -high, high: -low };
  }
  return null;
}

/**
 * Whether the paper's order (derivative < occlusion < mask) holds under a reading: `holds` when both paired intervals lie
 * above 0; `unsure` when the estimates are in order but an interval reaches 0; `fails` when they are not in order;
 * `reversed` when, besides, an interval lies below 0; null when a row is missing.
 */
export type Ordering = 'holds' | 'unsure' | 'fails' | 'reversed';

/** Judges the paper's order by paired differences of neighbours. */
export function orderingOf(table: TableOne, reading: Reading, weighting: Weighting): Ordering | null {
  const [derivative, occlusion, mask] = PAPER_ORDER;
  const steps = [
    differenceOf(table, mask, occlusion, reading, weighting),
    differenceOf(table, occlusion, derivative, reading, weighting),
  ];
  if (steps.some((step) => step === null)) return null;
  const known = steps.filter((step) => step !== null);
  if (known.some(({ high }) => high < 0)) return 'reversed';
  if (known.some(({ estimate }) => estimate <= 0)) return 'fails';
  return known.every(({ low }) => low > 0) ? 'holds' : 'unsure';
}

/** An ordering in words. */
export const ORDERING_WORDS: Readonly<Record<Ordering, string>> = {
  holds: 'holds (both intervals above 0)',
  unsure: 'holds in the estimates; an interval reaches 0',
  fails: 'does not hold in the estimates',
  reversed: 'does not hold: a step is reversed, its interval below 0',
};

/** An interval as text. */
export function intervalText({ estimate, low, high }: Interval, digits = 3): string {
  const text = (value: number): string =>
    Number.isFinite(value) ? value.toFixed(digits).replace('-', '−') : '–';
  return `${text(estimate)} [${text(low)}, ${text(high)}]`;
}
