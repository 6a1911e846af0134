import { SaliogramError } from '@saliogram/core';
import { fillGaps } from '../fill-gaps.ts';
import { resample } from '../resample.ts';
import { delineateStretch } from './delineate-stretch.ts';
import { oversampling } from './scales.ts';
import type { DelineatedBeat, DelineatedWave } from './wave.ts';

/** Options of {@link delineateBeats}. */
export interface DelineationOptions {
  /** Hz, 100 or more. */
  readonly samplingFrequency: number;
  /** Sample number of each R peak, ascending: of `detectQrs`, or an annotator's. */
  readonly peaks: ArrayLike<number>;
}

/** Beats are delineated together over this time: noise, and what is usual before a beat, are read off it, s. */
const STRETCH_S = 60;
/** What is read around a stretch, s. */
const MARGIN_S = 2;
const LEAST_FREQUENCY = 100;

/**
 * Finds onset, peak and offset of the P wave, the QRS complex and the T wave of each beat of one lead, in linear time.
 *
 * Slopes are local maxima of the modulus of a quadratic spline wavelet transform, peaks its zeros between them, and
 * onsets and offsets the feet of the outer slopes, after Martinez et al., "A wavelet-based ECG delineator: evaluation on
 * standard databases" (IEEE TBME 51(4):570-581, 2004). Own additions: scales last as long at any sampling frequency, the
 * QRS complex is taken out before P and T are looked for, limits allow for the widening by the wavelet and for a slope
 * beneath a wave, a QRS complex ends by its height and near where those like it end, and a P wave has to stand out of the
 * time between T and P waves and to come before the other beats of its minute.
 *
 * Polarity does not matter to QRS and T; a P wave upside down has to be clear. Values that are not finite are
 * bridged, and no wave is reported on them.
 *
 * @param signalMv one lead, mV, shape [samples]
 * @returns a beat per peak, in order
 * @throws `argument-invalid` for a sampling frequency below 100 Hz or peaks that are not ascending sample numbers of the signal
 */
export function delineateBeats(signalMv: Float32Array, options: DelineationOptions): DelineatedBeat[] {
  const { samplingFrequency, peaks } = options;
  checkOptions(signalMv.length, options);
  const beats: DelineatedBeat[] = [];
  const reach = STRETCH_S * samplingFrequency;
  const margin = Math.round(MARGIN_S * samplingFrequency);
  for (let first = 0, end = 0; first < peaks.length; first = end) {
    while (end < peaks.length && peaks[end] < peaks[first] + reach) end++;
    // A beat more on each side: the P wave of the first lies after a T wave, the T wave of the last before a complex.
    const isNear = (k: number, of: number): boolean =>
      k >= 0 && k < peaks.length && Math.abs(peaks[k] - peaks[of]) <= margin;
    const from = first - (isNear(first - 1, first) ? 1 : 0);
    const to = end + (isNear(end, end - 1) ? 1 : 0);
    const start = Math.max(0, peaks[from] - margin);
    const stretch = signalMv.subarray(start, Math.min(signalMv.length, peaks[to - 1] + margin + 1));
    const within = Array.from({ length: to - from }, (_, k) => peaks[from + k] - start);
    const delineated = delineatePart(stretch, within, samplingFrequency);
    for (let k = first; k < end; k++) beats.push(shift(delineated[k - from], start));
  }
  return beats;
}

/** Delineates a stretch at the rate that this needs, and gives the beats at the stretch's own. */
function delineatePart(
  stretch: Float32Array,
  peaks: readonly number[],
  samplingFrequency: number,
): DelineatedBeat[] {
  const factor = oversampling(samplingFrequency);
  const signal = resample(fillGaps(stretch), samplingFrequency, samplingFrequency * factor);
  const beats = delineateStretch(
    signal,
    peaks.map((peak) => peak * factor),
    samplingFrequency * factor,
    factor,
  );
  return beats.map(({ p, qrs, t }, k) => {
    const own = <W extends DelineatedWave>(wave: W | null): W | null => {
      const back = wave && atOwnRate(wave, factor);
      return back && isWhole(stretch, back) ? back : null;
    };
    return { rPeak: peaks[k], p: own(p), qrs: own(qrs), t: own(t) };
  });
}

/** A wave at the rate of the recording; null when its points fall together there. */
function atOwnRate<W extends DelineatedWave>(wave: W, factor: number): W | null {
  const [onset, peak, offset] = [wave.onset, wave.peak, wave.offset].map((at) => Math.round(at / factor));
  return onset < peak && peak < offset ? { ...wave, onset, peak, offset } : null;
}

/** Whether a wave lies inside the signal, on finite values throughout. */
function isWhole(signal: Float32Array, { onset, offset }: DelineatedWave): boolean {
  if (onset <= 0 || offset >= signal.length - 1) return false;
  for (let n = onset; n <= offset; n++) if (!Number.isFinite(signal[n])) return false;
  return true;
}

function shift(beat: DelineatedBeat, by: number): DelineatedBeat {
  const move = <W extends DelineatedWave>(wave: W | null): W | null =>
    wave && { ...wave, onset: wave.onset + by, peak: wave.peak + by, offset: wave.offset + by };
  return { rPeak: beat.rPeak + by, p: move(beat.p), qrs: move(beat.qrs), t: move(beat.t) };
}

function checkOptions(length: number, { samplingFrequency, peaks }: DelineationOptions): void {
  const refuse = (found: string, expected: string): never => {
    throw new SaliogramError('argument-invalid', `delineation: got ${found}, expected ${expected}`, {
      details: { samplingFrequency },
    });
  };
  if (!(samplingFrequency >= LEAST_FREQUENCY && samplingFrequency < Infinity)) {
    refuse(`a sampling frequency of ${samplingFrequency} Hz`, `at least ${LEAST_FREQUENCY} Hz`);
  }
  for (let k = 0; k < peaks.length; k++) {
    const isNext = Number.isInteger(peaks[k]) && peaks[k] > (k > 0 ? peaks[k - 1] : -1) && peaks[k] < length;
    if (!isNext) refuse(`${peaks[k]} as R peak ${k}`, `ascending sample numbers from 0 to ${length - 1}`);
  }
}
