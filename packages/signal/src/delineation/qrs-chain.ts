import type { Slope } from './slopes.ts';

/** No slope of a complex is less than this part of the steepest one. */
export const LEAST_PART = 0.01;
/** A slope belongs to the complex when it is this part of the steepest one. */
const SIGNIFICANT = 0.03;
/** A slight deflection at an end of the complex has two sides: the other one belongs to it from this part of the near one on. */
const SLIGHT = { most: 0.2, otherSide: 0.3 };
/** A slope is steep from this part of the steepest one on; steep slopes are the core of the complex. */
const STEEP = 0.1;
/** Steep slopes further apart than this, ms, are not of one complex: the gentlest, what is added for one as steep as any, and the most. */
const GAP_MS = { steep: 45, added: 200, most: 100 };
/** A slight slope, a small q or r' wave, is no further than this from the core, ms. */
const SLIGHT_GAP_MS = 45;
/** Before the core a gentler slope than this part lasts no longer than twice the steepest, or this, ms: else it is the P wave's. */
const BEFORE = { gentle: 0.25, lastingMs: 25 };
/** After the core a slope may last this long, ms, and for each part of the steepest so much more: else it is the T wave's. */
const AFTER_MS = { slight: 30, added: 450 };

/**
 * The first and the last slope of the QRS complex around its steepest one.
 *
 * Slopes of at least 10 % of the steepest make up the core as long as they follow one another without a gap, and slighter
 * ones of at least 3 % count next to it, with the other side of a small wave that they begin. How long a slope lasts, the samples around it that are at least half as steep, keeps the P and T
 * waves out.
 *
 * @param slopes of at least {@link LEAST_PART} of `main`, ascending, `main` among them
 */
export function chainSlopes(
  transform: Float32Array,
  slopes: readonly Slope[],
  main: Slope,
  samplingFrequency: number,
): { first: Slope; last: Slope } {
  const ms = (samples: number): number => (1000 * samples) / samplingFrequency;
  const part = (slope: Slope): number => Math.abs(slope.value / main.value);
  const mainLasts = ms(lasting(transform, main));
  const isSharp = (slope: Slope): boolean => {
    const lasts = ms(lasting(transform, slope));
    return slope.at < main.at
      ? part(slope) >= BEFORE.gentle || lasts <= Math.max(BEFORE.lastingMs, 2 * mainLasts)
      : lasts <= AFTER_MS.slight + AFTER_MS.added * part(slope);
  };
  const sharp = slopes.filter((slope) => part(slope) >= SIGNIFICANT && isSharp(slope));
  const outward = (direction: -1 | 1): Slope => {
    const ahead = (direction < 0 ? sharp.toReversed() : sharp).filter(
      (slope) => (slope.at - main.at) * direction > 0,
    );
    let core = main;
    for (const slope of ahead) {
      const gapMs = Math.min(GAP_MS.most, GAP_MS.steep + GAP_MS.added * part(slope));
      if (part(slope) >= STEEP && ms(Math.abs(slope.at - core.at)) <= gapMs) core = slope;
    }
    const slight = ahead.findLast((slope) => {
      const beyond = ms((slope.at - core.at) * direction);
      return beyond > 0 && beyond <= SLIGHT_GAP_MS;
    });
    return slight ?? core;
  };
  /** The other side of the small wave that an end of the complex may be the near side of. */
  const whole = (end: Slope, direction: -1 | 1): Slope => {
    if (part(end) > SLIGHT.most) return end;
    const next = slopes[slopes.indexOf(end) + direction];
    const isOther =
      next &&
      next.value * end.value < 0 &&
      Math.abs(next.value) >= SLIGHT.otherSide * Math.abs(end.value) &&
      ms(Math.abs(next.at - end.at)) <= SLIGHT_GAP_MS &&
      isSharp(next);
    return isOther ? next : end;
  };
  return { first: whole(outward(-1), -1), last: whole(outward(1), 1) };
}

/** How many samples around a slope are at least half as steep. */
function lasting(transform: Float32Array, { at, value }: Slope): number {
  const isHalf = (n: number): boolean => transform[n] * Math.sign(value) >= Math.abs(value) / 2;
  let [from, to] = [at, at];
  while (from > 0 && isHalf(from - 1)) from--;
  while (to < transform.length - 1 && isHalf(to + 1)) to++;
  return to - from + 1;
}
