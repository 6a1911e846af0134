import { SaliogramError } from '@saliogram/core';
import { createGapBridge } from './gap-bridge.ts';
import { candidateAt } from './pan-tompkins/candidate.ts';
import type { Candidate } from './pan-tompkins/candidate.ts';
import { createDecisions, LEARNING } from './pan-tompkins/decisions.ts';
import { createDesignRate } from './pan-tompkins/design-rate.ts';
import { DESIGN_FREQUENCY, HIGH_PASS_DELAY, LOW_PASS_DELAY, REFRACTORY } from './pan-tompkins/design.ts';
import { rPeakNear } from './pan-tompkins/r-peak.ts';
import { IMPROVED, PUBLISHED } from './pan-tompkins/rules.ts';
import { createStages } from './pan-tompkins/stages.ts';
import { SampleHistory } from './sample-history.ts';

/** Options of {@link detectQrs} and {@link createQrsDetector}. */
export interface QrsOptions {
  /** Hz. */
  readonly samplingFrequency: number;
  /** Default `improved`: search back by the average of the latest intervals, T-wave rule there too, learning anew. */
  readonly mode?: 'published' | 'improved';
}

/** Finds the QRS complexes of a signal that arrives bit by bit. */
export interface QrsDetector {
  /**
   * Takes the next samples of the lead.
   *
   * @param samplesMv any number of them, mV
   * @returns sample numbers, counted from the first sample ever pushed, of the R peaks that are certain now; ascending
   *   over all calls
   * @throws `argument-invalid` after {@link flush}
   */
  push(samplesMv: Float32Array): Int32Array;
  /** The signal is over: the R peaks that were still waiting for what follows them. */
  flush(): Int32Array;
}

/** A candidate and where its R peak is. */
interface PlacedCandidate extends Candidate {
  readonly rPeak: number;
  /** Whether there is a measured sample. */
  readonly measured: boolean;
}

/** Samples taken in before they are looked at: bounds the memory while a long piece is pushed. */
const BLOCK = 4096;
/** The earliest R peak of a candidate lies so far before it, samples at the design frequency, and less than a second. */
const LOOK_BACK = DESIGN_FREQUENCY;

/**
 * The detector of {@link detectQrs} as a stream: any division of a signal into pieces gives exactly the same peaks, in
 * linear time and in memory that does not depend on the length (under 0.5 MB at 360 Hz).
 *
 * The first peaks come after two seconds, which the thresholds are learnt from. Later ones come within half a second of the
 * beat; one that is found by searching back comes with the first peak later than 1.66 average RR intervals after the beat
 * before it. In a gap (values that are not finite) the detector waits for its end.
 *
 * @throws `argument-invalid` for a sampling frequency that is not positive
 */
export function createQrsDetector(options: QrsOptions): QrsDetector {
  const { samplingFrequency, mode = 'improved' } = options;
  if (!(samplingFrequency > 0 && samplingFrequency < Infinity)) {
    throw new SaliogramError(
      'argument-invalid',
      `QRS detection: got a sampling frequency of ${samplingFrequency} Hz, expected a positive number`,
      { details: { samplingFrequency } },
    );
  }
  const signal = new SampleHistory();
  const measured = new SampleHistory();
  const toDesign = createDesignRate(samplingFrequency);
  const stages = createStages();
  const decisions = createDecisions<PlacedCandidate>(stages, mode === 'published' ? PUBLISHED : IMPROVED);
  let next = 1; // sample that is looked at next for a candidate
  let lastPeak = -1;
  let found: number[] = [];
  let hasLearned = false;
  let over = false;

  const place = (candidate: Candidate): PlacedCandidate => {
    const delay = LOW_PASS_DELAY + HIGH_PASS_DELAY;
    const mark = ((candidate.filteredAt - delay) * samplingFrequency) / DESIGN_FREQUENCY;
    const rPeak = rPeakNear(signal, mark, samplingFrequency);
    return { ...candidate, rPeak, measured: measured.values[rPeak - measured.origin] === 1 };
  };
  const report = (complexes: readonly PlacedCandidate[]): void => {
    for (const { rPeak, measured: isMeasured } of complexes) {
      if (rPeak <= lastPeak) continue; // two marks that meet at one peak
      lastPeak = rPeak;
      if (isMeasured) found.push(rPeak);
    }
  };
  const lookFor = (until: number): void => {
    for (; next < until; next++) {
      const candidate = candidateAt(stages, next);
      if (candidate) report(decisions.see(place(candidate)));
    }
  };
  /** Works on what has come in, as far as nothing that is still to come can change it. */
  const work = (): void => {
    const samples = toDesign.advance(signal, over);
    for (let i = 0; i < samples.length; i++) stages.push(samples[i]);
    const { end } = stages.integrated;
    if (!hasLearned) {
      if (end < LEARNING && !over) return;
      decisions.learn(Math.min(LEARNING, end));
      hasLearned = true;
    }
    lookFor(over ? end : end - REFRACTORY);
    if (over) report(decisions.finish(end));
    stages.forget(next - LEARNING - LOOK_BACK);
    const earliest = ((next - LOOK_BACK) * samplingFrequency) / DESIGN_FREQUENCY;
    const start = Math.min(Math.floor(earliest), toDesign.needsFrom());
    signal.forget(start);
    measured.forget(start);
  };
  const bridge = createGapBridge((value, isMeasured) => {
    signal.push(value);
    measured.push(isMeasured ? 1 : 0);
    if (signal.end % BLOCK === 0) work();
  });
  const take = (): Int32Array => {
    const peaks = Int32Array.from(found);
    found = [];
    return peaks;
  };
  return {
    push(samplesMv) {
      if (over) {
        throw new SaliogramError(
          'argument-invalid',
          'QRS detection: got samples after flush, which ends a signal; create another detector',
        );
      }
      for (let i = 0; i < samplesMv.length; i++) bridge.push(samplesMv[i]);
      work();
      return take();
    },
    flush() {
      if (over) return new Int32Array(0);
      bridge.end();
      over = true;
      work();
      return take();
    },
  };
}
