import { SampleHistory } from '../sample-history.ts';
import type { SampleSpan } from '../sample-history.ts';
import type { Candidate } from './candidate.ts';
import { DESIGN_FREQUENCY, HIGH_PASS_DELAY, LOW_PASS_DELAY } from './design.ts';
import { levelStep } from './jerk.ts';
import { rPeakNear } from './r-peak.ts';

/** A candidate and its R peak: one that is taken back long after needs no samples any more. */
export interface PlacedCandidate extends Candidate {
  /** Sample of the signal at its own frequency. */
  readonly rPeak: number;
  /** Whether that sample was measured, and is not part of a bridged gap. */
  readonly isMeasured: boolean;
  /** How far the level moves there, as a part of the peak's height. */
  readonly step: number;
}

/** The latest samples of a signal at its own frequency, on which candidates are placed. */
export interface Placement {
  readonly signal: SampleSpan;
  push(value: number, isMeasured: boolean): void;
  place(candidate: Candidate): PlacedCandidate;
  /** Samples before `start` will not be asked for again. */
  forget(start: number): void;
}

/** @param samplingFrequency of the signal, Hz */
export function createPlacement(samplingFrequency: number): Placement {
  const signal = new SampleHistory();
  const measured = new SampleHistory();
  return {
    signal,
    push(value, isMeasured) {
      signal.push(value);
      measured.push(isMeasured ? 1 : 0);
    },
    place(candidate) {
      const delay = LOW_PASS_DELAY + HIGH_PASS_DELAY;
      const mark = ((candidate.filteredAt - delay) * samplingFrequency) / DESIGN_FREQUENCY;
      const rPeak = rPeakNear(signal, mark, samplingFrequency);
      const step = levelStep(signal, rPeak, samplingFrequency);
      return { ...candidate, rPeak, isMeasured: measured.values[rPeak - measured.origin] === 1, step };
    },
    forget(start) {
      signal.forget(start);
      measured.forget(start);
    },
  };
}
