import { hiddenStates, nearestExamples } from '@saliogram/explain';
import type { NearestExamples } from '@saliogram/explain';
import type { RecurrentModel, TrainingExample } from '@saliogram/nn';
import { readTrainingExamples } from '../training-examples.ts';
import type { ExplainedInput } from './explained-input.ts';

/** Examples told of one by one. */
const TOLD = 5;

/** A training example and how far it lies from the sequence. */
export interface NearTraining extends TrainingExample {
  /** Of the R peak; null for images. */
  readonly timeS: number | null;
  /** Of the last hidden states. */
  readonly distance: number;
}

/** The training examples that a model takes for most like a sequence. */
export interface NearestTraining {
  /** How many examples are known. */
  readonly known: number;
  readonly nearest: readonly NearTraining[];
  /** The nearest of each class, the nearest first. */
  readonly ofClasses: readonly NearTraining[];
  /** How often each class is among the nearest `voting`. */
  readonly votes: NearestExamples<TrainingExample>['votes'];
  readonly voting: number;
}

/** @throws `file-missing` for a model without training examples beside it */
export async function nearestTraining(
  model: RecurrentModel,
  modelFile: string,
  { x, facts }: ExplainedInput,
  signal: AbortSignal,
): Promise<NearestTraining> {
  const known = await readTrainingExamples(modelFile);
  const own = await hiddenStates(model, x, { signal });
  const { ordered, ofClasses, votes, voting } = nearestExamples(
    known,
    own,
    ({ record, sample }) => 'record' in facts && facts.record === record && facts.sample === sample,
  );
  const { samplingFrequency } = known;
  const told = ({ example, distance }: (typeof ordered)[number]): NearTraining => ({
    ...example,
    timeS: samplingFrequency === null ? null : example.sample / samplingFrequency,
    distance: Number(distance.toPrecision(6)),
  });
  return {
    known: known.examples.length,
    nearest: ordered.slice(0, TOLD).map(told),
    ofClasses: ofClasses.map(told),
    votes,
    voting,
  };
}

/** The same in lines of text. */
export function nearestLines({ known, nearest, ofClasses, votes, voting }: NearestTraining): string[] {
  const place = ({ record, sample, timeS, symbol, distance }: NearTraining): string =>
    `${symbol} (${timeS === null ? `image ${sample}` : `record ${record} at ${timeS.toFixed(1)} s`}, ${distance.toFixed(2)})`;
  const counts = votes.map(({ symbol, count }) => `${count} ${symbol}`).join(', ');
  return [
    '',
    `nearest of ${known} training examples by the distance of the last hidden states; of the ${voting} nearest ${counts}`,
    `  nearest: ${nearest.map(place).join(', ')}`,
    `  of each class: ${ofClasses.map(place).join(', ')}`,
  ];
}
