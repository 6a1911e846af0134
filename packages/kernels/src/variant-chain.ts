import type { SequenceBatch, Variants } from '@saliogram/core';

/** A variant that begins as another sequence does, and goes on from its state. */
export interface ChainedVariant {
  readonly variant: number;
  /** The variant whose state it goes on from; -1 for the base. */
  readonly from: number;
  /** The first step that it does not share with that. */
  readonly joinAt: number;
}

/**
 * Some variants of one base, each after what it begins like for longest: the base, or one of the variants before it.
 *
 * In the order of their values, that is the one just before, as it was when it itself had not yet left what came before:
 * the nearest earlier variant that has joined by then. One that shares more with the base shares it with all between.
 *
 * @param own indices of variants, in the order that {@link byValues} gives
 */
export function chained(
  bases: SequenceBatch,
  { sequences, baseOf, firstChange }: Variants,
  own: readonly number[],
): ChainedVariant[] {
  const chain: ChainedVariant[] = [];
  for (const [i, variant] of own.entries()) {
    // What is said of the first change may be early, and the order of joining rests on what is true.
    const withBase = Math.max(firstChange[variant], sharedSteps(bases, baseOf[variant], sequences, variant));
    const withLast = i === 0 ? 0 : sharedSteps(sequences, own[i - 1], sequences, variant);
    if (withLast <= withBase) {
      chain.push({ variant, from: -1, joinAt: withBase });
      continue;
    }
    let before = i - 1;
    while (chain[before].joinAt > withLast) before--;
    chain.push({ variant, from: chain[before].variant, joinAt: withLast });
  }
  return chain;
}

/** Indices of variants in the order of their values, step by step. */
export function byValues({ sequences }: Variants, own: readonly number[]): number[] {
  const { values, steps, channels } = sequences;
  const size = steps * channels;
  return own.toSorted((a, b) => {
    let i = 0;
    while (i < size && values[a * size + i] === values[b * size + i]) i++;
    return i < size ? values[a * size + i] - values[b * size + i] : a - b;
  });
}

/** With how many steps that are the same sequence `a` of one batch and `b` of another begin. */
function sharedSteps(of: SequenceBatch, a: number, to: SequenceBatch, b: number): number {
  const size = of.steps * of.channels;
  let i = 0;
  while (i < size && of.values[a * size + i] === to.values[b * size + i]) i++;
  return Math.floor(i / of.channels);
}
