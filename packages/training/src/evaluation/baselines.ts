import { argmax } from '@saliogram/core';
import type { LabelledData } from '../training-data.ts';
import { nearestNeighbours } from './nearest-neighbour.ts';
import type { EvaluationOptions } from './predictions.ts';
import { standardised } from './standardise.ts';
import { templateDecisions } from './template-correlation.ts';

/** A classifier that needs no network: it decides for each test sequence by the training sequences alone, shape [N]. */
export interface Baseline {
  readonly name: string;
  decide(train: LabelledData, test: LabelledData, options?: EvaluationOptions): Promise<Uint8Array>;
}

/**
 * The baselines that a network has to beat, by key: the commonest class; the nearest training sequence, each sequence
 * brought to mean 0 and standard deviation 1, or as the data has it; the best correlated class mean.
 */
export const BASELINES = {
  majority: {
    name: 'majority class',
    async decide(train, test) {
      const counts = train.classes.map(() => 0);
      for (let i = 0; i < train.labels.length; i++) counts[train.labels[i]]++;
      return new Uint8Array(test.labels.length).fill(argmax(counts));
    },
  },
  oneNearestNeighbour: {
    name: '1 nearest neighbour, z-scored',
    decide: (train, test, options) => nearestDecisions(standardise(train), standardise(test), options),
  },
  oneNearestNeighbourRaw: {
    name: '1 nearest neighbour, raw',
    decide: nearestDecisions,
  },
  templateCorrelation: {
    name: 'template correlation',
    decide: async (train, test) => templateDecisions(train, test),
  },
} as const satisfies Record<string, Baseline>;

async function nearestDecisions(
  train: LabelledData,
  test: LabelledData,
  options?: EvaluationOptions,
): Promise<Uint8Array> {
  const nearest = await nearestNeighbours(train.sequences, test.sequences, options);
  return Uint8Array.from(nearest, (index) => train.labels[index]);
}

function standardise(data: LabelledData): LabelledData {
  const { batch, steps, channels } = data.sequences;
  return { ...data, sequences: { values: standardised(data.sequences), batch, steps, channels } };
}
