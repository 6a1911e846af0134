import * as v from 'valibot';
import type { ModelMetadata } from '@saliogram/nn';
import type { SplitKind } from './data-set.ts';

const recorded = v.object({
  training: v.object({ split: v.object({ name: v.string(), seed: v.optional(v.nullable(v.number())) }) }),
});

/** The split a model was trained on, so that its test part is one it has not seen; random with seed 1 when untold. */
export function ownSplitOf(metadata: ModelMetadata): { kind: SplitKind; seed: number } {
  const parsed = v.safeParse(recorded, metadata);
  if (!parsed.success) return { kind: 'random', seed: 1 };
  const { name, seed } = parsed.output.training.split;
  return { kind: name.startsWith('patient') ? 'patient' : 'random', seed: seed ?? 1 };
}
