import type { Detection } from './beat-statistics.ts';
import type { EpisodeComparison } from './compare-episodes.ts';
import { meanOf } from './mean-of.ts';
import type { Average } from './mean-of.ts';
import { proportion } from './proportion.ts';
import type { Proportion } from './proportion.ts';

/** What several records come to together, of one kind of episodes. */
export interface EpisodeSummary {
  /** Every episode, or second, has the same weight. */
  readonly gross: Pick<EpisodeComparison, 'episodes' | 'duration'>;
  /** Every record has the same weight; records without an episode are left out. */
  readonly average: Readonly<
    Record<'episodes' | 'duration', { readonly sensitivity: Average; readonly positivePredictivity: Average }>
  >;
}

/** Gross and average statistics of EC57 over records, of one kind of episodes. */
export function summarizeEpisodes(comparisons: readonly EpisodeComparison[]): EpisodeSummary {
  const detections = (name: 'episodes' | 'duration') => comparisons.map((comparison) => comparison[name]);
  return {
    gross: { episodes: sumOf(detections('episodes')), duration: sumOf(detections('duration')) },
    average: { episodes: averageOf(detections('episodes')), duration: averageOf(detections('duration')) },
  };
}

function sumOf(detections: readonly Detection[]): Detection {
  const sum = (values: readonly Proportion[]): Proportion =>
    proportion(
      values.reduce((all, { count }) => all + count, 0),
      values.reduce((all, { of }) => all + of, 0),
    );
  return {
    sensitivity: sum(detections.map(({ sensitivity }) => sensitivity)),
    positivePredictivity: sum(detections.map(({ positivePredictivity }) => positivePredictivity)),
  };
}

function averageOf(detections: readonly Detection[]) {
  return {
    sensitivity: meanOf(detections.map(({ sensitivity }) => sensitivity.value)),
    positivePredictivity: meanOf(detections.map(({ positivePredictivity }) => positivePredictivity.value)),
  };
}
