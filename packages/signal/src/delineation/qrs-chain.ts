import type { Slope } from './slopes.ts';

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
 * ones count next to it. How long a slope lasts, the samples around it that are at least half as steep, keeps the P and T
 * waves out.
 *
 * @param slopes ascending, `main` among them
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
  const sharp = slopes.filter(isSharp);
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
  return { first: outward(-1), last: outward(1) };
}

/** How many samples around a slope are at least half as steep. */
function lasting(transform: Float32Array, { at, value }: Slope): number {
  const isHalf = (n: number): boolean => transform[n] * Math.sign(value) >= Math.abs(value) / 2;
  let [from, to] = [at, at];
  while (from > 0 && isHalf(from - 1)) from--;
  while (to < transform.length - 1 && isHalf(to + 1)) to++;
  return to - from + 1;
}
