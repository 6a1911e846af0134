import { fillGaps } from '../fill-gaps.ts';
import { isLeadOff } from './dead-runs.ts';
import type { DeadRun } from './dead-runs.ts';

/**
 * A copy of a lead that is bridged where it is off or missing. Where it is off the bridge stands on the medians of the
 * seconds before and after, not on the two samples next to it: one of them may lie on an R wave, and its height is no
 * baseline wander.
 */
export function bridgeOff(
  signalMv: Float32Array,
  runs: readonly DeadRun[],
  samplingFrequency: number,
): Float32Array {
  const signal = signalMv.slice();
  const off = runs.filter((run) => isLeadOff(run, samplingFrequency));
  for (const { from, to } of off) signal.fill(NaN, from, to);
  const bridged = fillGaps(signal);
  const second = Math.round(samplingFrequency);
  for (const { from, to } of off) {
    const before = median(signal.subarray(Math.max(0, from - second), from));
    const after = median(signal.subarray(to, to + second));
    const [start, end] = [before ?? after ?? 0, after ?? before ?? 0];
    for (let i = from; i < to; i++) bridged[i] = start + ((end - start) * (i - from + 1)) / (to - from + 1);
  }
  return bridged;
}

/** Of the values that are numbers; undefined where none is. */
function median(values: Float32Array): number | undefined {
  const sorted = values.filter(Number.isFinite).sort();
  return sorted.at(sorted.length >> 1);
}
