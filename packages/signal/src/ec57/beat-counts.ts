import { BEAT_LABELS } from './beat-label.ts';
import type { BeatLabel } from './beat-label.ts';

/** What an annotator says of a beat: its class, or that it has none there (O), or none as it was shut down (X). */
export type Verdict = BeatLabel | 'O' | 'X';

export const VERDICTS: readonly Verdict[] = [...BEAT_LABELS, 'O', 'X'];

/** How often each pair of verdicts occurs: `counts[reference][test]`; O and X never meet. */
export type BeatCounts = Readonly<Record<Verdict, Readonly<Record<Verdict, number>>>>;

/** A table to count in. */
export type OpenBeatCounts = Record<Verdict, Record<Verdict, number>>;

/** A table of zeros. */
export function noBeats(): OpenBeatCounts {
  const row = (): Record<Verdict, number> => ({ N: 0, S: 0, V: 0, F: 0, Q: 0, O: 0, X: 0 });
  return { N: row(), S: row(), V: row(), F: row(), Q: row(), O: row(), X: row() };
}

/** The counts of several records together. */
export function sumBeatCounts(all: readonly BeatCounts[]): BeatCounts {
  const sum = noBeats();
  for (const counts of all) {
    for (const reference of VERDICTS) {
      for (const test of VERDICTS) sum[reference][test] += counts[reference][test];
    }
  }
  return sum;
}

/** The counts with supraventricular beats among the normal ones, as reports without them have it. */
export function withoutSveb(counts: BeatCounts): BeatCounts {
  const merge = (verdict: Verdict): Verdict => (verdict === 'S' ? 'N' : verdict);
  const merged = noBeats();
  for (const reference of VERDICTS) {
    for (const test of VERDICTS) merged[merge(reference)][merge(test)] += counts[reference][test];
  }
  return merged;
}
