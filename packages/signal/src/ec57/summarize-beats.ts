import { sumBeatCounts } from './beat-counts.ts';
import type { BeatCounts } from './beat-counts.ts';
import { beatStatistics } from './beat-statistics.ts';
import type { BeatStatistics } from './beat-statistics.ts';
import type { BeatComparison } from './compare-beats.ts';
import { meanOf } from './mean-of.ts';
import type { Average } from './mean-of.ts';

/** What several records come to together. */
export interface BeatSummary {
  readonly counts: BeatCounts;
  /** Every beat has the same weight. */
  readonly gross: BeatStatistics;
  /** Every record has the same weight; records without a beat of the kind are left out. */
  readonly average: {
    readonly qrs: { sensitivity: Average; positivePredictivity: Average; errorRate: Average };
    readonly veb: { sensitivity: Average; positivePredictivity: Average; falsePositiveRate: Average };
    readonly sveb: { sensitivity: Average; positivePredictivity: Average };
    readonly rrErrorMs: Average;
  };
}

/** Gross and average statistics of EC57 over records. */
export function summarizeBeats(
  comparisons: readonly Pick<BeatComparison, 'counts' | 'rrErrorMs'>[],
): BeatSummary {
  const counts = sumBeatCounts(comparisons.map((comparison) => comparison.counts));
  const all = comparisons.map((comparison) => beatStatistics(comparison.counts));
  const mean = (value: (statistics: BeatStatistics) => number | null): Average => meanOf(all.map(value));
  return {
    counts,
    gross: beatStatistics(counts),
    average: {
      qrs: {
        sensitivity: mean(({ qrs }) => qrs.sensitivity.value),
        positivePredictivity: mean(({ qrs }) => qrs.positivePredictivity.value),
        errorRate: mean(({ qrs }) => qrs.errorRate.value),
      },
      veb: {
        sensitivity: mean(({ veb }) => veb.sensitivity.value),
        positivePredictivity: mean(({ veb }) => veb.positivePredictivity.value),
        falsePositiveRate: mean(({ veb }) => veb.falsePositiveRate.value),
      },
      sveb: {
        sensitivity: mean(({ sveb }) => sveb.sensitivity.value),
        positivePredictivity: mean(({ sveb }) => sveb.positivePredictivity.value),
      },
      rrErrorMs: meanOf(comparisons.map((comparison) => comparison.rrErrorMs)),
    },
  };
}
