import * as v from 'valibot';
import { keepsPatientsApart } from '@saliogram/datasets';
import type { ModelMetadata } from '@saliogram/nn';
import type { SplitKind } from './data-set.ts';

const recorded = v.object({
  training: v.object({ split: v.object({ name: v.string(), seed: v.optional(v.nullable(v.number())) }) }),
});

/** The split a model was trained on, so that its test part is one it has not seen; random with seed 1 when untold. */
export function ownSplitOf(metadata: ModelMetadata): {
  /** As `splitByName` of @saliogram/datasets and `publisher` of MNIST know it. */
  name: string;
  kind: SplitKind;
  seed: number;
} {
  const parsed = v.safeParse(recorded, metadata);
  if (!parsed.success) return { name: 'random', kind: 'random', seed: 1 };
  const { split } = parsed.output.training;
  // A trial on some of the sequences says so behind the name.
  const name = split.name.replace(/ \(.*\)$/, '');
  return {
    name: name === 'unnamed' ? 'random' : name,
    kind: keepsPatientsApart(name) ? 'patient' : 'random',
    seed: split.seed ?? 1,
  };
}
