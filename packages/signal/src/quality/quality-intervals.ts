import { isLeadOff } from './dead-runs.ts';
import type { DeadRun } from './dead-runs.ts';

/** A stretch of a lead that should not be read, samples `from` to before `to`. */
export interface QualityInterval {
  readonly from: number;
  readonly to: number;
  /**
   * `leadsOff`: without values, or held at the largest or smallest of the lead, for a second or longer; `flat`: held at
   * another value; `noisy`: windows of a clarity below 0.5, less what is flat or off.
   */
  readonly kind: 'flat' | 'leadsOff' | 'noisy';
}

/** Below this clarity a window is noisy. */
const NOISY_BELOW = 0.5;

/** The intervals of a lead, in time order; those of one kind that touch are one. */
export function qualityIntervals(
  windows: readonly { from: number; to: number; clarity: number }[],
  runs: readonly DeadRun[],
  samplingFrequency: number,
): QualityInterval[] {
  const dead = joined(
    runs.flatMap((run): QualityInterval[] => {
      const { from, to, kind } = run;
      if (kind === 'flat') return [{ from, to, kind }];
      return isLeadOff(run, samplingFrequency) ? [{ from, to, kind: 'leadsOff' }] : [];
    }),
  );
  const noisy = joined(
    windows.flatMap(({ from, to, clarity }): QualityInterval[] =>
      clarity < NOISY_BELOW ? [{ from, to, kind: 'noisy' }] : [],
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
