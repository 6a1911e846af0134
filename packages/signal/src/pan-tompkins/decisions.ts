import { DESIGN_FREQUENCY, REFRACTORY } from './design.ts';
import { isJerk } from './jerk.ts';
import type { PlacedCandidate } from './placed-candidate.ts';
import { createRrAverages } from './rr-average.ts';
import type { Rules } from './rules.ts';
import { createSearchBack, MISSED_LIMIT } from './search-back.ts';
import type { Stages } from './stages.ts';
import { isTWave } from './t-wave.ts';
import { createThresholds } from './thresholds.ts';

/** Samples that thresholds are learnt from (2 s). */
export const LEARNING = 2 * DESIGN_FREQUENCY;
/** After this long without a QRS complex the thresholds may be wrong, samples (8 s). */
const SILENCE = 8 * DESIGN_FREQUENCY;

/** Tells QRS complexes from noise and T waves. */
export interface Decisions<C extends PlacedCandidate> {
  /** Learns the thresholds from the samples before `to`; first of all. */
  learn(to: number): void;
  /** Takes the next candidate; the complexes that are certain now, ascending: those it shows to be missed, then perhaps itself. */
  see(candidate: C): C[];
  /** The complexes that were missed at the end of the signal, `end` samples long. */
  finish(end: number): C[];
}

/** Decisions on the candidates of a signal in time order (Pan and Tompkins 1985); what they keep does not grow. */
export function createDecisions<C extends PlacedCandidate>(signals: Stages, rules: Rules): Decisions<C> {
  const onIntegrated = createThresholds();
  const onFiltered = createThresholds();
  const averages = createRrAverages();
  const searchBack = createSearchBack<C>();
  let last: C | undefined;
  let learnedAt = 0;

  const learn = (to: number): void => {
    const from = Math.max(0, to - LEARNING);
    onIntegrated.learn(signals.integrated, from, to);
    onFiltered.learn(signals.filtered, from, to);
  };
  const since = (peak: C): number => peak.at - (last?.at ?? -Infinity);
  const isNotTWave = (peak: C): boolean => !isTWave(since(peak), peak.slope, last?.slope ?? 0);
  const isNotJerk = (peak: C): boolean => !rules.jerks || !isJerk(peak.step, since(peak), averages.steady());
  const accept = (peak: C): C => {
    if (last) averages.add(since(peak));
    return (last = peak);
  };
  const takeBackMissed = (until: number): C[] => {
    const found: C[] = [];
    for (;;) {
      const average = averages[rules.searchBackAverage]();
      if (!last || average === undefined || until - last.at <= MISSED_LIMIT * average) return found;
      const lowerIntegrated = onIntegrated.lower(averages.isRegular());
      const lowerFiltered = onFiltered.lower(averages.isRegular());
      const missed = searchBack.take(
        (peak) =>
          peak.integrated > lowerIntegrated &&
          peak.filtered > lowerFiltered &&
          since(peak) >= REFRACTORY &&
          isNotJerk(peak) &&
          (!rules.tWaveInSearchBack || isNotTWave(peak)),
      );
      if (!missed) return found;
      onIntegrated.sawSignalInSearchBack(missed.integrated);
      onFiltered.sawSignalInSearchBack(missed.filtered);
      found.push(accept(missed));
    }
  };
  return {
    learn,
    see(peak) {
      if (rules.relearn && peak.at - Math.max(learnedAt, last?.at ?? 0) > SILENCE) {
        learn(peak.at);
        learnedAt = peak.at;
      }
      const found = takeBackMissed(peak.at);
      const isRegular = averages.isRegular();
      const isQrs =
        peak.integrated > onIntegrated.upper(isRegular) &&
        peak.filtered > onFiltered.upper(isRegular) &&
        since(peak) >= REFRACTORY &&
        isNotJerk(peak) &&
        isNotTWave(peak);
      if (isQrs) {
        onIntegrated.sawSignal(peak.integrated);
        onFiltered.sawSignal(peak.filtered);
        found.push(accept(peak));
        searchBack.clear();
      } else {
        onIntegrated.sawNoise(peak.integrated);
        onFiltered.sawNoise(peak.filtered);
        searchBack.keep(peak);
      }
      return found;
    },
    finish: takeBackMissed,
  };
}
