import type { DeadRun } from './dead-runs.ts';

/** A stretch of a lead that should not be read, samples `from` to before `to`. */
export interface QualityInterval {
  readonly from: number;
  readonly to: number;
  /**
   * `leadsOff`: without values, or held at the largest or smallest of the lead, for a second or longer; `flat`: held at
   * another value; `noisy`: windows of an index below 0.5, less what is flat or off.
   */
  readonly kind: 'flat' | 'leadsOff' | 'noisy';
}

/** Below this index a window is noisy. */
const NOISY_BELOW = 0.5;
/** What is missing or at a limit for less is no lead that is off, s. */
const OFF_S = 1;

/** The intervals of a lead, in time order; those of one kind that touch are one. */
export function qualityIntervals(
  windows: readonly { from: number; to: number; index: number }[],
  runs: readonly DeadRun[],
  samplingFrequency: number,
): QualityInterval[] {
  const dead = joined(
    runs.flatMap(({ from, to, kind }): QualityInterval[] => {
      if (kind === 'flat') return [{ from, to, kind }];
      return (to - from) / samplingFrequency >= OFF_S ? [{ from, to, kind: 'leadsOff' }] : [];
    }),
  );
  const noisy = joined(
    windows.flatMap(({ from, to, index }): QualityInterval[] =>
      index < NOISY_BELOW ? [{ from, to, kind: 'noisy' }] : [],
    ),
  );
  return [...dead, ...noisy.flatMap((each) => without(each, dead))].sort((a, b) => a.from - b.from);
}

function joined(intervals: readonly QualityInterval[]): QualityInterval[] {
  const out: QualityInterval[] = [];
  for (const each of intervals) {
    const last = out.at(-1);
    if (last && last.kind === each.kind && last.to === each.from)
      out[out.length - 1] = { ...last, to: each.to };
    else out.push(each);
  }
  return out;
}

/** What is left of an interval. */
function without(interval: QualityInterval, taken: readonly QualityInterval[]): QualityInterval[] {
  const left: QualityInterval[] = [];
  let { from } = interval;
  for (const each of taken) {
    if (each.to <= from || each.from >= interval.to) continue;
    if (each.from > from) left.push({ ...interval, from, to: each.from });
    from = Math.max(from, each.to);
  }
  if (from < interval.to) left.push({ ...interval, from });
  return left;
}
