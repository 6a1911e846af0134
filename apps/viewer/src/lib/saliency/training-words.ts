import type { NearExample, NearestExamples } from '@saliogram/explain';
import type { TrainingExample } from '@saliogram/nn';
import { clockText } from '../review-numbers.ts';

/** An example of the open recording lies no further from its beat, s. */
const SAME_BEAT_S = 0.1;

/** What is open, as far as an example may be in it. */
export interface OpenBeats {
  /** Name of the recording. */
  readonly name: string;
  readonly samplingFrequency: number;
  /** R peaks, [n]. */
  readonly peaks: Int32Array;
}

/**
 * The beat of the open recording that an example is, by the name of the record and its place; null where it is in another
 * recording.
 */
export function beatOfExample(
  { record, sample }: TrainingExample,
  rateHz: number | null,
  { name, samplingFrequency, peaks }: OpenBeats,
): number | null {
  if (rateHz === null || name !== record || samplingFrequency !== rateHz) return null;
  const most = SAME_BEAT_S * samplingFrequency;
  const at = peaks.findIndex((peak) => Math.abs(peak - sample) <= most);
  return at < 0 ? null : at;
}

/** Where an example is to be found: `record 119 at 0:12.4`, or `image 7 of mnist`. */
export function placeOfExample({ record, sample }: TrainingExample, rateHz: number | null): string {
  return rateHz === null
    ? `image ${sample} of ${record}`
    : `record ${record} at ${clockText(sample / rateHz)}`;
}

/** How the nearest vote: `Of the 20 nearest of 200 training beats 18 are V, 2 N.` */
export function votesSentence(
  { votes, voting }: NearestExamples<TrainingExample>,
  known: number,
  many: string,
): string {
  const [first, ...rest] = votes;
  if (!first) return `No training ${many} are known.`;
  const others = rest.map(({ symbol, count }) => `, ${count} ${symbol}`).join('');
  return `Of the ${voting} nearest of ${known} training ${many} ${first.count} are ${first.symbol}${others}.`;
}

/**
 * How much farther another class lies than the nearest: `The nearest N lies 3.1 times as far as the nearest V.`; null where
 * one of them is not known.
 */
export function fartherSentence(
  ofClasses: readonly NearExample<TrainingExample>[],
  symbol: string,
  other: string,
): string | null {
  const of = (wanted: string): number | undefined =>
    ofClasses.find(({ example }) => example.symbol === wanted)?.distance;
  const [own, away] = [of(symbol), of(other)];
  if (own === undefined || away === undefined || symbol === other || own <= 0 || away <= 0) return null;
  const ratio = away / own;
  return ratio >= 1
    ? `The nearest ${other} lies ${ratio.toFixed(1)} times as far as the nearest ${symbol}.`
    : `The nearest ${other} lies nearer than any ${symbol}: at ${ratio.toFixed(2)} of its distance.`;
}
