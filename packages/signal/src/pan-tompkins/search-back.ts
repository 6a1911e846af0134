import type { Candidate } from './candidate.ts';

/** Without a QRS for this part of the average RR interval, one was missed. */
export const MISSED_LIMIT = 1.66;

/** Peaks kept; a bound, so that a long stretch of noise costs no more than its length. */
const KEPT = 32;

/** The peaks since the last QRS complex that were taken for noise, from which a missed complex can be taken back. */
export interface SearchBack<C extends Candidate> {
  /** Keeps a peak that was taken for noise. */
  keep(candidate: C): void;
  /** The highest kept peak that `accepts`, or undefined; it and those before it are no longer kept. */
  take(accepts: (candidate: C) => boolean): C | undefined;
  /** Forgets everything: a QRS was found. */
  clear(): void;
}

/** An empty memory of peaks. */
export function createSearchBack<C extends Candidate>(): SearchBack<C> {
  let kept: C[] = [];
  return {
    keep(candidate) {
      kept.push(candidate);
      if (kept.length > KEPT) kept.shift();
    },
    take(accepts) {
      let best: C | undefined;
      for (const candidate of kept) {
        if ((best === undefined || candidate.integrated > best.integrated) && accepts(candidate))
          best = candidate;
      }
      if (best) kept = kept.slice(kept.indexOf(best) + 1);
      return best;
    },
    clear: () => void (kept = []),
  };
}
