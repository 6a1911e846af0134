import type { SequenceBatch, Variants } from '@saliogram/core';
import type { VariantChunk } from './job.ts';
import { byValues, chained } from './variant-chain.ts';
import type { ChainedVariant } from './variant-chain.ts';

/** A chunk with the sequences its rows read: base b as b, variant v as ~v. */
export interface PlannedChunk extends VariantChunk {
  readonly sequences: readonly number[];
}

/** One base with some of its variants. */
interface Group {
  readonly base: number;
  readonly variants: readonly ChainedVariant[];
}

/** Share of the steps of variants that going on from one another has to save, to be worth uneven chunks. */
const WORTH_CHAINING = 1 / 8;

/**
 * Divides variants into chunks of at most `rows` rows, each with the bases it needs.
 *
 * Variants go on from one another where many begin alike. Else those of a base are dealt out in turn, so that its chunks
 * start early and late windows alike and take about the same time.
 */
export function planVariantChunks(bases: SequenceBatch, variants: Variants, rows: number): PlannedChunk[] {
  const { baseOf, firstChange } = variants;
  const perBase = Array.from({ length: bases.batch }, (): number[] => []);
  for (let v = 0; v < baseOf.length; v++) perBase[baseOf[v]].push(v);
  const groups = perBase.flatMap((own, base): Group[] => {
    const parts = Math.max(1, Math.ceil(own.length / (rows - 1)));
    const dealt = own
      .toSorted((a, b) => firstChange[a] - firstChange[b] || a - b)
      .map((variant) => ({ variant, from: -1, joinAt: firstChange[variant] }));
    const sorted = byValues(variants, own);
    const most = Math.ceil(own.length / parts);
    const chains = Array.from({ length: parts }, (_, part) =>
      chained(bases, variants, sorted.slice(part * most, (part + 1) * most)),
    );
    const saved = stepsOf(dealt, bases.steps) - stepsOf(chains.flat(), bases.steps);
    const worth = saved > WORTH_CHAINING * stepsOf(dealt, bases.steps);
    return chains.map((chain, part) => ({
      base,
      variants: worth ? chain : dealt.filter((_, i) => i % parts === part),
    }));
  });

  const chunks: PlannedChunk[] = [];
  let open: Group[] = [];
  let size = 0;
  const flush = (): void => {
    if (open.length > 0) chunks.push(chunkOf(open));
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

/** Steps that the variants of chunks take; the bases' are not among them. */
export function variantSteps(chunks: readonly PlannedChunk[], steps: number): number {
  let sum = 0;
  for (const { sequences, joinAt } of chunks) {
    sequences.forEach((sequence, row) => (sum += sequence < 0 ? steps - joinAt[row] : 0));
  }
  return sum;
}

function stepsOf(variants: readonly ChainedVariant[], steps: number): number {
  return variants.reduce((sum, { joinAt }) => sum + steps - joinAt, 0);
}

function chunkOf(groups: readonly Group[]): PlannedChunk {
  // What a variant goes on from stands before it and joins no later, and stays before it.
  const joining = groups
    .flatMap((group, row) => group.variants.map((variant) => ({ ...variant, base: row })))
    .sort((a, b) => a.joinAt - b.joinAt);
  const rowOf = new Map(joining.map(({ variant }, i) => [variant, groups.length + i]));
  return {
    sequences: [...groups.map(({ base }) => base), ...joining.map(({ variant }) => ~variant)],
    source: [
      ...groups.map((_, row) => row),
      ...joining.map(({ from, base }) => (from < 0 ? base : rowOf.get(from)!)),
    ],
    joinAt: [...groups.map(() => 0), ...joining.map(({ joinAt }) => joinAt)],
  };
}
