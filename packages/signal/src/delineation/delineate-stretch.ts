import { median, quantile } from '@saliogram/core';
import { APPROACH_MS, quietDeviation, usualApproach } from './diastole.ts';
import { findP } from './p-wave.ts';
import { findQrs } from './qrs.ts';
import { noiseLevels, scaleWidth } from './scales.ts';
import { splineWavelet } from './spline-wavelet.ts';
import { findT } from './t-wave.ts';
import type { TSearch } from './t-wave.ts';
import { usualBounds } from './usual-complex.ts';
import type { DelineatedBeat, DelineatedWave } from './wave.ts';
import { withoutComplexes } from './without-complexes.ts';

/** From the finest on. */
const QRS_SCALES = ['qrs', 'smoothQrs'] as const;
/** A T wave ends no later than this times the root of the RR interval (both in s) after the R peak: a QTc far beyond any. */
const LATEST_T = 0.6;
/** Before a beat that comes in time, this is left for its P wave, ms: by the T wave, and by a second lobe of it. */
const LEFT_FOR_P_MS = { t: 100, lobe: 250 };
/** A beat after less than this part of the usual interval is premature. */
const PREMATURE = 0.85;
/** The RR interval of a beat is the median over this many on each side. */
const NEIGHBOURS = 4;
/** A complex is usual up to this many times the width of which a quarter are narrower. */
const USUAL_WIDTH = 1.25;
/** The RR interval of a beat on its own, s. */
const LONE_RR_S = 1;
/** Between two complexes a P wave is no nearer than this to the first, ms. */
const AFTER_QRS_MS = 80;
/** The tail of a T wave, ms. */
const AFTER_T_MS = 60;
/** The shortest stretch between T and P waves that is looked at, ms. */
const LEAST_QUIET_MS = 60;

/**
 * Delineates the beats of a stretch of a minute or so.
 *
 * @param signal finite values, mV
 * @param peaks R peaks, samples
 * @param samplingFrequency Hz, 250 or more
 * @param factor how many samples one of the recording has become
 */
export function delineateStretch(
  signal: Float32Array,
  peaks: readonly number[],
  samplingFrequency: number,
  factor: number,
): DelineatedBeat[] {
  const samples = (ms: number): number => Math.round((ms / 1000) * samplingFrequency);
  const noise = noiseLevels(signal, samplingFrequency, factor);
  const views = QRS_SCALES.map((scale) => {
    const width = scaleWidth(scale, samplingFrequency);
    return { transform: splineWavelet(signal, width), width, noise: noise[scale] };
  });
  const alone = peaks.map((peak) => findQrs(signal, views, peak, samplingFrequency));
  const bounds = usualBounds(views[views.length - 1].transform, peaks, alone, samplingFrequency);
  const complexes = apart(
    alone.map((qrs, k) => {
      const within = bounds[k];
      return within ? findQrs(signal, views, peaks[k], samplingFrequency, within) : qrs;
    }),
  );
  const bare = withoutComplexes(signal, complexes, samplingFrequency);
  const coarse = splineWavelet(bare, scaleWidth('wave', samplingFrequency));
  const searches = tSearches(peaks, complexes, signal.length, samplingFrequency);
  const tWaves = searches.map((search) => search && findT(coarse, noise.wave, search, samplingFrequency));
  const approaches = complexes.map((qrs, k) => {
    if (!qrs) return null;
    const after = complexes[k - 1];
    const earliest = Math.max(tWaves[k - 1]?.offset ?? 0, after ? after.offset + samples(AFTER_QRS_MS) : 0);
    return { from: Math.max(earliest, qrs.onset - samples(APPROACH_MS)), to: qrs.onset - 1, earliest };
  });
  const known = approaches.filter((approach) => approach !== null);
  const quiet = known.map(({ earliest, to }) => ({
    from: earliest + samples(AFTER_T_MS),
    to: to - samples(APPROACH_MS),
  }));
  const floor = Math.max(noise.wave, quietDeviation(coarse, quiet, samples(LEAST_QUIET_MS)));
  const usual = usualApproach(
    coarse,
    { noise: noise.wave, floor },
    usualOnsets(complexes),
    samplingFrequency,
  );
  return peaks.map((rPeak, k) => {
    const approach = approaches[k];
    const p = approach && findP(coarse, noise.wave, { ...approach, floor, usual }, samplingFrequency);
    return { rPeak, p, qrs: complexes[k], t: tWaves[k] };
  });
}

/** The onsets of complexes about as narrow as the narrowest quarter: beats of the ventricles have no P wave to be like. */
function usualOnsets(complexes: readonly (DelineatedWave | null)[]): number[] {
  const known = complexes.filter((qrs) => qrs !== null);
  const limit =
    USUAL_WIDTH *
    quantile(
      known.map(({ onset, offset }) => offset - onset),
      0.25,
    );
  return known.filter(({ onset, offset }) => offset - onset <= limit).map(({ onset }) => onset);
}

/** Complexes that do not run into the next one: where two do, the earlier ends before the later starts. */
function apart(complexes: readonly (DelineatedWave | null)[]): (DelineatedWave | null)[] {
  return complexes.map((qrs, k) => {
    const next = complexes[k + 1];
    if (!qrs || !next || qrs.offset < next.onset) return qrs;
    return next.onset - 1 > qrs.peak ? { ...qrs, offset: next.onset - 1 } : null;
  });
}

/** Where the T wave of each beat is looked for. */
function tSearches(
  peaks: readonly number[],
  complexes: readonly (DelineatedWave | null)[],
  length: number,
  samplingFrequency: number,
): (TSearch | null)[] {
  const samples = (ms: number): number => Math.round((ms / 1000) * samplingFrequency);
  const intervals = peaks.slice(1).map((peak, k) => peak - peaks[k]);
  return peaks.map((peak, k) => {
    const qrs = complexes[k];
    if (!qrs) return null;
    const around = intervals.slice(Math.max(0, k - NEIGHBOURS), k + NEIGHBOURS);
    const usual = around.length > 0 ? median(around) : LONE_RR_S * samplingFrequency;
    const latest = peak + LATEST_T * Math.sqrt(usual / samplingFrequency) * samplingFrequency;
    const inTime = intervals[k] >= PREMATURE * usual;
    const next = complexes[k + 1]?.onset ?? peaks[k + 1] ?? length;
    const leftForP = inTime ? LEFT_FOR_P_MS : { t: 0, lobe: 0 };
    return {
      from: qrs.offset + 1,
      to: Math.round(Math.min(latest, next - samples(leftForP.t) - 1, length - 1)),
      lobesTo: next - samples(leftForP.lobe),
    };
  });
}
