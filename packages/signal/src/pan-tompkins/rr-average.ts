/** The two averages of the RR interval, in samples. */
export interface RrAverages {
  /** RR AVERAGE1: the last eight intervals; undefined before the first. */
  latest(): number | undefined;
  /** RR AVERAGE2: the last eight intervals between 92 % and 116 % of itself; undefined before the first. */
  regular(): number | undefined;
  /** Whether the last eight intervals all lie between those limits. */
  isRegular(): boolean;
  /** Takes the next interval. */
  add(interval: number): void;
}

/** How many intervals an average is of. */
const COUNT = 8;

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
    isRegular: () => latest.every(within),
    add(interval) {
      if (within(interval)) push(regular, interval);
      push(latest, interval);
    },
  };
}
