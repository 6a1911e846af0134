import { argmax } from '@saliogram/core';
import type { ClassInfo } from '@saliogram/core';
import type { Beats } from './app-state.ts';

/** The class that is most telling to look at first. */
const TELLING = 'V';
/** After so many beats without a telling one another is shown: nobody waits for a beat that may never come. */
const PATIENCE = 64;
/** A beat at the very start has nothing before it to compare with. */
const FIRST = 2;

/**
 * The beat to show first: the first that the model holds for a premature ventricular contraction; where there is
 * none among the first, the first of another class than most are of, and else one near the start.
 *
 * @returns null while it may still come
 */
export function interestingBeat(beats: Beats, classes: readonly ClassInfo[]): number | null {
  const K = classes.length;
  const predicted = Array.from({ length: beats.classified }, (_, i) =>
    argmax(beats.probabilities, i * K, (i + 1) * K),
  );
  const telling = classes.findIndex(({ symbol }) => symbol === TELLING);
  const first = predicted.findIndex((k, i) => k === telling && i >= FIRST);
  if (first >= 0) return first;
  if ((!beats.complete && beats.classified < PATIENCE) || beats.classified === 0) return null;
  const counts = classes.map((_, k) => predicted.filter((each) => each === k).length);
  const usual = argmax(counts);
  const unusual = predicted.findIndex((k) => k !== usual);
  return unusual >= 0 ? unusual : Math.min(FIRST, beats.classified - 1);
}
