import type { Random } from './random.ts';
import { quantile } from './statistics.ts';
import type { Interval } from './statistics.ts';

/** An estimate and what it came to in each bootstrap draw (NaN where the draw leaves it undefined). */
export interface Replicated {
  readonly estimate: number;
  readonly draws: Float64Array;
}

/**
 * How often each group is drawn, per draw: G groups with replacement, seeded, so that members of one group (the beats
 * of a patient) never count as independent.
 *
 * Source: bootstrap over clusters, Efron 1979; Davison and Hinkley 1997, section 3.8.
 *
 * @returns one array of G counts per draw
 */
export function drawGroups(groups: number, draws: number, random: Random): Uint8Array[] {
  return Array.from({ length: draws }, () => {
    // A byte holds any count of up to 255 groups, and of more groups any count that ever happens.
    const times = new Uint8Array(groups);
    for (let g = 0; g < groups; g++) times[random.integer(groups)]++;
    return times;
  });
}

/** The estimate with its percentile interval, over the draws in which it is defined. */
export function intervalOf({ estimate, draws }: Replicated, coverage: number): Interval {
  const defined = draws.filter((value) => !Number.isNaN(value));
  return {
    estimate,
    low: quantile(defined, (1 - coverage) / 2),
    high: quantile(defined, (1 + coverage) / 2),
  };
}

/** The first less the second, draw by draw: a paired comparison where both come of the same draws. */
export function differenceOf(one: Replicated, other: Replicated): Replicated {
  return {
    estimate: one.estimate - other.estimate,
    draws: one.draws.map((value, i) => value - other.draws[i]),
  };
}
