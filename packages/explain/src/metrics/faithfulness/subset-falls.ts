import { createRandom } from '@saliogram/core';
import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Targets } from '../../attribution/attribution.ts';
import { scoresInBatches } from '../../attribution/batches.ts';
import { checkInteger } from '../../attribution/check-argument.ts';
import { objectiveValue } from '../../attribution/objective-value.ts';
import { baselineSequences } from '../../baselines/baseline-sequences.ts';
import { countOfShare } from './removal-order.ts';
import { scoresAlongPaths } from './removal-paths.ts';
import { checkRemoval, checkShares } from './removal.ts';
import type { RemovalOptions } from './removal.ts';
import { unitCount, unitValues } from './unit.ts';

/** Options of the measures over random subsets. */
export interface SubsetOptions extends RemovalOptions {
  /** Subsets per sequence and size; default 100. */
  readonly draws?: number;
  /** What falls; default `probability`. */
  readonly objective?: Objective;
}

/** The defaults of {@link SubsetOptions} beside those of removal. */
export const SUBSET_DEFAULTS = { draws: 100, objective: 'probability' } as const;

/** Of random subsets of the units: the sum of values over each, and the fall when it is replaced. */
export interface SubsetFalls {
  /** [B, P, N], P sizes and N draws */
  readonly sums: Float64Array;
  /** [B, P, N] */
  readonly falls: Float64Array;
}

/**
 * Replaces random subsets of the units of each sequence, once for all maps: one result for each.
 *
 * @param maps values [B, T, C] of each
 * @param shares sizes of the subsets, as shares of the units
 */
export async function subsetFalls(
  where: string,
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  maps: readonly ArrayLike<number>[],
  shares: readonly number[],
  options: SubsetOptions,
): Promise<SubsetFalls[]> {
  for (const values of maps) checkRemoval(where, x, values, options);
  checkShares(where, shares);
  const { draws, objective, unit = 'cell', seed = 0 } = { ...SUBSET_DEFAULTS, ...options };
  checkInteger(where, 'draws', draws, 2);
  const classOf = await resolveTargets(model, x, targets, options);
  const clean = await scoresInBatches(model, x, where, options);
  const [fill] = baselineSequences(where, x, options);
  const random = createRandom(seed);
  const sums = maps.map((): number[] => []);
  const paths = Array.from({ length: x.batch }, (_, b) => {
    const own = maps.map((values) => unitValues(x, values, b, unit));
    const units = Uint32Array.from({ length: unitCount(x, b, unit) }, (_, u) => u);
    return shares.flatMap((share) =>
      Array.from({ length: draws }, () => {
        const order = random.shuffle(units).slice(0, countOfShare(share, units.length));
        own.forEach((values, m) => sums[m].push(order.reduce((sum, u) => sum + values[u], 0)));
        return { sequence: b, order, counts: [order.length] };
      }),
    );
  }).flat();
  const scores = await scoresAlongPaths(model, x, fill, paths, unit, where, options);
  const K = model.classes.length;
  const falls = Float64Array.from(paths, ({ sequence: b }, p) => {
    const before = objectiveValue(clean, b, K, classOf[b], objective);
    return before - objectiveValue(scores, p, K, classOf[b], objective);
  });
  return sums.map((own) => ({ sums: Float64Array.from(own), falls }));
}
