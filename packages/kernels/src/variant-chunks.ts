import type { Variants } from '@saliogram/core';
import type { VariantChunk } from './job.ts';

/** A chunk with the sequences its rows read: base b as b, variant v as ~v. */
export interface PlannedChunk extends VariantChunk {
  readonly sequences: readonly number[];
}

/** One base with some of its variants, in order of their first change. */
interface Group {
  readonly base: number;
  readonly variants: readonly number[];
}

/**
 * Divides variants into chunks of at most `rows` rows, each with the bases it needs. The variants of a base are dealt
 * out in turn, so that its chunks start early and late windows alike and take about the same time.
 */
export function planVariantChunks(bases: number, variants: Variants, rows: number): PlannedChunk[] {
  const { baseOf, firstChange } = variants;
  const perBase = Array.from({ length: bases }, (): number[] => []);
  for (let v = 0; v < baseOf.length; v++) perBase[baseOf[v]].push(v);
  const groups = perBase.flatMap((own, base): Group[] => {
    own.sort((a, b) => firstChange[a] - firstChange[b] || a - b);
    const parts = Math.max(1, Math.ceil(own.length / (rows - 1)));
    return Array.from({ length: parts }, (_, part) => ({
      base,
      variants: own.filter((_, i) => i % parts === part),
    }));
  });

  const chunks: PlannedChunk[] = [];
  let open: Group[] = [];
  let size = 0;
  const flush = (): void => {
    if (open.length > 0) chunks.push(chunkOf(open, firstChange));
    open = [];
    size = 0;
  };
  for (const group of groups) {
    const needed = 1 + group.variants.length;
    if (size + needed > rows) flush();
    open.push(group);
    size += needed;
  }
  flush();
  return chunks;
}

function chunkOf(groups: readonly Group[], firstChange: ArrayLike<number>): PlannedChunk {
  const joining = groups
    .flatMap((group, row) => group.variants.map((variant) => ({ variant, source: row })))
    .sort((a, b) => firstChange[a.variant] - firstChange[b.variant]);
  return {
    sequences: [...groups.map(({ base }) => base), ...joining.map(({ variant }) => ~variant)],
    source: [...groups.map((_, row) => row), ...joining.map(({ source }) => source)],
    joinAt: [...groups.map(() => 0), ...joining.map(({ variant }) => firstChange[variant])],
  };
}
