import { type Candidate, findCandidates } from './candidate.ts';
import { derivative } from './derivative.ts';
import { DESIGN_FREQUENCY, INTEGRATION_WINDOW, REFRACTORY } from './design.ts';
import { highPass } from './high-pass.ts';
import { lowPass } from './low-pass.ts';
import { integrate } from './moving-window-integration.ts';
import { quantize } from './quantize.ts';
import { createRrAverages } from './rr-average.ts';
import type { Rules } from './rules.ts';
import { createSearchBack, MISSED_LIMIT } from './search-back.ts';
import { square } from './squaring.ts';
import { isTWave } from './t-wave.ts';
import { createThresholds } from './thresholds.ts';

/** Length of the first learning phase, samples (2 s). */
const LEARNING = 2 * DESIGN_FREQUENCY;
/** After this long without a QRS complex the thresholds may be wrong, samples (8 s). */
const SILENCE = 8 * DESIGN_FREQUENCY;

/**
 * The QRS complexes of a signal sampled at the design frequency, in time order and linear time (Pan and Tompkins 1985).
 *
 * @param signal finite values
 */
export function detectComplexes(signal: Float32Array, rules: Rules): Candidate[] {
  const filtered = highPass(lowPass(quantize(signal)));
  const slope = derivative(filtered);
  const integrated = integrate(square(slope), INTEGRATION_WINDOW);

  const onIntegrated = createThresholds();
  const onFiltered = createThresholds();
  const averages = createRrAverages();
  const searchBack = createSearchBack();
  const complexes: Candidate[] = [];
  let learnedAt = 0;

  const learn = (from: number, to: number): void => {
    onIntegrated.learn(integrated, from, to);
    onFiltered.learn(filtered, from, to);
  };
  const since = (peak: Candidate): number => peak.at - (complexes.at(-1)?.at ?? -Infinity);
  const isNotTWave = (peak: Candidate): boolean =>
    !isTWave(since(peak), peak.slope, complexes.at(-1)?.slope ?? 0);
  const accept = (peak: Candidate): void => {
    if (complexes.length > 0) averages.add(since(peak));
    complexes.push(peak);
  };
  const takeBackMissed = (until: number): void => {
    for (;;) {
      const average = averages[rules.searchBackAverage]();
      const last = complexes.at(-1);
      if (!last || average === undefined || until - last.at <= MISSED_LIMIT * average) return;
      const lowerIntegrated = onIntegrated.lower(averages.isRegular());
      const lowerFiltered = onFiltered.lower(averages.isRegular());
      const missed = searchBack.take(
        (peak) =>
          peak.integrated > lowerIntegrated &&
          peak.filtered > lowerFiltered &&
          since(peak) >= REFRACTORY &&
          (!rules.tWaveInSearchBack || isNotTWave(peak)),
      );
      if (!missed) return;
      onIntegrated.sawSignalInSearchBack(missed.integrated);
      onFiltered.sawSignalInSearchBack(missed.filtered);
      accept(missed);
    }
  };

  learn(0, Math.min(LEARNING, signal.length));
  for (const peak of findCandidates(integrated, filtered, slope)) {
    if (rules.relearn && peak.at - Math.max(learnedAt, complexes.at(-1)?.at ?? 0) > SILENCE) {
      learn(peak.at - LEARNING, peak.at);
      learnedAt = peak.at;
    }
    takeBackMissed(peak.at);
    const isRegular = averages.isRegular();
    const isQrs =
      peak.integrated > onIntegrated.upper(isRegular) &&
      peak.filtered > onFiltered.upper(isRegular) &&
      since(peak) >= REFRACTORY &&
      isNotTWave(peak);
    if (isQrs) {
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
  takeBackMissed(integrated.length);
  return complexes;
}
