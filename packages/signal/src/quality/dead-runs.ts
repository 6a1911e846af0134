/** A stretch in which a lead says nothing, samples `from` to before `to`. */
export interface DeadRun {
  readonly from: number;
  readonly to: number;
  /** `missing`: without values; `limit`: held at the largest or smallest value; `flat`: held at another. */
  readonly kind: 'missing' | 'limit' | 'flat';
}

/** Values this near to each other are the same, mV. */
const SAME_MV = 0.005;
/** A line is flat when it lasts so long, s: longer than the pause between two waves. */
const FLAT_S = 1;
/** A value is cut off at a limit when it stays there so long, s: longer than the tip of a wave does. */
const LIMIT_S = 0.025;

/** What is missing or at a limit for less is no lead that is off, s. */
const OFF_S = 1;

/** Whether a lead is off there: without values, or held at its largest or smallest, for a second or longer. */
export function isLeadOff({ from, to, kind }: DeadRun, samplingFrequency: number): boolean {
  return kind !== 'flat' && (to - from) / samplingFrequency >= OFF_S;
}

/**
 * The stretches of a lead that are missing (however short), cut off at its largest or smallest value for 25 ms or longer,
 * or within 0.005 mV for a second or longer; in time order, without overlap.
 */
export function findDeadRuns(signalMv: Float32Array, samplingFrequency: number): DeadRun[] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of signalMv) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const runs: DeadRun[] = [];
  let from = 0;
  while (from < signalMv.length) {
    const to = endOfRun(signalMv, from);
    const seconds = (to - from) / samplingFrequency;
    const value = signalMv[from];
    if (!Number.isFinite(value)) runs.push({ from, to, kind: 'missing' });
    else if (high > low && isNear(value, low, high) && seconds >= LIMIT_S)
      runs.push({ from, to, kind: 'limit' });
    else if (seconds >= FLAT_S) runs.push({ from, to, kind: 'flat' });
    from = to;
  }
  return runs;
}

function isNear(value: number, low: number, high: number): boolean {
  return value - low <= SAME_MV || high - value <= SAME_MV;
}

/** The end of the run of values that are missing, or stay near the first of them. */
function endOfRun(signal: Float32Array, from: number): number {
  const first = signal[from];
  let to = from + 1;
  if (!Number.isFinite(first)) {
    while (to < signal.length && !Number.isFinite(signal[to])) to++;
  } else {
    while (to < signal.length && Math.abs(signal[to] - first) <= SAME_MV) to++;
  }
  return to;
}
