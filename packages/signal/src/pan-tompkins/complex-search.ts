import { candidateAt } from './candidate.ts';
import { createDecisions, LEARNING } from './decisions.ts';
import { createDesignRate } from './design-rate.ts';
import { DESIGN_FREQUENCY, REFRACTORY } from './design.ts';
import { createPlacement } from './placed-candidate.ts';
import type { PlacedCandidate } from './placed-candidate.ts';
import type { Rules } from './rules.ts';
import { createStages } from './stages.ts';

/** Samples taken in before they are looked at: bounds the memory while a long piece arrives. */
const BLOCK = 4096;
/** An R peak lies less than this before the candidate it belongs to, and what it looks at too, samples (1 s). */
const LOOK_BACK = DESIGN_FREQUENCY;

/** Looks for QRS complexes in a signal without gaps that arrives sample by sample. */
export interface ComplexSearch {
  push(value: number, isMeasured: boolean): void;
  /** Works on what has come in, as far as nothing that is still to come can change it; all of it when it is `over`. */
  work(over: boolean): void;
}

/** @param onComplex receives complexes, ascending, as soon as they are certain */
export function createComplexSearch(
  samplingFrequency: number,
  rules: Rules,
  onComplex: (complex: PlacedCandidate) => void,
): ComplexSearch {
  const placement = createPlacement(samplingFrequency);
  const { signal } = placement;
  const toDesign = createDesignRate(samplingFrequency);
  const stages = createStages();
  const decisions = createDecisions<PlacedCandidate>(stages, rules);
  let next = 1; // sample that is looked at next for a candidate
  let hasLearned = false;

  const lookFor = (until: number): void => {
    for (; next < until; next++) {
      const candidate = candidateAt(stages, next);
      if (candidate) decisions.see(placement.place(candidate)).forEach(onComplex);
    }
  };
  const work = (over: boolean): void => {
    const samples = toDesign.advance(signal, over);
    for (let i = 0; i < samples.length; i++) stages.push(samples[i]);
    const { end } = stages.integrated;
    if (!hasLearned) {
      if (end < LEARNING && !over) return;
      decisions.learn(Math.min(LEARNING, end));
      hasLearned = true;
    }
    lookFor(over ? end : end - REFRACTORY);
    if (over) decisions.finish(end).forEach(onComplex);
    stages.forget(next - LEARNING - LOOK_BACK);
    const earliest = Math.floor(((next - LOOK_BACK) * samplingFrequency) / DESIGN_FREQUENCY);
    placement.forget(Math.min(earliest, toDesign.needsFrom()));
  };
  return {
    push(value, isMeasured) {
      placement.push(value, isMeasured);
      if (signal.end % BLOCK === 0) work(false);
    },
    work,
  };
}
