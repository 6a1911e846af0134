import type { EvaluationResults } from '@saliogram/report';
import type { DataSet } from '../data-set.ts';

/**
 * How many of the sequences, and of their patients, a model was trained on.
 *
 * Beats are the same when they have the same R peak in the same record, whatever classes the data sets have.
 *
 * @param indices of the sequences in `data`
 * @param trainedOn indices of the training sequences in `ownData`
 */
export function seenInTraining(
  data: DataSet,
  indices: Uint32Array,
  ownData: DataSet,
  trainedOn: Uint32Array,
): NonNullable<EvaluationResults['seen']> {
  const trained = new Set(Array.from(trainedOn, (i) => identity(ownData, i)));
  const patients = new Set(Array.from(trainedOn, (i) => patient(ownData, i)));
  const judged = new Set(Array.from(indices, (i) => patient(data, i)));
  return {
    sequences: indices.reduce((sum, i) => sum + (trained.has(identity(data, i)) ? 1 : 0), 0),
    patients: data.beats ? [...judged].filter((each) => patients.has(each)).length : 0,
  };
}

function identity({ beats }: DataSet, i: number): string {
  return beats ? `${beats.recordNames[beats.recordOf[i]]} ${beats.peaks[i]}` : String(i);
}

function patient({ beats }: DataSet, i: number): string {
  return beats?.groupNames[beats.groups[i]] ?? '';
}
