import { throwIfAborted } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import type { MapScores } from './map-scores.ts';
import { localLipschitzOf } from './robustness/local-lipschitz.ts';
import { noisyExplanations } from './robustness/noisy-explanations.ts';
import type { NoiseOptions } from './robustness/noisy-explanations.ts';
import { sensitivityOf } from './robustness/sensitivity.ts';
import { mapSimilarities } from './sanity/map-similarity.ts';
import { randomLogit } from './sanity/random-logit.ts';
import { weightRandomisation } from './sanity/weight-randomisation.ts';
import type { LayerFactory } from './sanity/weight-randomisation.ts';

/** A method with its options settled: values [B, T, C], with another seed of its draws where one is given. */
export type SettledMethod<M extends ScoresModel> = (
  model: M,
  x: SequenceBatch,
  targets: Int32Array,
  seed: number | undefined,
) => Promise<ArrayLike<number>>;

/** Options of {@link explainerScores}. */
export interface ExplainerScoresOptions<M extends ScoresModel> extends RunOptions, NoiseOptions {
  /** Which measures; default both. */
  readonly parts?: readonly ('robustness' | 'sanity')[];
  /** Noisy copies of each sequence; default 5. */
  readonly draws?: number;
  /** Makes models with layers drawn anew; without it weights are not randomised. */
  readonly layers?: LayerFactory<M>;
  /** Whether the method draws, so that another seed may give another map; default false. */
  readonly seeded?: boolean;
}

/** The default of {@link ExplainerScoresOptions} beside those of the noise. */
export const EXPLAINER_SCORES_DEFAULTS = { draws: 5 } as const;

/** What explaining again tells of a method, per sequence. */
export interface ExplainerScores {
  /** By the names of the registry, [B] each. */
  readonly scores: MapScores;
  /** What is left of the maps, |r|, with the layers down to each drawn anew, from the head down, [B] each. */
  readonly layers: MapScores;
}

/**
 * The measures of a method that explain again, over shared explanations: its sensitivity to noise, its local Lipschitz
 * estimate and its agreement across seeds (robustness); layer-by-layer weight randomisation and the random-logit check
 * (sanity).
 *
 * `weight-randomisation` is |r|, r the rank correlation of the magnitudes with all layers drawn anew: a new head may turn
 * the sign alone, or the order of what is never negative, and a map turned round still has all that it had. Unrelated maps
 * of n inputs have about sqrt(2 / (pi n)) by chance, smooth ones more. `random-logit` is r of the values with their sign,
 * since what speaks for one class may rightly speak against another. A map of an untrained model that says nothing has
 * nothing left of the first: 0.
 * Cost: 1 explanation, 1 per draw of noise, 1 per layer, 1 of another class, 1 of another seed.
 *
 * @param targets class of each sequence, the same for all explanations but those of another class
 * @throws `argument-invalid` for draws below 1, a radius below 0, or a model of one class
 */
export async function explainerScores<M extends ScoresModel>(
  model: M,
  x: SequenceBatch,
  targets: Int32Array,
  explain: SettledMethod<M>,
  options: ExplainerScoresOptions<M> = {},
): Promise<ExplainerScores> {
  const {
    parts = ['robustness', 'sanity'],
    seeded = false,
    ...run
  } = {
    ...EXPLAINER_SCORES_DEFAULTS,
    ...options,
  };
  throwIfAborted(run.signal, 'explaining again');
  const clean = await explain(model, x, targets, undefined);
  const again = (to: M, input: SequenceBatch, classes: Int32Array) =>
    to === model && input === x && classes.every((c, b) => c === targets[b])
      ? Promise.resolve(clean)
      : explain(to, input, classes, undefined);
  const scores: MapScores = {};
  const layers: MapScores = {};
  if (parts.includes('robustness')) {
    const noisy = await noisyExplanations('robustness', (input) => again(model, input, targets), x, run);
    const { max, average } = sensitivityOf(noisy);
    scores['sensitivity-max'] = max;
    scores['sensitivity-average'] = average;
    scores['local-lipschitz'] = localLipschitzOf(noisy);
    if (seeded) {
      const other = await explain(model, x, targets, (run.seed ?? 0) + 1);
      scores['seed-agreement'] = mapSimilarities(clean, other, x, x.lengths).rankCorrelation;
    }
  }
  if (parts.includes('sanity')) {
    const { layers: factory } = options;
    const rows = factory
      ? await weightRandomisation(model, factory, x, (to) => again(to, x, targets), run)
      : [];
    for (const { layer, perSequence } of rows) {
      layers[layer] = perSequence.rankCorrelation.map((r) => (Number.isNaN(r) ? 0 : Math.abs(r)));
      scores['weight-randomisation'] = layers[layer];
    }
    const { perSequence } = await randomLogit(model, x, targets, (classes) => again(model, x, classes), run);
    scores['random-logit'] = perSequence.signedRankCorrelation;
  }
  return { scores, layers };
}
