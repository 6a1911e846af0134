import { cutBeat } from './window.ts';
import type { BeatWindow } from './window.ts';

/** The stretches around R peaks. */
export interface BeatWindows {
  /** In step, shape [n, T, L] of L leads. */
  readonly values: Float32Array;
  /** Index of the peak of each, [n]. */
  readonly kept: readonly number[];
  /** Why a peak has none, by its index. */
  readonly reasons: ReadonlyMap<number, string>;
}

/** Cuts the window around every peak that has one whole and valid in all leads. */
export function cutBeatWindows(
  leads: readonly Float32Array[],
  peaks: ArrayLike<number>,
  window: BeatWindow,
): BeatWindows {
  const steps = window.before + window.after;
  const values = new Float32Array(peaks.length * steps * leads.length);
  const one = new Float32Array(steps);
  const kept: number[] = [];
  const reasons = new Map<number, string>();
  for (let i = 0; i < peaks.length; i++) {
    const start = kept.length * steps * leads.length;
    const isCut = leads.every((signal, lead) => {
      if (!cutBeat(signal, peaks[i], window, one, 0)) return false;
      for (let t = 0; t < steps; t++) values[start + t * leads.length + lead] = one[t];
      return true;
    });
    if (isCut) kept.push(i);
    else reasons.set(i, reasonOf(leads[0], peaks[i], window));
  }
  return { values: values.slice(0, kept.length * steps * leads.length), kept, reasons };
}

function reasonOf({ length }: Float32Array, peak: number, { before, after }: BeatWindow): string {
  return peak >= before && peak + after <= length ? 'invalid sample in the window' : 'window off the record';
}
