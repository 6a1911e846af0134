import type { Objective } from '@saliogram/core';

/**
 * One way to read "average reduction in class scores, normalized by the ratio of unmasked inputs to the total number of
 * inputs" (the paper, section III-C, Table I), with D the fall and r the share of inputs left unmasked.
 */
export interface Normaliser {
  readonly name: NormaliserName;
  readonly formula: string;
  /** @param total number of inputs of the sequence */
  readonly normalise: (fall: number, unmasked: number, total: number) => number;
}

export type NormaliserName = 'raw' | 'timesUnmasked' | 'overUnmasked' | 'overMasked';

/** Every reading of the normaliser. `overUnmasked` rewards a larger mask; `overMasked` a smaller one. */
export const NORMALISERS: readonly Normaliser[] = [
  { name: 'raw', formula: 'D', normalise: (fall) => fall },
  { name: 'timesUnmasked', formula: 'D r', normalise: (fall, r) => fall * r },
  {
    name: 'overUnmasked',
    formula: 'D / r, where everything is masked r is taken as one input',
    normalise: (fall, r, total) => fall / Math.max(r, 1 / total),
  },
  {
    name: 'overMasked',
    formula: 'D / (1 - r), 0 where nothing is masked',
    normalise: (fall, r) => (r === 1 ? 0 : fall / (1 - r)),
  },
];

/** Both meanings of "class score". */
export type ScoreReading = Extract<Objective, 'score' | 'probability'>;

/** s_c as the unnormalised score, and as the softmax probability. */
export const SCORE_READINGS: readonly ScoreReading[] = ['score', 'probability'];

/** One value for every reading. */
export type EveryReading<V> = Record<ScoreReading, Record<NormaliserName, V>>;

/** Makes a value for every reading. */
export function everyReading<V>(make: (score: ScoreReading, normaliser: Normaliser) => V): EveryReading<V> {
  const normalised = (score: ScoreReading): Record<NormaliserName, V> =>
    Object.fromEntries(NORMALISERS.map((n) => [n.name, make(score, n)])) as Record<NormaliserName, V>;
  return { score: normalised('score'), probability: normalised('probability') };
}
