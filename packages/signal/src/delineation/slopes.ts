/** A place where the transform's modulus is locally largest: the steepest place of a slope. */
export interface Slope {
  /** Index into the transform. */
  readonly at: number;
  /** The transform there; its sign is that of the slope. */
  readonly value: number;
}

/** The local maxima of |transform| of at least `least`, from index `from` up to `to` (exclusive), ascending. */
export function findSlopes(transform: Float32Array, from: number, to: number, least: number): Slope[] {
  const slopes: Slope[] = [];
  const last = Math.min(to, transform.length - 1);
  for (let at = Math.max(1, from); at < last; at++) {
    const value = transform[at];
    const size = Math.abs(value);
    if (size < least) continue;
    const before = Math.sign(value) * transform[at - 1];
    const after = Math.sign(value) * transform[at + 1];
    if (size > before && size >= after) slopes.push({ at, value });
  }
  return slopes;
}

/** The steepest of slopes; undefined when there is none. */
export function steepest(slopes: readonly Slope[]): Slope | undefined {
  let best: Slope | undefined;
  for (const slope of slopes) if (!best || Math.abs(slope.value) > Math.abs(best.value)) best = slope;
  return best;
}

/**
 * Where the transform first changes sign on the way from a slope: the extremum of the smoothed signal there, in samples.
 *
 * The end of the transform when it never does.
 */
export function zeroFrom(transform: Float32Array, slope: Slope, direction: -1 | 1): number {
  let n = slope.at;
  for (; n + direction >= 0 && n + direction < transform.length; n += direction) {
    const here = transform[n];
    const next = transform[n + direction];
    // transform[n] belongs to the place n - 1 / 2.
    if (next * slope.value <= 0) return n - 0.5 + (direction * here) / (here - next);
  }
  return n - 0.5;
}

/** A slope with more than this part of its steepest place left is not at its end yet, even where it is flattest. */
const REST = 0.5;

/**
 * The foot of a slope: walking away from the slope, the place where the transform has fallen to `limit` or is smallest
 * before it rises again, whichever comes first (the two criteria of Martinez et al. 2004), in samples.
 *
 * @param direction -1 for the start of the slope, 1 for its end
 * @param limit as the absolute value of the transform
 * @param stop the last index looked at
 */
export function footOf(
  transform: Float32Array,
  slope: Slope,
  direction: -1 | 1,
  limit: number,
  stop: number,
): number {
  const sign = Math.sign(slope.value);
  const edge = direction < 0 ? Math.max(0, stop) : Math.min(transform.length - 1, stop);
  let at = slope.at;
  for (; (edge - at) * direction > 0; at += direction) {
    const here = sign * transform[at];
    const next = sign * transform[at + direction];
    if (next <= limit) {
      const part = here > next ? (here - limit) / (here - next) : 0;
      return at - 0.5 + direction * Math.min(1, Math.max(0, part));
    }
    if (next > here && here < REST * Math.abs(slope.value)) break;
  }
  return at - 0.5;
}
