import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Targets } from '../../attribution/attribution.ts';
import { scoresInBatches } from '../../attribution/batches.ts';
import type { RunOptions } from '../../attribution/batches.ts';
import { objectiveValue } from '../../attribution/objective-value.ts';
import { baselineSequences } from '../../baselines/baseline-sequences.ts';
import type { BaselineOptions } from '../../baselines/baseline.ts';
import { checkMap } from './removal.ts';
import { unitValues } from './unit.ts';

/** How far values miss the difference that they should add up to. */
export interface CompletenessError {
  /** |sum of values - (f(x) - f(x'))|, [B]. */
  readonly error: Float64Array;
  /** f(x) - f(x'), [B]. */
  readonly difference: Float64Array;
}

/**
 * Completeness error: |sum of values - (f(x) - f(x'))|, with the objective f and the baseline x' of the method; 0 is
 * best.
 *
 * Only methods that promise completeness can be judged by it; all others fail it by their unit. A map may pass it and be
 * wrong: f(x) - f(x') put on any single cell does. Cost: 2 forward passes per sequence.
 * Source: Sundararajan et al. 2017.
 *
 * @param values [B, T, C]
 * @throws `argument-invalid` for values of another shape
 */
export async function completenessError(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: RunOptions & BaselineOptions & { readonly objective?: Objective } = {},
): Promise<CompletenessError> {
  const where = 'completeness error';
  checkMap(where, x, values);
  const { objective = 'probability' } = options;
  const classOf = await resolveTargets(model, x, targets, options);
  const [fill] = baselineSequences(where, x, options);
  const own = await scoresInBatches(model, x, where, options);
  const absent = await scoresInBatches(model, fill, where, options);
  const K = model.classes.length;
  const difference = Float64Array.from(
    classOf,
    (c, b) => objectiveValue(own, b, K, c, objective) - objectiveValue(absent, b, K, c, objective),
  );
  const error = difference.map((d, b) => {
    const sum = unitValues(x, values, b, 'cell').reduce((all, value) => all + value, 0);
    return Math.abs(sum - d);
  });
  return { error, difference };
}
