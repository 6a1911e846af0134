import { fallArea } from './raised-cosine.ts';

/** The stretch of a signal that is given more or less time, in samples; `fixed` stays in its place. */
export interface StretchedPart {
  readonly from: number;
  readonly fixed: number;
  readonly to: number;
}

/**
 * Gives a part of a signal `factor` times its duration: y(n) = x(u(n)), where u runs at 1 / factor from the part's new
 * beginning to its new end, and at 1 from `seam` samples outside of it on, with half a cosine between. What lies before
 * moves to the left and what comes after to the right, as it is; beyond its ends the signal is held.
 *
 * Between samples x is a cubic (Catmull and Rom 1974); a factor of 1 gives x itself.
 *
 * @param signal finite values
 * @param factor more than 0
 */
export function stretchTime(
  signal: Float32Array,
  { from, fixed, to }: StretchedPart,
  factor: number,
  seam: number,
): Float32Array {
  const change = 1 / factor - 1;
  if (change === 0) return signal.slice();
  const [before, after] = [factor * (fixed - from), factor * (to - fixed)];
  return signal.map((_, n) => {
    const away = Math.abs(n - fixed);
    const inside = n < fixed ? before : after;
    // How much of the way from the fixed sample is run at the part's own rate.
    const slow = away <= inside ? away : inside + fallArea(away - inside, seam);
    return valueAt(signal, n + Math.sign(n - fixed) * change * slow);
  });
}

/** The signal between its samples. */
function valueAt(signal: Float32Array, at: number): number {
  const n = Math.floor(at);
  const f = at - n;
  const last = signal.length - 1;
  const x = (i: number): number => signal[Math.min(last, Math.max(0, i))];
  const [a, b, c, d] = [x(n - 1), x(n), x(n + 1), x(n + 2)];
  return b + (f / 2) * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
}
