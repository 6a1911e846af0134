import { SaliogramError, throwIfAborted } from '@saliogram/core';
import type { Interval, ScoresModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../../attribution/batches.ts';
import { checkWord } from '../../attribution/check-argument.ts';
import { sequenceIntervals } from '../sequence-intervals.ts';
import type { SequenceIntervalOptions } from '../sequence-intervals.ts';
import { SIMILARITY_MEASURES, mapSimilarities } from './map-similarity.ts';
import type { MapSimilarity } from './map-similarity.ts';

/** Makes models with some layers drawn anew. */
export interface LayerFactory<M extends ScoresModel> {
  /** Names of the layers, from the head down to the input. */
  readonly layers: readonly string[];
  /** The model with these layers drawn anew and all others as they were; the same layers draw the same weights. */
  randomised(layers: readonly string[]): Promise<M>;
  /** Lets go of a model that `randomised` made. */
  release?(model: M): Promise<void>;
}

/** Options of {@link weightRandomisation} and {@link randomLogit}. */
export interface SanityOptions extends RunOptions, SequenceIntervalOptions {}

/** How alike the maps are to those of the trained model, per sequence [B] and on average. */
export interface SanitySimilarity {
  readonly perSequence: Record<keyof MapSimilarity, Float64Array>;
  readonly mean: Record<keyof MapSimilarity, Interval>;
}

/** What is left of the maps with some layers drawn anew. */
export interface RandomisedLayers extends SanitySimilarity {
  /** The layer that is new in this row. */
  readonly layer: string;
  /** All layers drawn anew. */
  readonly randomised: readonly string[];
}

/**
 * Model parameter randomisation test, MPRT: how alike the maps are to those of the same model with layers drawn anew,
 * `cascading` from the head down (default), or each layer by itself (`independent`). A map that stays the same does not
 * look at what was learned.
 *
 * A low similarity proves little: noisy methods change always, and the order of layers matters (Hedström et al. 2024).
 * |x| is the control that must stay at 1. Heads with few classes keep the order of a map up to its sign: read magnitude
 * and signed measures together. Cost: one explanation per layer, and one. Source: Adebayo et al. 2018.
 *
 * @param explain the method, with the classes of the trained model settled: values [B, T, C]
 * @throws `argument-invalid` for a factory without layers or groups that do not fit
 */
export async function weightRandomisation<M extends ScoresModel>(
  model: M,
  factory: LayerFactory<M>,
  x: SequenceBatch,
  explain: (model: M) => Promise<ArrayLike<number>>,
  options: SanityOptions & { readonly order?: 'cascading' | 'independent' } = {},
): Promise<RandomisedLayers[]> {
  const where = 'weight randomisation';
  const { order = 'cascading' } = options;
  checkWord(where, 'order', order, ['cascading', 'independent']);
  if (factory.layers.length === 0) {
    throw new SaliogramError('argument-invalid', `${where}: got no layers, expected at least one`);
  }
  const compare = comparison(x, options);
  const own = await explain(model);
  const rows: RandomisedLayers[] = [];
  for (const [i, layer] of factory.layers.entries()) {
    throwIfAborted(options.signal, where);
    const randomised = order === 'cascading' ? factory.layers.slice(0, i + 1) : [layer];
    const changed = await factory.randomised(randomised);
    try {
      rows.push({ layer, randomised, ...compare(own, await explain(changed)) });
    } finally {
      await factory.release?.(changed);
    }
    options.onEvent?.({ type: 'progress', stage: where, done: i + 1, total: factory.layers.length });
  }
  return rows;
}

/** Compares maps of the same sequences, with one set of group draws for all comparisons. */
export function comparison(x: SequenceBatch, options: SanityOptions) {
  const intervals = sequenceIntervals(x.batch, options);
  return (one: ArrayLike<number>, other: ArrayLike<number>): SanitySimilarity => {
    const perSequence = mapSimilarities(one, other, x, x.lengths);
    const mean = SIMILARITY_MEASURES.map((m) => [m, intervals(perSequence[m]).byPrevalence] as const);
    return { perSequence, mean: Object.fromEntries(mean) as Record<keyof MapSimilarity, Interval> };
  };
}
