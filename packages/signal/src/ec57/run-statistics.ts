import type { Detection } from './beat-statistics.ts';
import type { RunTable, RunTables } from './compare-runs.ts';
import { LONGEST_RUN } from './find-runs.ts';
import { proportion } from './proportion.ts';
import type { RunCounts } from './run-counts.ts';

/** Kinds of runs that EC57 reports, by their lengths: 2; 3 to 5; 6 and more. */
export type RunClass = 'couplets' | 'shortRuns' | 'longRuns';

export const RUN_CLASSES: readonly RunClass[] = ['couplets', 'shortRuns', 'longRuns'];

/** Shortest and longest of each class. */
const LENGTHS: Readonly<Record<RunClass, readonly [number, number]>> = {
  couplets: [2, 2],
  shortRuns: [3, 5],
  longRuns: [LONGEST_RUN, LONGEST_RUN],
};

/** Sensitivity and positive predictivity of couplets and of runs. */
export type RunStatistics = Readonly<Record<RunClass, Detection>>;

/** Counts of one kind of runs, seen from either annotator. */
export type CountedRuns = Readonly<Record<keyof RunTables, Pick<RunTable, 'counts'>>>;

/**
 * Statistics of EC57 from counts: a run is found when the other annotator has, at its place, one of the same class or
 * of a longer one.
 */
export function runStatistics({ sensitivity, positivePredictivity }: CountedRuns): RunStatistics {
  const detection = (name: RunClass): Detection => {
    const [low, high] = LENGTHS[name];
    const sum = (
      counts: RunCounts,
      references: readonly [number, number],
      tests: readonly [number, number],
    ) =>
      slice(counts, references).reduce((all, row) => all + slice(row, tests).reduce((a, b) => a + b, 0), 0);
    const [own, any, atLeast] = [
      [low, high],
      [0, LONGEST_RUN],
      [low, LONGEST_RUN],
    ] as const;
    return {
      sensitivity: proportion(sum(sensitivity.counts, own, atLeast), sum(sensitivity.counts, own, any)),
      positivePredictivity: proportion(
        sum(positivePredictivity.counts, atLeast, own),
        sum(positivePredictivity.counts, any, own),
      ),
    };
  };
  return {
    couplets: detection('couplets'),
    shortRuns: detection('shortRuns'),
    longRuns: detection('longRuns'),
  };
}

function slice<T>(list: readonly T[], [first, last]: readonly [number, number]): readonly T[] {
  return list.slice(first, last + 1);
}
