import type { ClassInfo } from '@saliogram/core';
import { BEAT_LABELS, VERDICTS, beatStatistics } from '@saliogram/signal';
import type { BeatCounts, BeatStatistics, Verdict } from '@saliogram/signal';

/** How well ectopic beats are found, as EC57 counts. */
export type EctopicBeats = Pick<BeatStatistics, 'veb' | 'sveb'>;

/**
 * Ventricular and supraventricular ectopic beats by the standard's own formula, as published figures have them: fusion
 * and unclassifiable beats that are called ventricular, and unclassifiable ones that are called supraventricular, count
 * neither for nor against.
 *
 * @param confusion rows are the reference, columns the model, shape [K, K]
 * @returns undefined for other classes than those of EC57
 */
export function ectopicBeats(
  confusion: readonly (readonly number[])[],
  classes: readonly ClassInfo[],
): EctopicBeats | undefined {
  const symbols = classes.map(({ symbol }) => symbol);
  if (symbols.join() !== BEAT_LABELS.join()) return undefined;
  const count = (reference: Verdict, test: Verdict): number =>
    confusion[symbols.indexOf(reference)]?.[symbols.indexOf(test)] ?? 0;
  const row = (reference: Verdict) =>
    Object.fromEntries(VERDICTS.map((test) => [test, count(reference, test)]));
  const counts = Object.fromEntries(VERDICTS.map((reference) => [reference, row(reference)])) as BeatCounts;
  const { veb, sveb } = beatStatistics(counts);
  return { veb, sveb };
}
