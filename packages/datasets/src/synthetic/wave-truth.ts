import { shapeAt } from './beat-shape.ts';
import type { Wave } from './beat-shape.ts';
import type { ModelBeat } from './dynamical-model.ts';
import { timeOf } from './phase.ts';

/** Where a wave starts, is largest and ends, in samples from the start of the recording, not necessarily whole. */
export interface WaveTruth {
  readonly onset: number;
  readonly peak: number;
  readonly offset: number;
}

/** The waves of a synthetic beat; null for a wave its class does not have. */
export interface BeatWaves {
  readonly p: WaveTruth | null;
  readonly qrs: WaveTruth | null;
  /** Its onset is null where the T wave starts before the QRS complex has ended, as in bundle branch block. */
  readonly t: (Omit<WaveTruth, 'onset'> & { readonly onset: number | null }) | null;
}

/** Gaussians centred before `p` seconds from the R peak make the P wave, those after `t` the T wave. */
const CENTRES_S = { p: -0.08, t: 0.13 };
/** A wider Gaussian near the R peak is neither P wave nor QRS complex, but the level on which they stand. */
const LEVEL_WIDTH_S = 0.06;
/** A wave starts and ends where this part of its largest value is left. */
const FOOT = { p: 0.05, qrs: 0.02, t: 0.05 };
/** What never exceeds this part of the largest value again is no lobe of a T wave: the wave ends, too, where it rises to one. */
const OWN_LOBE = 0.25;

const STEP_S = 0.0005;
const SPAN_S = 0.7;

/**
 * Where the waves of beats are, by construction: the Gaussians of a beat belong to its P wave, QRS complex or T wave, and
 * the sum over a wave's Gaussians exceeds 5 % of its largest modulus (2 % for the QRS complex) from onset to offset. A T
 * wave ends sooner where the modulus, below a quarter of its largest for good, rises once more.
 */
export function wavesOfBeats(beats: readonly ModelBeat[], samplingFrequency: number): BeatWaves[] {
  const at = timeOf(beats);
  return beats.map(({ waves }, k) => {
    const limits = (chosen: (wave: Wave) => boolean, foot: number, ownLobe = 0): WaveTruth | null => {
      const found = limitsOf(waves.filter(chosen), foot, ownLobe);
      if (!found) return null;
      const sample = (nominalS: number): number => at(k, nominalS) * samplingFrequency;
      return { onset: sample(found.onset), peak: sample(found.peak), offset: sample(found.offset) };
    };
    const isNarrow = ({ widthS }: Wave): boolean => widthS < LEVEL_WIDTH_S;
    const p = limits((wave) => wave.centreS < CENTRES_S.p && isNarrow(wave), FOOT.p);
    const qrs = limits(
      (wave) => wave.centreS >= CENTRES_S.p && wave.centreS <= CENTRES_S.t && isNarrow(wave),
      FOOT.qrs,
    );
    const t = limits((wave) => wave.centreS > CENTRES_S.t, FOOT.t, OWN_LOBE);
    return { p, qrs, t: t && { ...t, onset: qrs && t.onset < qrs.offset ? null : t.onset } };
  });
}

/** Onset, peak and offset of a sum of Gaussians, in seconds from the R peak; null for none. */
function limitsOf(waves: readonly Wave[], foot: number, ownLobe: number): WaveTruth | null {
  if (waves.length === 0) return null;
  const steps = Math.round((2 * SPAN_S) / STEP_S) + 1;
  const sums = Float64Array.from({ length: steps }, (_, i) => Math.abs(shapeAt(waves, i * STEP_S - SPAN_S)));
  const largest = sums.reduce((most, value) => Math.max(most, value), 0);
  const isInside = (value: number): boolean => value >= foot * largest;
  const seconds = (i: number): number => i * STEP_S - SPAN_S;
  const peak = sums.indexOf(largest);
  const own = sums.findLastIndex((value) => value >= ownLobe * largest);
  const turn = sums.findIndex((value, i) => i >= own && sums[i + 1] > value);
  const last = sums.findLastIndex(isInside);
  return {
    onset: seconds(sums.findIndex(isInside)),
    peak: seconds(peak),
    offset: seconds(turn >= 0 ? Math.min(turn, last) : last),
  };
}
