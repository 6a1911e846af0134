import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Targets } from '../../attribution/attribution.ts';
import { checkInteger, checkWord } from '../../attribution/check-argument.ts';
import { keepHighest, objectiveAlong, removeHighest, scoresAfterRemoval } from './removal.ts';
import type { RemovalOptions, RemovalPlan, RemovalScores } from './removal.ts';

/** Options of {@link deletionCurve} and {@link insertionCurve}. */
export interface RemovalCurveOptions extends RemovalOptions {
  /** Steps from nothing to everything; default 20. */
  readonly steps?: number;
  /** What is followed; default `probability`. */
  readonly objective?: Objective;
}

/** The defaults of {@link RemovalCurveOptions} beside those of removal. */
export const REMOVAL_CURVE_DEFAULTS = { steps: 20, objective: 'probability' } as const;

/** The objective of the class as inputs go or come, with S steps. */
export interface RemovalCurve {
  /** Share of the units gone (deletion) or there (insertion), from 0 to 1, [S + 1]. */
  readonly shares: Float64Array;
  /** [B, S + 1] */
  readonly objective: Float64Array;
  /** Area under each curve by trapezoids over the share, [B]. */
  readonly area: Float64Array;
}

/**
 * Deletion: the objective as ever more of the units of highest value are replaced; a low area is good.
 *
 * It measures the order alone, and what stands for an absent input decides much: a sequence with holes is like none that
 * the model has seen. Compare with random orders ({@link orderTest}) and with another baseline.
 * Cost: (S + 1) forward passes per sequence; less with resumed states, the later in time the first removals. Source: Petsiuk et al. 2018 (RISE).
 *
 * @param values [B, T, C]; higher goes first
 * @throws `argument-invalid` for values of another shape, or steps that are no number of at least 1
 */
export function deletionCurve(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: RemovalCurveOptions = {},
): Promise<RemovalCurve> {
  return curve('deletion', removeHighest, model, x, targets, values, options);
}

/**
 * Insertion: the objective as ever more of the units of highest value are put into the baseline; a high area is good.
 *
 * Cost and source as {@link deletionCurve}.
 *
 * @param values [B, T, C]; higher comes first
 * @throws `argument-invalid` for values of another shape, or steps that are no number of at least 1
 */
export function insertionCurve(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: RemovalCurveOptions = {},
): Promise<RemovalCurve> {
  return curve('insertion', keepHighest, model, x, targets, values, options);
}

/** Shares 0 to 1 in S equal steps, [S + 1]. */
export function equalShares(steps: number): Float64Array {
  return Float64Array.from({ length: steps + 1 }, (_, i) => i / steps);
}

/** The curve of a removal at equal shares. */
export function curveOf(
  removal: RemovalScores,
  shares: Float64Array,
  targets: ArrayLike<number>,
  objective: Objective,
): RemovalCurve {
  const along = objectiveAlong(removal, targets, objective);
  return { shares, objective: along, area: areasUnder(along, shares.length) };
}

/** Area under each of the curves over evenly spaced points from 0 to 1, by trapezoids, [B]. */
function areasUnder(curves: Float64Array, points: number): Float64Array {
  return Float64Array.from({ length: curves.length / points }, (_, b) => {
    const own = curves.subarray(b * points, (b + 1) * points);
    const all = own.reduce((sum, value) => sum + value, 0);
    return (all - (own[0] + own[points - 1]) / 2) / (points - 1);
  });
}

async function curve(
  where: string,
  plan: (shares: readonly number[]) => RemovalPlan,
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: RemovalCurveOptions,
): Promise<RemovalCurve> {
  const { steps, objective } = { ...REMOVAL_CURVE_DEFAULTS, ...options };
  checkInteger(where, 'steps', steps, 1);
  checkWord(where, 'objective', objective, ['score', 'probability', 'log-probability']);
  const classOf = await resolveTargets(model, x, targets, options);
  const shares = equalShares(steps);
  const removal = await scoresAfterRemoval(where, model, x, values, plan([...shares]), options);
  return curveOf(removal, shares, classOf, objective);
}
