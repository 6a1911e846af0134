import type { RecurrentModel } from '@saliogram/nn';

/**
 * What is to be added to the scores of a model that learnt from balanced draws, so that its probabilities are those of
 * sequences as they occur: log(n_k / N) - log(share of k among the draws), up to a constant classBalance log(n_k / n_max)
 * (Elkan 2001, section 2; King and Zeng 2001). 0 for a class that no sequence has.
 *
 * @param labels class of each sequence that is learnt from
 * @param classes K
 * @returns shape [K], at most 0
 */
export function priorCorrection(
  labels: ArrayLike<number>,
  classes: number,
  classBalance: number,
): Float64Array {
  const counts = new Float64Array(classes);
  for (let i = 0; i < labels.length; i++) counts[labels[i]]++;
  const most = Math.max(...counts);
  return counts.map((count) => (count > 0 ? classBalance * Math.log(count / most) : 0));
}

/** Adds to the biases of the scores, in place. */
export function shiftScores(
  parameters: Float32Array | Float64Array,
  table: RecurrentModel['engine']['parameters'],
  shift: Float64Array,
): void {
  const bias = table.find(({ name }) => name === 'head.bias');
  if (!bias) throw new Error('internal: a network without head.bias');
  for (let k = 0; k < shift.length; k++) parameters[bias.offset + k] += shift[k];
}
