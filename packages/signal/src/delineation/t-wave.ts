import { clarity, pointConfidence } from './confidence.ts';
import { findSlopes, zeroFrom } from './slopes.ts';
import { scaleWidth } from './scales.ts';
import type { DelineatedTWave, DelineatedWave, TMorphology } from './wave.ts';
import { feetOf, largest, pairSlopes } from './wave-pair.ts';
import type { WavePair } from './wave-pair.ts';

/** The longest time between the two slopes of a T wave, ms. */
const LONGEST_MS = 260;
/** A slope counts from this part of the steepest one on. */
const SIGNIFICANT = 0.15;
/** Two lobes of opposite sign make a biphasic wave when the lesser is at least this part of the larger. */
const BIPHASIC = 0.5;
/** The longest time between the two slopes of the lesser lobe, ms: more is a P wave, or a step of the baseline. */
const LOBE_MS = 130;
/** What is not this many times the noise is no wave. */
const ABOVE_NOISE = 3;

/** Where a T wave can be, in samples. */
export interface TSearch {
  readonly from: number;
  readonly to: number;
  /** The last sample at which a second lobe can rise or fall: later there may be a P wave. */
  readonly lobesTo: number;
}

/**
 * The T wave between two samples: the pair of opposite slopes of which the lesser is largest; null where there is none
 * above the noise.
 *
 * @param transform at the scale of P and T waves, of the signal without its QRS complexes
 * @param noise deviation of the transform under noise
 */
export function findT(
  transform: Float32Array,
  noise: number,
  search: TSearch,
  samplingFrequency: number,
): DelineatedTWave | null {
  const { from, to } = search;
  const all = findSlopes(transform, from, to, ABOVE_NOISE * noise);
  const most = Math.max(0, ...all.map((slope) => Math.abs(slope.value)));
  const slopes = all.filter((slope) => Math.abs(slope.value) >= SIGNIFICANT * most);
  const pairs = pairSlopes(slopes, (LONGEST_MS / 1000) * samplingFrequency);
  const pair = largest(pairs);
  if (!pair) return null;
  const isLobe = ({ left, right, size }: WavePair): boolean =>
    size >= BIPHASIC * pair.size &&
    right.at - left.at <= (LOBE_MS / 1000) * samplingFrequency &&
    right.at <= search.lobesTo;
  const before = pairs.find((other) => other.right === pair.left && isLobe(other));
  const after = pairs.find((other) => other.left === pair.right && isLobe(other));
  const partner = before && after ? largest([before, after]) : (before ?? after);
  const ends = {
    first: partner === before && before ? before.left : pair.left,
    last: partner === after && after ? after.right : pair.right,
  };
  const width = scaleWidth('wave', samplingFrequency);
  const peak = zeroFrom(transform, pair.left, 1);
  const places = { ...feetOf(transform, width, { ...ends, from, to }, noise), peak };
  const wave = clarity(pair.size / noise);
  const whole = wholeSamples(places, pointConfidence(wave, transform, noise, samplingFrequency, places));
  return whole && { ...whole, morphology: morphologyOf(pair, partner) };
}

function morphologyOf(pair: WavePair, partner: WavePair | undefined): TMorphology {
  if (partner) return 'biphasic';
  return pair.left.value > 0 ? 'normal' : 'inverted';
}

/** The wave at whole samples; null when its points would fall together. */
export function wholeSamples(
  places: { onset: number; peak: number; offset: number },
  confidence: DelineatedWave['confidence'],
): DelineatedWave | null {
  const [onset, peak, offset] = [places.onset, places.peak, places.offset].map(Math.round);
  return onset < peak && peak < offset ? { onset, peak, offset, confidence } : null;
}
