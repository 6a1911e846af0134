import { SaliogramError } from '@saliogram/core';
import { fillGaps } from './fill-gaps.ts';
import { DESIGN_FREQUENCY, HIGH_PASS_DELAY, LOW_PASS_DELAY } from './pan-tompkins/design.ts';
import { detectComplexes, IMPROVED, PUBLISHED } from './pan-tompkins/detector.ts';
import { centreOnPeak } from './pan-tompkins/r-peak.ts';
import { resample } from './resample.ts';

/** Options of {@link detectQrs}. */
export interface QrsOptions {
  /** Hz. */
  readonly samplingFrequency: number;
  /** Default `improved`. */
  readonly mode?: 'published' | 'improved';
}

/** The QRS complexes of a signal. */
export interface QrsDetection {
  /** Sample number of each R peak at the signal's own sampling frequency, ascending. */
  readonly peaks: Int32Array;
}

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
  const peaks: number[] = [];
  for (const complex of complexes) {
    const at =
      ((complex.filteredAt - LOW_PASS_DELAY - HIGH_PASS_DELAY) * samplingFrequency) / DESIGN_FREQUENCY;
    const peak = centreOnPeak(signal, at, samplingFrequency);
    if (peak > (peaks.at(-1) ?? -1)) peaks.push(peak);
  }
  return { peaks: Int32Array.from(peaks) };
}
