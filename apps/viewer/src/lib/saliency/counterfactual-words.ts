import { BEAT_STRETCHES } from '@saliogram/signal';
import type { BeatStretch } from '@saliogram/signal';
import type { StepWaves } from '../maps/step-waves.ts';
import type { BeatLayout } from './beat-layout.ts';
import { timeText } from './beat-layout.ts';
import { channelOf } from './heat-bands.ts';
import { shortNumber } from './value-meaning.ts';

const PLACES: Readonly<Record<BeatStretch, string>> = {
  before: 'before the beat',
  P: 'in the P wave',
  PR: 'in the PR segment',
  QRS: 'in the QRS',
  ST: 'in the ST segment',
  T: 'in the T wave',
  after: 'after the beat',
};
/** Changes below this share of the largest are not put into words. */
const LEAST_SHARE = 0.1;
/** As small as this, in the input's unit, is no change that anyone sees. */
const LEAST_CHANGE = 0.01;

/** What changes in one place: the largest change, signed, and its step. */
export interface PlaceOfChange {
  /** As `in the QRS`; empty where no waves are known. */
  readonly place: string;
  /** In the input's unit. */
  readonly change: number;
  readonly step: number;
}

/** The largest change of the lead in each of its waves, the largest first. @param change changed input less input, [T, C] */
export function placesOfChange(
  change: Float32Array,
  { channels, channelNames }: BeatLayout,
  waves: StepWaves | null,
): PlaceOfChange[] {
  const lead = channelOf(change, Math.max(0, channelNames?.indexOf('lead') ?? 0), channels);
  const largest = new Map<string, PlaceOfChange>();
  lead.forEach((value, step) => {
    const stretch = waves ? waves.stretches[step] : -1;
    const place = stretch < 0 ? '' : PLACES[BEAT_STRETCHES[stretch]];
    const known = largest.get(place);
    if (!known || Math.abs(value) > Math.abs(known.change))
      largest.set(place, { place, change: value, step });
  });
  const sorted = [...largest.values()].sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  return sorted.filter(
    ({ change: own }) =>
      Math.abs(own) >= LEAST_CHANGE && Math.abs(own) >= LEAST_SHARE * Math.abs(sorted[0].change),
  );
}

/**
 * What would have to change, in a sentence.
 *
 * @param mvPerUnit millivolts of one unit of the input; null where that is not known
 */
export function changeSentence(
  change: Float32Array,
  layout: BeatLayout,
  waves: StepWaves | null,
  mvPerUnit: number | null,
): string {
  const size = (value: number): string => {
    const [scaled, unit] = mvPerUnit === null ? [value, layout.unit] : [value * mvPerUnit, 'mV'];
    return `${scaled > 0 ? '+' : ''}${unit === 'mV' ? scaled.toFixed(2).replace('-', '−') : shortNumber(scaled)} ${unit}`;
  };
  const places = placesOfChange(change, layout, waves);
  if (places.length === 0) return 'Next to nothing would have to change.';
  const from = layout.timeUnit === 'ms' ? ' from R' : '';
  const parts = places.map(({ place, change: own, step }) =>
    `${place} by up to ${size(own)} (at ${timeText(step + 0.5, layout)}${from})`.trim(),
  );
  const touched = change.filter((value) => Math.abs(value) >= LEAST_CHANGE).length / change.length;
  return `It would have to change ${parts.join(', ')}; ${Math.round(100 * touched)} % of the samples are touched.`;
}
