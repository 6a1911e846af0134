import type { Interval } from '@saliogram/core';
import { metric, sequenceIntervals } from '@saliogram/explain';
import type { EvaluatedScore, ExplainedAgain } from '@saliogram/report';
import type { AgainRow } from './explain-again.ts';
import { rankMethods, rankingMeasures } from './rank-methods.ts';

/** What explaining again comes to for one method. */
export interface AgainColumns {
  readonly scores: Readonly<Record<string, EvaluatedScore>>;
  readonly robustnessRank: Interval | null;
  readonly sanityRank: Interval | null;
  readonly layersLeft: Readonly<Record<string, Interval>>;
}

/** Sequences that were explained again. */
export interface AgainSequences {
  /** [B] */
  readonly targets: Int32Array;
  /** Patient of each, [B]. */
  readonly groups: ArrayLike<number>;
  /** Of the model, from the head down. */
  readonly layers: readonly string[];
  readonly rows: readonly AgainRow[];
}

/** Ranks by stability and by sanity, and every measure with its interval, by method. */
export function againColumns(
  { targets, groups, layers, rows }: AgainSequences,
  seed: number,
): { readonly again: ExplainedAgain; readonly columns: ReadonlyMap<string, AgainColumns> } {
  const common = rankingMeasures(rows);
  const byFamily = (family: string) =>
    rankMethods(
      rows,
      groups,
      seed,
      common.filter((name) => metric(name).family === family),
    );
  const [robustness, sanity] = [byFamily('robustness'), byFamily('sanity')];
  const means = sequenceIntervals(targets.length, { groups, classOf: targets, seed });
  const still = rows.findIndex(({ method }) => method === 'magnitude');
  const places = { ...robustness.placeBy, ...sanity.placeBy };
  const columns = rows.map(({ method, scores, layers: left }, r): [string, AgainColumns] => {
    const gains = { ...robustness.gain(r, still), ...sanity.gain(r, still) };
    const best = { ...robustness.mayBeBest, ...sanity.mayBeBest };
    const evaluated = Object.entries(scores).map(([name, { perSequence }]): [string, EvaluatedScore] => {
      const { byPrevalence, byClass } = means(perSequence);
      return [
        name,
        {
          ...byPrevalence,
          byClass,
          ...(name in gains && r !== still && { overMagnitude: gains[name] }),
          ...(name in best && { place: places[name][r], mayBeBest: best[name][r] }),
        },
      ];
    });
    return [
      method,
      {
        scores: Object.fromEntries(evaluated),
        robustnessRank: robustness.by.length > 0 ? robustness.meanRanks[r] : null,
        sanityRank: sanity.by.length > 0 ? sanity.meanRanks[r] : null,
        layersLeft: Object.fromEntries(
          layers.flatMap((name) => (name in left ? [[name, means(left[name]).byPrevalence]] : [])),
        ),
      },
    ];
  });
  return {
    again: {
      n: targets.length,
      groups: new Set(Array.from(groups)).size,
      methods: rows.length,
      layers,
      robustnessRankedBy: robustness.by,
      sanityRankedBy: sanity.by,
    },
    columns: new Map(columns),
  };
}
