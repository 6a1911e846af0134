import type { RemovalCurve } from './deletion-insertion.ts';

/**
 * Monotonicity: the share of the steps of a deletion curve at which the objective does not rise, [B]; 1 where every
 * group of units, put back in order from the least to the most important, helps the class or does nothing.
 *
 * A model that does not react at all has 1. Source: Luss et al. 2019 and Arya et al. 2019, who ask whether it is 1, unit
 * by unit: give the curve as many steps as there are units.
 *
 * @param deletion from {@link deletionCurve}
 */
export function monotonicity({ objective, shares }: RemovalCurve): Float64Array {
  const points = shares.length;
  return Float64Array.from({ length: objective.length / points }, (_, b) => {
    let kept = 0;
    for (let i = b * points + 1; i < (b + 1) * points; i++) if (objective[i] <= objective[i - 1]) kept++;
    return kept / (points - 1);
  });
}
