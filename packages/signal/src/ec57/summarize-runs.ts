import type { RunComparison } from './compare-runs.ts';
import { meanOf } from './mean-of.ts';
import type { Average } from './mean-of.ts';
import { sumRunCounts } from './run-counts.ts';
import type { RunKind } from './run-events.ts';
import { runStatistics } from './run-statistics.ts';
import type { CountedRuns, RunClass, RunStatistics } from './run-statistics.ts';

/** What several records come to together, of one kind of runs. */
export interface RunSummary {
  readonly counts: CountedRuns;
  /** Every run has the same weight. */
  readonly gross: RunStatistics;
  /** Every record has the same weight; records without a run of the class are left out. */
  readonly average: Readonly<
    Record<RunClass, { readonly sensitivity: Average; readonly positivePredictivity: Average }>
  >;
}

/** Gross and average statistics of EC57 over records. */
export function summarizeRuns(comparisons: readonly RunComparison[], kind: RunKind): RunSummary {
  const sum = (side: keyof CountedRuns) => ({
    counts: sumRunCounts(comparisons.map((comparison) => comparison[kind][side].counts)),
  });
  const counts = { sensitivity: sum('sensitivity'), positivePredictivity: sum('positivePredictivity') };
  const each = comparisons.map((comparison) => runStatistics(comparison[kind]));
  const average = (name: RunClass) => ({
    sensitivity: meanOf(each.map((statistics) => statistics[name].sensitivity.value)),
    positivePredictivity: meanOf(each.map((statistics) => statistics[name].positivePredictivity.value)),
  });
  return {
    counts,
    gross: runStatistics(counts),
    average: {
      couplets: average('couplets'),
      shortRuns: average('shortRuns'),
      longRuns: average('longRuns'),
    },
  };
}
