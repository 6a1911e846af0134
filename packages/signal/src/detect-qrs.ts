import { createQrsDetector } from './create-qrs-detector.ts';
import type { QrsOptions } from './create-qrs-detector.ts';

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
 * reported on them. A constant signal has no peaks. For a signal that is not all there, see {@link createQrsDetector}.
 *
 * @param signalMv one lead, mV
 * @throws `argument-invalid` for a sampling frequency that is not positive
 */
export function detectQrs(signalMv: Float32Array, options: QrsOptions): QrsDetection {
  const detector = createQrsDetector(options);
  const found = detector.push(signalMv);
  const last = detector.flush();
  const peaks = new Int32Array(found.length + last.length);
  peaks.set(found);
  peaks.set(last, found.length);
  return { peaks };
}
