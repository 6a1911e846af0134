import { SaliogramError } from '@saliogram/core';
import { fillGaps } from './fill-gaps.ts';
import { DESIGN_FREQUENCY, HIGH_PASS_DELAY, LOW_PASS_DELAY } from './pan-tompkins/design.ts';
import { detectComplexes } from './pan-tompkins/detector.ts';
import { centreOnPeaks } from './pan-tompkins/r-peak.ts';
import { IMPROVED, PUBLISHED } from './pan-tompkins/rules.ts';
import { resample } from './resample.ts';

/** Options of {@link detectQrs}. */
export interface QrsOptions {
  /** Hz. */
  readonly samplingFrequency: number;
  /** Default `improved`: search back by the average of the latest intervals, T-wave rule there too, learning anew. */
  readonly mode?: 'published' | 'improved';
}

/** The QRS complexes of a signal. */
export interface QrsDetection {
  /** Sample number of each R peak at the signal's own sampling frequency, ascending. */
  readonly peaks: Int32Array;
}

/**
 * Finds the QRS complexes of one lead (Pan and Tompkins, IEEE Trans. Biomed. Eng. 32:230-236, 1985) in linear time.
 *
 * The signal is resampled to 200 Hz, for which the published filters have whole-number coefficients and known responses;
 * each complex is then marked at the local extremum of the band-limited signal at its own frequency. Neither the unit
 * nor the polarity of the signal matters. Values that are not finite are bridged by straight lines, and no peak is
 * reported on them. A constant signal has no peaks.
 *
 * @param signalMv one lead, mV
 * @throws `argument-invalid` for a sampling frequency that is not positive
 */
export function detectQrs(signalMv: Float32Array, options: QrsOptions): QrsDetection {
  const { samplingFrequency, mode = 'improved' } = options;
  if (!(samplingFrequency > 0 && samplingFrequency < Infinity)) {
    throw new SaliogramError(
      'argument-invalid',
      `QRS detection: got a sampling frequency of ${samplingFrequency} Hz, expected a positive number`,
      { details: { samplingFrequency } },
    );
  }
  const signal = fillGaps(signalMv);
  const atDesign = resample(signal, samplingFrequency, DESIGN_FREQUENCY);
  const complexes = detectComplexes(atDesign, mode === 'published' ? PUBLISHED : IMPROVED);
  const delay = LOW_PASS_DELAY + HIGH_PASS_DELAY;
  const marks = complexes.map(
    (complex) => ((complex.filteredAt - delay) * samplingFrequency) / DESIGN_FREQUENCY,
  );
  const peaks = centreOnPeaks(signal, marks, samplingFrequency);
  return { peaks: peaks.filter((peak) => Number.isFinite(signalMv[peak])) };
}
