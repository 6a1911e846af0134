/** Two lines that measure; they may be crossed. */
export interface Calipers {
  readonly aS: number;
  readonly bS: number;
  /** The lead whose values are read at the lines. */
  readonly lead: number;
  /** Lines at the same distance go on over the whole strip. */
  readonly marching: boolean;
}

/** What calipers say. */
export interface CaliperReading {
  readonly durationMs: number;
  /** 60000 / durationMs; null where the lines lie on each other. */
  readonly ratePerMin: number | null;
  /** Value at b minus value at a in the unit of the lead; null where a sample is missing. */
  readonly difference: number | null;
}

/** Reads the calipers, with the values of the lead at both lines. */
export function readCalipers({ aS, bS }: Calipers, valueA: number, valueB: number): CaliperReading {
  const durationMs = Math.abs(bS - aS) * 1000;
  const [first, last] = aS <= bS ? [valueA, valueB] : [valueB, valueA];
  const difference = last - first;
  return {
    durationMs,
    ratePerMin: durationMs > 0 ? 60_000 / durationMs : null,
    difference: Number.isFinite(difference) ? difference : null,
  };
}

/** Times in `fromS` to `toS` of the lines that march out from the calipers to both sides, without the two themselves. */
export function marchOut({ aS, bS }: Calipers, fromS: number, toS: number): number[] {
  const step = Math.abs(bS - aS);
  // Closer than 50 ms nothing in a heart repeats, and the strip would be full of lines.
  if (step < 0.05) return [];
  const left = Math.min(aS, bS);
  const times: number[] = [];
  for (let k = Math.ceil((fromS - left) / step); left + k * step <= toS; k++) {
    if (k !== 0 && k !== 1) times.push(left + k * step);
  }
  return times;
}

/** How far a line jumps to an extremum. */
export const SNAP_S = 0.06;

/**
 * The index of the extremum that a line at `at` snaps to: within `radius`, the sample furthest from the straight line
 * between the ends of that stretch, so that a peak on a slope is found as well; `at` itself where nothing stands out
 * or samples are missing at the ends.
 */
export function snapToExtremum(samples: ArrayLike<number>, at: number, radius: number): number {
  const from = Math.max(0, at - radius);
  const to = Math.min(samples.length - 1, at + radius);
  const slope = (samples[to] - samples[from]) / (to - from);
  let best = at;
  let bestHeight = 0;
  for (let i = from + 1; i < to; i++) {
    const height = Math.abs(samples[i] - samples[from] - slope * (i - from));
    if (height > bestHeight) {
      best = i;
      bestHeight = height;
    }
  }
  return best;
}
