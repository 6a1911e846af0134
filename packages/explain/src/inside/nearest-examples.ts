import type { HiddenStates } from './hidden-space.ts';
import { nearestInHiddenSpace } from './hidden-space.ts';

/** Sequences of which a model's memory is kept, each with the symbol of its class. */
export interface KnownExamples<E extends { readonly symbol: string }> {
  readonly examples: readonly E[];
  /** Last hidden states of the last layer, [n, H]. */
  readonly states: Float32Array;
  /** H */
  readonly width: number;
}

/** A known sequence, and how far it lies. */
export interface NearExample<E> {
  readonly example: E;
  readonly distance: number;
}

/** The known sequences around one. */
export interface NearestExamples<E> {
  /** All of them but itself, the nearest first. */
  readonly ordered: readonly NearExample<E>[];
  /** The nearest of each class, the nearest first: which class the model takes it for, and how far the others are. */
  readonly ofClasses: readonly NearExample<E>[];
  /** How often each class is among the nearest `voting`, the commonest first. */
  readonly votes: readonly { readonly symbol: string; readonly count: number }[];
  readonly voting: number;
}

/** As many vote at most. */
const VOTING = 20;

/**
 * The known sequences around one by the Euclidean distance of hidden states, all of them and class by class.
 *
 * @param query of the sequence itself, a batch of one
 * @param isItself whether a known sequence is the one that is asked about, which is left out
 * @throws `argument-invalid` for states of different widths
 */
export function nearestExamples<E extends { readonly symbol: string }>(
  { examples, states, width }: KnownExamples<E>,
  query: HiddenStates,
  isItself: (example: E) => boolean = () => false,
): NearestExamples<E> {
  const among = { states, batch: examples.length, width };
  const k = examples.length;
  const { indices, distances } =
    k === 0 ? { indices: [], distances: [] } : nearestInHiddenSpace(among, query, { k });
  const ordered = Array.from(indices, (i, n) => ({ example: examples[i], distance: distances[n] })).filter(
    ({ example }) => !isItself(example),
  );
  const first = new Map<string, NearExample<E>>();
  for (const near of ordered) if (!first.has(near.example.symbol)) first.set(near.example.symbol, near);
  const voters = ordered.slice(0, VOTING);
  const votes = [...first.keys()]
    .map((symbol) => ({
      symbol,
      count: voters.filter(({ example }) => example.symbol === symbol).length,
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  return { ordered, ofClasses: [...first.values()], votes, voting: voters.length };
}
