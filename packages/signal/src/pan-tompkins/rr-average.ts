/** The two averages of the RR interval, in samples. */
export interface RrAverages {
  /** RR AVERAGE1: the last eight intervals; undefined before the first. */
  latest(): number | undefined;
  /** RR AVERAGE2: the last eight intervals between 92 % and 116 % of itself; undefined before the first. */
  regular(): number | undefined;
  /** The median of the last eight intervals where most of them are near it; undefined in any other rhythm, and before the fourth. */
  steady(): number | undefined;
  /** Whether the last eight intervals all lie between those limits. */
  isRegular(): boolean;
  /** Takes the next interval. */
  add(interval: number): void;
}

/** How many intervals an average is of. */
const COUNT = 8;
/** A rhythm is steady when of at least so many intervals this share is within this part of their median. */
const STEADY = { least: 4, share: 0.6, part: 0.12 };

/** Averages that start at the first interval (Pan and Tompkins 1985). */
export function createRrAverages(): RrAverages {
  const latest: number[] = [];
  const regular: number[] = [];
  const average = (intervals: number[]): number | undefined =>
    intervals.length === 0 ? undefined : intervals.reduce((sum, rr) => sum + rr, 0) / intervals.length;
  const within = (interval: number): boolean => {
    const mean = average(regular) ?? interval;
    return interval >= 0.92 * mean && interval <= 1.16 * mean;
  };
  const push = (intervals: number[], interval: number): void => {
    intervals.push(interval);
    if (intervals.length > COUNT) intervals.shift();
  };
  return {
    latest: () => average(latest),
    regular: () => average(regular),
    steady() {
      if (latest.length < STEADY.least) return undefined;
      const middle = latest.toSorted((a, b) => a - b)[latest.length >> 1];
      const near = latest.filter((interval) => Math.abs(interval - middle) <= STEADY.part * middle);
      return near.length >= STEADY.share * latest.length ? middle : undefined;
    },
    isRegular: () => latest.every(within),
    add(interval) {
      if (within(interval)) push(regular, interval);
      push(latest, interval);
    },
  };
}
