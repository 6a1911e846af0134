/** Around each R peak the phase runs at the rate of this RR interval, seconds. */
const NOMINAL_RR_S = 0.8;
/** rad/s */
export const NOMINAL_RATE = (2 * Math.PI) / NOMINAL_RR_S;

/** How long before and after the R peak the nominal rate holds, in seconds; a wide complex needs longer. */
const HELD_BEFORE_S = 0.12;
const heldAfterS = (symbol: string): number => (symbol === 'V' || symbol === '/' ? 0.28 : 0.18);

/** The phase at times, and how fast it runs there. */
export interface Phase {
  /** Radians; beat k has its R peak at 2 pi k. */
  readonly theta: number;
  /** Radians per second. */
  readonly rate: number;
}

/** What the phase needs to know of a beat: when its R peak is, and how wide its class is. */
interface PhasedBeat {
  readonly seconds: number;
  readonly symbol: string;
}

/**
 * The model's angle around its cycle, theta(t), piecewise linear: one turn from R peak to R peak.
 *
 * The paper's omega is constant over each RR interval. Here it is nominal near the R peak, and what remains of the turn
 * falls to the rest of the interval, so that a QRS complex keeps its width at any rate while the T wave follows the rate.
 *
 * @returns theta and its rate at a time; times must not decrease from call to call
 */
export function phaseOf(beats: readonly PhasedBeat[]): (seconds: number) => Phase {
  const knots = knotsOf(beats);
  if (knots.length === 0) return (seconds) => ({ theta: NOMINAL_RATE * seconds, rate: NOMINAL_RATE });
  let next = 0;
  return (seconds) => {
    while (next < knots.length && knots[next].seconds <= seconds) next++;
    const right = knots[next];
    const left = knots[next - 1];
    if (!left || !right) {
      const end = left ?? right;
      return { theta: end.theta + NOMINAL_RATE * (seconds - end.seconds), rate: NOMINAL_RATE };
    }
    const rate = (right.theta - left.theta) / (right.seconds - left.seconds);
    return { theta: left.theta + rate * (seconds - left.seconds), rate };
  };
}

/**
 * The inverse of {@link phaseOf}: when beat k is at its own phase, given as nominal seconds from its R peak.
 *
 * @returns seconds from the start of the recording
 */
export function timeOf(beats: readonly PhasedBeat[]): (k: number, nominalS: number) => number {
  const knots = knotsOf(beats);
  return (k, nominalS) => {
    const theta = 2 * Math.PI * k + NOMINAL_RATE * nominalS;
    // Beat k has knots 2 k and 2 k + 1; a wave reaches into the interval before or after it.
    const right = [2 * k, 2 * k + 1, 2 * k + 2].find((i) => i < knots.length && knots[i].theta >= theta);
    const left = knots[(right ?? knots.length) - 1];
    if (right === undefined || !left) {
      const end = left ?? knots[right ?? 0];
      return end.seconds + (theta - end.theta) / NOMINAL_RATE;
    }
    const part = (theta - left.theta) / (knots[right].theta - left.theta);
    return left.seconds + part * (knots[right].seconds - left.seconds);
  };
}

function knotsOf(beats: readonly PhasedBeat[]): { seconds: number; theta: number }[] {
  const knots: { seconds: number; theta: number }[] = [];
  beats.forEach(({ seconds, symbol }, k) => {
    const after = Math.min(
      heldAfterS(symbol),
      ((beats[k + 1]?.seconds ?? Infinity) - seconds - HELD_BEFORE_S) / 2,
    );
    knots.push({ seconds: seconds - HELD_BEFORE_S, theta: 2 * Math.PI * k - NOMINAL_RATE * HELD_BEFORE_S });
    knots.push({ seconds: seconds + after, theta: 2 * Math.PI * k + NOMINAL_RATE * after });
  });
  return knots;
}
