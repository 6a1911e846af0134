import type { Split } from '@saliogram/datasets';

/** About `limit` sequences of a split, spread evenly over each part; the split itself without a limit. */
export function limitSplit(split: Split, limit: number | undefined): Split {
  const total = split.train.length + split.validation.length + split.test.length;
  if (limit === undefined || limit >= total) return split;
  const part = (indices: Uint32Array): Uint32Array =>
    spread(indices, Math.max(1, Math.round((indices.length * limit) / total)));
  return {
    ...split,
    name: `${split.name} (${limit} of ${total})`,
    train: part(split.train),
    validation: part(split.validation),
    test: part(split.test),
  };
}

/** `count` of the indices, evenly spaced; all of them when there are no more. */
export function spread(indices: Uint32Array, count: number): Uint32Array {
  if (count >= indices.length) return indices;
  return Uint32Array.from({ length: count }, (_, i) => indices[Math.floor((i * indices.length) / count)]);
}
