import type { OnEvent, ScoresModel, SequenceBatch } from '@saliogram/core';
import { evaluateAttributions, magnitude, metrics, randomHeat } from '@saliogram/explain';
import type {
  Attribution,
  BaselineOptions,
  EvaluationPart,
  ExplanationTable,
  ScoreStore,
} from '@saliogram/explain';
import type { EvaluatedMethod, EvaluatedScore, ExplanationEvaluation } from '@saliogram/report';
import { titleOf } from '../explanation/choose-methods.ts';
import { againColumns } from './again-columns.ts';
import type { AgainColumns, AgainSequences } from './again-columns.ts';
import { agreementOfMaps } from './agreement-of-maps.ts';
import { meanCurves } from './mean-curves.ts';
import { rankMethods } from './rank-methods.ts';
import type { Ranking } from './rank-methods.ts';

/** Maps of the same sequences and classes by several methods. */
export interface MapsToEvaluate {
  readonly model: ScoresModel;
  readonly x: SequenceBatch;
  readonly targets: Int32Array;
  /** Patient of each sequence, [B]. */
  readonly groups: ArrayLike<number>;
  readonly maps: readonly Attribution[];
  /** Maps of an untrained model by some of the methods. */
  readonly untrained: readonly Attribution[];
  /** Null where nothing was explained again. */
  readonly again: AgainSequences | null;
  readonly baseline: BaselineOptions;
  readonly parts: readonly EvaluationPart[];
  readonly seed: number;
  readonly store: ScoreStore;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** What the maps come to. */
export type Evaluated = Pick<
  ExplanationEvaluation,
  'measures' | 'rankedBy' | 'methods' | 'agreement' | 'curves' | 'again'
> & {
  readonly table: ExplanationTable;
};

type Row = ExplanationTable['rows'][number];

/** Methods whose curves are drawn. */
const MOST_CURVES = 6;

/** Measures maps beside the controls, ranks them and compares them with each other. */
export async function evaluateMaps(request: MapsToEvaluate): Promise<Evaluated> {
  const { model, x, targets, groups, maps, untrained, baseline, seed, signal, onEvent } = request;
  const run = { ...baseline, signal, seed };
  const { parts, store } = request;
  const table = await evaluateAttributions(model, x, targets, [...maps, ...untrained], {
    ...run,
    groups,
    parts,
    store,
    onEvent,
  });
  const own = table.rows.slice(0, maps.length);
  const rows = [...own, ...table.rows.slice(maps.length + untrained.length)];
  const ranking = rankMethods(rows, groups, seed);
  const again = request.again && againColumns(request.again, seed);
  const methods = rows.map((row, r) => {
    const unlearnt = untrained.findIndex(({ method }) => method === row.method);
    const gains =
      unlearnt >= 0 &&
      rankMethods([row, table.rows[own.length + unlearnt]], groups, seed, ranking.by).gain(0, 1);
    return evaluatedMethod(row, ranking, r, x.batch, gains, again?.columns.get(row.method));
  });
  const order = [...methods.keys()].sort(
    (a, b) => methods[a].meanRank.estimate - methods[b].meanRank.estimate,
  );
  const best = order.filter((r) => r < own.length).slice(0, MOST_CURVES);
  const still = magnitude(x, targets);
  const drawn = [...best.map((r) => maps[r]), still, randomHeat(x, targets, seed)];
  return {
    table,
    measures: metrics.filter(({ name }) => methods.some(({ scores }) => name in scores)),
    rankedBy: ranking.by,
    methods: order.map((r) => methods[r]),
    agreement: agreementOfMaps([...maps, still], groups, seed),
    curves: await meanCurves(model, x, targets, drawn, run, onEvent),
    again: again?.again ?? null,
  };
}

function evaluatedMethod(
  { method, kind, cost, scores }: Row,
  ranking: Ranking,
  r: number,
  batch: number,
  gains: ReturnType<Ranking['gain']> | false,
  again: AgainColumns | undefined,
): EvaluatedMethod {
  const measured = Object.fromEntries(
    Object.entries(scores).map(([name, score]): [string, EvaluatedScore] => [
      name,
      {
        ...score.byPrevalence,
        byClass: score.byClass,
        ...(score.overRandom && { overRandom: score.overRandom.byPrevalence }),
        ...(score.overMagnitude && { overMagnitude: score.overMagnitude.byPrevalence }),
        ...(gains && name in gains && { overUntrained: gains[name] }),
        ...(name in ranking.placeBy && {
          place: ranking.placeBy[name][r],
          mayBeBest: ranking.mayBeBest[name][r],
        }),
      },
    ]),
  );
  const sure = (over: 'overRandom' | 'overMagnitude' | 'overUntrained'): number =>
    ranking.by.filter((name) => (measured[name][over]?.low ?? NaN) > 0).length;
  return {
    method,
    title: titleOf(method),
    control: kind === 'control',
    meanRank: ranking.meanRanks[r],
    places: ranking.places[r],
    robustnessRank: again?.robustnessRank ?? null,
    sanityRank: again?.sanityRank ?? null,
    layersLeft: again?.layersLeft ?? null,
    cost: { forward: cost.forward / batch, backward: cost.backward / batch },
    scores: { ...measured, ...again?.scores },
    betterThan:
      kind === 'control'
        ? null
        : {
            random: sure('overRandom'),
            magnitude: sure('overMagnitude'),
            untrained: gains ? sure('overUntrained') : null,
            of: ranking.by.length,
          },
  };
}
