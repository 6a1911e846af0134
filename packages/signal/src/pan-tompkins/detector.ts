import { type Candidate, findCandidates } from './candidate.ts';
import { derivative } from './derivative.ts';
import { DESIGN_FREQUENCY, INTEGRATION_WINDOW } from './design.ts';
import { highPass } from './high-pass.ts';
import { lowPass } from './low-pass.ts';
import { integrate } from './moving-window-integration.ts';
import { quantize } from './quantize.ts';
import { createRrAverages } from './rr-average.ts';
import { createSearchBack, MISSED_LIMIT } from './search-back.ts';
import { square } from './squaring.ts';
import { isTWave } from './t-wave.ts';
import { createThresholds } from './thresholds.ts';

/** What the improved detector does otherwise than the published one. */
export interface Rules {
  /** Halve both upper thresholds while the rhythm is irregular. */
  readonly halveWhenIrregular: boolean;
  /** The average RR interval that says when a beat is missing. */
  readonly searchBackAverage: 'latest' | 'regular';
  /** Apply the T-wave rule to peaks taken back as well. */
  readonly tWaveInSearchBack: boolean;
}

export const PUBLISHED: Rules = {
  halveWhenIrregular: true,
  searchBackAverage: 'regular',
  tWaveInSearchBack: false,
};

export const IMPROVED: Rules = {
  halveWhenIrregular: false,
  searchBackAverage: 'latest',
  tWaveInSearchBack: true,
};

/** Length of the first learning phase, samples (2 s). */
const LEARNING = 2 * DESIGN_FREQUENCY;

/**
 * The QRS complexes of a signal sampled at the design frequency, in time order (Pan and Tompkins 1985).
 *
 * @param signal finite values
 */
export function detectComplexes(signal: Float32Array, rules: Rules): Candidate[] {
  const filtered = highPass(lowPass(quantize(signal)));
  const slope = derivative(filtered);
  const integrated = integrate(square(slope), INTEGRATION_WINDOW);
  const onIntegrated = learn(integrated);
  const onFiltered = learn(filtered);
  const averages = createRrAverages();
  const searchBack = createSearchBack();
  const complexes: Candidate[] = [];

  const since = (peak: Candidate): number => peak.at - (complexes.at(-1)?.at ?? -Infinity);
  const afterTWave = (peak: Candidate): boolean =>
    !isTWave(since(peak), peak.slope, complexes.at(-1)?.slope ?? 0);
  const accept = (peak: Candidate): void => {
    if (complexes.length > 0) averages.add(since(peak));
    complexes.push(peak);
  };
  const takeBack = (until: number): void => {
    for (;;) {
      const average = averages[rules.searchBackAverage]();
      const last = complexes.at(-1);
      if (!last || average === undefined || until - last.at <= MISSED_LIMIT * average) return;
      const missed = searchBack.take(
        (peak) =>
          peak.integrated > onIntegrated.lower() &&
          peak.filtered > onFiltered.lower() &&
          (!rules.tWaveInSearchBack || afterTWave(peak)),
      );
      if (!missed) return;
      onIntegrated.sawSignalInSearchBack(missed.integrated);
      onFiltered.sawSignalInSearchBack(missed.filtered);
      accept(missed);
    }
  };

  for (const peak of findCandidates(integrated, filtered, slope)) {
    takeBack(peak.at);
    const factor = rules.halveWhenIrregular && !averages.isRegular() ? 0.5 : 1;
    const isSignal =
      peak.integrated > factor * onIntegrated.upper() && peak.filtered > factor * onFiltered.upper();
    if (isSignal && afterTWave(peak)) {
      onIntegrated.sawSignal(peak.integrated);
      onFiltered.sawSignal(peak.filtered);
      accept(peak);
      searchBack.clear();
    } else {
      onIntegrated.sawNoise(peak.integrated);
      onFiltered.sawNoise(peak.filtered);
      searchBack.keep(peak);
    }
  }
  takeBack(integrated.length);
  return complexes;
}

/** Thresholds from the first two seconds: the signal at a third of their maximum, the noise at half of their mean. */
function learn(x: Float32Array): ReturnType<typeof createThresholds> {
  const length = Math.min(LEARNING, x.length);
  let largest = 0;
  let sum = 0;
  for (let i = 0; i < length; i++) {
    largest = Math.max(largest, Math.abs(x[i]));
    sum += Math.abs(x[i]);
  }
  return createThresholds(largest / 3, sum / (2 * Math.max(1, length)));
}
