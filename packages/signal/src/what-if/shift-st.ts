import type { DelineatedBeat, DelineatedWave } from '../delineation/wave.ts';
import { rise } from './raised-cosine.ts';

/** The shift is reached within this time before the J point, which is shifted whole, ms. */
const RISE_MS = 20;
/** Where there is no T wave it is held until so long after the J point, and gone after as much again, ms. */
const HELD_MS = 80;

/**
 * Lifts the ST segment in place: by all of `shiftMv` from the J point (QRS offset) to the T onset, and less and less until
 * the T offset.
 */
export function shiftSt(
  signal: Float32Array,
  { t }: Pick<DelineatedBeat, 't'>,
  qrs: DelineatedWave,
  shiftMv: number,
  samplingFrequency: number,
): void {
  if (shiftMv === 0) return;
  const samples = (ms: number): number => (ms / 1000) * samplingFrequency;
  const start = Math.max(qrs.peak, qrs.offset - samples(RISE_MS));
  const fallFrom = t ? t.onset : qrs.offset + samples(HELD_MS);
  const fallTo = t ? t.offset : qrs.offset + 2 * samples(HELD_MS);
  const end = Math.min(signal.length, Math.ceil(fallTo));
  for (let n = Math.max(0, Math.ceil(start)); n < end; n++) {
    signal[n] += shiftMv * rise(n, start, qrs.offset) * (1 - rise(n, fallFrom, fallTo));
  }
}
