import { SaliogramError, median } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { cellsOf } from '../attribution/sequence-end.ts';
import type { BaselineReference } from './baseline.ts';
import { commonestClass } from './commonest-class.ts';

/**
 * The median over the sequences of one class, step by step and channel by channel, [1, T, C]; of those that last to the
 * step, and 0 where none does.
 *
 * @throws `argument-invalid` without data and labels, or where the class has no sequence
 */
export function classMedian(where: string, reference: BaselineReference): SequenceBatch {
  const { data, labels } = reference;
  if (!data || !labels || labels.length !== data.batch) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: baseline class-median got ${data?.batch ?? 0} sequences in reference.data and ${labels?.length ?? 0} classes in reference.labels, expected one class for each`,
      { details: { data: data?.batch ?? 0, labels: labels?.length ?? 0 } },
    );
  }
  const wanted = reference.medianClass ?? commonestClass(labels);
  const members = Array.from({ length: data.batch }, (_, i) => i).filter((i) => labels[i] === wanted);
  if (members.length === 0) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: baseline class-median found no sequence of class ${wanted} among the ${labels.length} of reference.labels`,
      { details: { class: wanted } },
    );
  }
  const size = data.steps * data.channels;
  const values = Float32Array.from({ length: size }, (_, j) => {
    const lasting = members.filter((i) => j < cellsOf(data, i));
    return lasting.length > 0 ? median(lasting.map((i) => data.values[i * size + j])) : 0;
  });
  return { values, batch: 1, steps: data.steps, channels: data.channels };
}
