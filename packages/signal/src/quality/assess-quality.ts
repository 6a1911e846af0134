import { SaliogramError } from '@saliogram/core';
import { detectQrs } from '../detect-qrs.ts';
import { movingMean } from '../moving-mean.ts';
import { beatCorrelation } from './beat-correlation.ts';
import { bridgeOff } from './bridge-off.ts';
import { findByCurveLength } from './curve-length.ts';
import { findDeadRuns } from './dead-runs.ts';
import { detectorAgreement } from './detector-agreement.ts';
import { kurtosis } from './kurtosis.ts';
import { bandPower, powerSpectrum } from './power-spectrum.ts';
import { qualityIndex } from './quality-index.ts';
import type { QualityMeasures } from './quality-index.ts';
import { qualityIntervals } from './quality-intervals.ts';
import type { QualityInterval } from './quality-intervals.ts';

/** Options of {@link assessQuality}. */
export interface QualityOptions {
  /** Hz. */
  readonly samplingFrequency: number;
  /** Length of a window; default 10. */
  readonly windowSeconds?: number | undefined;
  /** R peaks, sample numbers; default those of {@link detectQrs}. */
  readonly peaks?: ArrayLike<number> | undefined;
}

/** The quality of one window of a lead, samples `from` to before `to`. */
export interface QualityWindow extends QualityMeasures {
  readonly from: number;
  readonly to: number;
  /** 0 useless to 1 clean: the clarity times the share of samples that are measured. */
  readonly index: number;
  /** 0 to 1: how clear what is measured is. */
  readonly clarity: number;
}

/** The quality of a lead. */
export interface SignalQuality {
  /** One after another, the last one perhaps shorter. */
  readonly windows: readonly QualityWindow[];
  /** What is flat, off or noisy, in time order. */
  readonly intervals: readonly QualityInterval[];
}

/** The mean over this time is the baseline that beats are compared without, s. */
const BASELINE_S = 0.6;

/**
 * Measures how well a lead can be read, window by window.
 *
 * The index is the share of samples that are measured (not missing, flat or at a limit) times their clarity. Clarity is a
 * product of three parts, each 1 in a clean window and falling to 0 along a straight line: how alike the beats are
 * (correlation 0.9 to 0.3; without three beats 0), the power below 1 Hz as a share of that up to 40 Hz (0.8 to 0.98), and
 * the power above 40 Hz as a share of that from 5 Hz on (0.2 to 0.7). The ramps were set on five records of DS1 with noise
 * added at known ratios. The agreement of detectors is no part of it: it says whether the beats can be trusted, which they
 * often can where noise hides the smaller waves. Band shares, kurtosis and agreement after Li, Mark and Clifford, Physiol. Meas. 29:15-32, 2008.
 *
 * @param signalMv one lead, mV
 * @throws `argument-invalid` for a sampling frequency or a window that is not positive
 */
export function assessQuality(signalMv: Float32Array, options: QualityOptions): SignalQuality {
  const { samplingFrequency, windowSeconds = 10 } = options;
  if (!(samplingFrequency > 0 && samplingFrequency < Infinity && windowSeconds > 0)) {
    throw new SaliogramError(
      'argument-invalid',
      `signal quality: got windows of ${windowSeconds} s at ${samplingFrequency} Hz, expected positive numbers`,
      { details: { samplingFrequency, windowSeconds } },
    );
  }
  const runs = findDeadRuns(signalMv, samplingFrequency);
  const signal = bridgeOff(signalMv, runs, samplingFrequency);
  const peaks = options.peaks ?? detectQrs(signal, { samplingFrequency }).peaks;
  const agreement = detectorAgreement(peaks, findByCurveLength(signal, samplingFrequency), samplingFrequency);
  const half = Math.round((BASELINE_S / 2) * samplingFrequency);
  const baseline = movingMean(signal, 2 * half + 1);
  const level = signal.map((value, i) => value - baseline[i]);

  const step = Math.max(1, Math.round(windowSeconds * samplingFrequency));
  const windows: QualityWindow[] = [];
  for (let from = 0, peak = 0, run = 0; from < signal.length; from += step) {
    const to = Math.min(signal.length, from + step);
    const dead = { missing: 0, limit: 0, flat: 0 };
    while (run < runs.length && runs[run].to <= from) run++;
    for (let r = run; r < runs.length && runs[r].from < to; r++) {
      dead[runs[r].kind] += Math.min(to, runs[r].to) - Math.max(from, runs[r].from);
    }
    while (peak < peaks.length && peaks[peak] < from) peak++;
    const inside: number[] = [];
    for (; peak < peaks.length && peaks[peak] < to; peak++) inside.push(peaks[peak] - from);
    const measures: QualityMeasures = {
      missing: dead.missing / (to - from),
      atLimit: dead.limit / (to - from),
      flat: dead.flat / (to - from),
      ...bandShares(signal.subarray(from, to), samplingFrequency),
      kurtosis: kurtosis(level.subarray(from, to)),
      beats: inside.length,
      detectorAgreement: agreement(from, to),
      beatCorrelation: beatCorrelation(level.subarray(from, to), inside, samplingFrequency),
    };
    windows.push({ from, to, ...qualityIndex(measures), ...measures });
  }
  return { windows, intervals: qualityIntervals(windows, runs, samplingFrequency) };
}

function bandShares(
  piece: Float32Array,
  samplingFrequency: number,
): Pick<QualityMeasures, 'baseline' | 'highFrequency' | 'qrsBand'> {
  const spectrum = powerSpectrum(piece);
  const power = (low: number, high: number): number => bandPower(spectrum, samplingFrequency, low, high);
  const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
  return {
    baseline: share(power(0, 1), power(0, 40)),
    highFrequency: share(power(40, Infinity), power(5, Infinity)),
    qrsBand: share(power(5, 15), power(5, 40)),
  };
}
