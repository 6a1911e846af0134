import { mean } from '@saliogram/core';
import type { OnEvent, ScoresModel, SequenceBatch } from '@saliogram/core';
import {
  agreementMatrix,
  deletionCurve,
  evaluateAttributions,
  heatFromZero,
  insertionCurve,
  magnitude,
  measuredMap,
  metrics,
  randomHeat,
} from '@saliogram/explain';
import type { Attribution, BaselineOptions, EvaluationPart, ExplanationTable } from '@saliogram/explain';
import type {
  EvaluatedMethod,
  EvaluatedScore,
  EvaluationCurves,
  ExplanationEvaluation,
} from '@saliogram/report';
import { titleOf } from '../explanation/choose-methods.ts';
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
  /** Maps of an untrained model by the same methods in the same order; none where they were not wanted. */
  readonly untrained: readonly Attribution[];
  readonly baseline: BaselineOptions;
  readonly parts: readonly EvaluationPart[];
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** What the maps come to. */
export type Evaluated = Pick<
  ExplanationEvaluation,
  'measures' | 'rankedBy' | 'methods' | 'agreement' | 'curves'
> & {
  readonly table: ExplanationTable;
};

/** Random maps and |x|, by their names in a table of measures. */
const CONTROLS = ['random-heat', 'magnitude'];
/** Methods whose curves are drawn. */
const MOST_CURVES = 6;

/** Measures maps beside the controls, ranks them and compares them with each other. */
export async function evaluateMaps(request: MapsToEvaluate): Promise<Evaluated> {
  const { model, x, targets, groups, maps, untrained, baseline, parts, seed, signal, onEvent } = request;
  const run = { ...baseline, signal, seed };
  const table = await evaluateAttributions(model, x, targets, [...maps, ...untrained], {
    ...run,
    groups,
    parts,
    onEvent,
  });
  const ranking = rankMethods(table.rows, groups, seed);
  const methods = table.rows.map((row, r) => {
    const isOwn = r < maps.length;
    const isUntrained = !isOwn && r < maps.length + untrained.length;
    const gains = isOwn && untrained.length > 0 ? ranking.gain(r, maps.length + r) : undefined;
    return evaluatedMethod(row, ranking, r, x.batch, { isOwn, isUntrained, gains });
  });
  const order = [...methods.keys()].sort(
    (a, b) => methods[a].meanRank.estimate - methods[b].meanRank.estimate,
  );
  const best = order.filter((r) => r < maps.length).slice(0, MOST_CURVES);
  const measured = metrics.filter(({ name }) => table.rows.some(({ scores }) => name in scores));
  return {
    table,
    measures: measured,
    rankedBy: ranking.by,
    methods: order.map((r) => methods[r]),
    agreement: agreementOf(maps, groups, seed),
    curves: await curvesOf(
      request,
      best.map((r) => maps[r]),
      run,
    ),
  };
}

function evaluatedMethod(
  { method, cost, scores }: ExplanationTable['rows'][number],
  { by, meanRanks }: Ranking,
  r: number,
  batch: number,
  {
    isOwn,
    isUntrained,
    gains,
  }: { isOwn: boolean; isUntrained: boolean; gains: ReturnType<Ranking['gain']> | undefined },
): EvaluatedMethod {
  const evaluated = Object.fromEntries(
    Object.entries(isUntrained ? withoutCompleteness(scores) : scores).map(
      ([name, score]): [string, EvaluatedScore] => [
        name,
        {
          ...score.byPrevalence,
          byClass: score.byClass,
          ...(score.overRandom && { overRandom: score.overRandom.byPrevalence }),
          ...(score.overMagnitude && { overMagnitude: score.overMagnitude.byPrevalence }),
          ...(gains && name in gains ? { overUntrained: gains[name] } : {}),
        },
      ],
    ),
  );
  const sure = (over: 'overRandom' | 'overMagnitude' | 'overUntrained'): number =>
    by.filter((name) => (evaluated[name][over]?.low ?? NaN) > 0).length;
  return {
    method: isUntrained ? `${method}, untrained model` : method,
    title: isUntrained ? `${titleOf(method)}, untrained model` : titleOf(method),
    control: !isOwn,
    meanRank: meanRanks[r],
    cost: { forward: cost.forward / batch, backward: cost.backward / batch },
    scores: evaluated,
    betterThan: isOwn
      ? {
          random: sure('overRandom'),
          magnitude: sure('overMagnitude'),
          untrained: gains ? sure('overUntrained') : null,
          of: by.length,
        }
      : null,
  };
}

/** What the scores of an untrained model add up to is near nothing, and so is any error of it. */
function withoutCompleteness<S>({ 'completeness-error': _error, ...scores }: Readonly<Record<string, S>>) {
  return scores;
}

/** Mean rank correlation of each two maps over the sequences, by their heat. */
function agreementOf(
  maps: readonly Attribution[],
  groups: ArrayLike<number>,
  seed: number,
): ExplanationEvaluation['agreement'] {
  if (maps.length < 2) return null;
  const named = maps.map((map) => ({ name: map.method, heat: heatFromZero(map) }));
  const pairs = agreementMatrix(named, maps[0].shape, { groups, seed });
  const same = { estimate: 1, low: 1, high: 1 };
  const between = (one: string, other: string) =>
    pairs.find(
      (pair) => (pair.one === one && pair.other === other) || (pair.one === other && pair.other === one),
    )?.mean.rankCorrelation ?? same;
  return {
    methods: maps.map(({ method }) => titleOf(method)),
    rankCorrelation: maps.map(({ method }) => maps.map((other) => between(method, other.method))),
  };
}

/** Mean curves of deletion and insertion of some maps and of the controls. */
async function curvesOf(
  { model, x, targets, seed, onEvent }: MapsToEvaluate,
  chosen: readonly Attribution[],
  run: BaselineOptions & { readonly signal: AbortSignal },
): Promise<EvaluationCurves> {
  const all = [...chosen, magnitude(x, targets), randomHeat(x, targets, seed)];
  const lines: EvaluationCurves['lines'][number][] = [];
  let shares: number[] = [];
  for (const [done, map] of all.entries()) {
    onEvent({ type: 'progress', stage: 'curves', done, total: all.length });
    const { order } = measuredMap(map);
    const deletion = await deletionCurve(model, x, targets, order, run);
    const insertion = await insertionCurve(model, x, targets, order, run);
    shares = [...deletion.shares];
    const meanOf = (objective: Float64Array): number[] =>
      shares.map((_, p) => mean(objective.filter((__, i) => i % shares.length === p)));
    lines.push({
      method: map.method,
      title: titleOf(map.method),
      control: CONTROLS.includes(map.method),
      deletion: meanOf(deletion.objective),
      insertion: meanOf(insertion.objective),
    });
  }
  return { shares, lines };
}
