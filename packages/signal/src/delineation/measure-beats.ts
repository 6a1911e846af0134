import { median } from '@saliogram/core';
import { correctQt } from './correct-qt.ts';
import type { DelineatedBeat } from './wave.ts';

/** What is read off one beat of one lead; null where a wave or sample that it needs is missing. */
export interface BeatMeasurements {
  /** From the R peak before to this one. */
  readonly rrMs: number | null;
  readonly qrsDurationMs: number | null;
  /** P onset to QRS onset. */
  readonly prMs: number | null;
  /** QRS onset to T offset. */
  readonly qtMs: number | null;
  /** Corrected by the RR interval before the beat: see {@link correctQt}. */
  readonly qtcBazettMs: number | null;
  readonly qtcFridericiaMs: number | null;
  readonly qtcFraminghamMs: number | null;
  /** Level 60 ms after the QRS offset (J point) above the PR level. */
  readonly stJ60Mv: number | null;
  /** Level 80 ms after the QRS offset above the PR level. */
  readonly stJ80Mv: number | null;
  /** Peak above the line between the wave's onset and offset. */
  readonly pAmplitudeMv: number | null;
  /** The R wave: the highest sample of the QRS complex above the PR level; not negative. */
  readonly rAmplitudeMv: number | null;
  /** The Q or S wave, whichever is deeper: the lowest sample of the QRS complex below the PR level; not positive. */
  readonly sAmplitudeMv: number | null;
  /** T peak above the PR level; negative for an inverted wave. */
  readonly tAmplitudeMv: number | null;
}

/** The PR level is the median of this time before the QRS onset: what is isoelectric next to the complex, ms. */
const PR_LEVEL_MS = 20;
/** The ST level is the mean of this time around its point, ms. */
const ST_MEAN_MS = 8;

/**
 * Intervals in ms and levels in mV of delineated beats of one lead.
 *
 * @param signalMv the lead that was delineated, mV, shape [samples]
 * @param beats of `delineateBeats`
 * @param samplingFrequency Hz
 * @returns a row per beat, in order
 */
export function measureBeats(
  signalMv: Float32Array,
  beats: readonly DelineatedBeat[],
  samplingFrequency: number,
): BeatMeasurements[] {
  const ms = (samples: number): number => (1000 * samples) / samplingFrequency;
  return beats.map(({ rPeak, p, qrs, t }, k) => {
    const before = beats[k - 1];
    const rrMs = before ? ms(rPeak - before.rPeak) : null;
    const qtMs = qrs && t ? ms(t.offset - qrs.onset) : null;
    const corrected = qtMs !== null && rrMs !== null ? correctQt(qtMs, rrMs) : null;
    return {
      rrMs,
      qrsDurationMs: qrs && ms(qrs.offset - qrs.onset),
      prMs: p && qrs && ms(qrs.onset - p.onset),
      qtMs,
      qtcBazettMs: corrected && corrected.qtcBazettMs,
      qtcFridericiaMs: corrected && corrected.qtcFridericiaMs,
      qtcFraminghamMs: corrected && corrected.qtcFraminghamMs,
      ...levels(signalMv, { rPeak, p, qrs, t }, beats[k + 1]?.qrs?.onset ?? Infinity, samplingFrequency),
    };
  });
}

type Levels = Pick<
  BeatMeasurements,
  'stJ60Mv' | 'stJ80Mv' | 'pAmplitudeMv' | 'rAmplitudeMv' | 'sAmplitudeMv' | 'tAmplitudeMv'
>;

/** The voltages of a beat; `next` is the onset of the complex after it, which no ST level lies in. */
function levels(
  signal: Float32Array,
  { p, qrs, t }: DelineatedBeat,
  next: number,
  samplingFrequency: number,
): Levels {
  const samples = (time: number): number => Math.round((time / 1000) * samplingFrequency);
  const pAmplitudeMv =
    p &&
    signal[p.peak] - between(signal[p.onset], signal[p.offset], (p.peak - p.onset) / (p.offset - p.onset));
  const none = { stJ60Mv: null, stJ80Mv: null, rAmplitudeMv: null, sAmplitudeMv: null, tAmplitudeMv: null };
  if (!qrs) return { ...none, pAmplitudeMv };
  const isoelectricMv = median(signal.subarray(Math.max(0, qrs.onset - samples(PR_LEVEL_MS)), qrs.onset + 1));
  const st = (afterMs: number): number | null => {
    const at = qrs.offset + samples(afterMs);
    const half = Math.floor(samples(ST_MEAN_MS) / 2);
    if (at + half >= Math.min(signal.length, next)) return null;
    let sum = 0;
    for (let n = at - half; n <= at + half; n++) sum += signal[n];
    return finite(sum / (2 * half + 1) - isoelectricMv);
  };
  let [highest, lowest] = [isoelectricMv, isoelectricMv];
  for (let n = qrs.onset; n <= qrs.offset; n++) {
    highest = Math.max(highest, signal[n]);
    lowest = Math.min(lowest, signal[n]);
  }
  return {
    stJ60Mv: st(60),
    stJ80Mv: st(80),
    pAmplitudeMv,
    rAmplitudeMv: finite(highest - isoelectricMv),
    sAmplitudeMv: finite(lowest - isoelectricMv),
    tAmplitudeMv: t && finite(signal[t.peak] - isoelectricMv),
  };
}

function between(from: number, to: number, part: number): number {
  return from + (to - from) * part;
}

/** Null for a level read off samples that are missing. */
function finite(valueMv: number): number | null {
  return Number.isFinite(valueMv) ? valueMv : null;
}
