import { throwIfAborted } from '@saliogram/core';
import type { ScoreGradientModel, ScoresModel, SequenceBatch } from '@saliogram/core';
import { objectiveValue } from '../src/attribution/objective-value.ts';

/** s = W x + b, with W [K, T * C]: everything about it is known in closed form. */
export function linearModel(
  weights: readonly (readonly number[])[],
  biases?: readonly number[],
): ScoreGradientModel {
  const K = weights.length;
  let forward = 0;
  let backward = 0;
  const scoresOf = (x: SequenceBatch): Float32Array => {
    const size = x.steps * x.channels;
    return Float32Array.from({ length: x.batch * K }, (_, i) => {
      const [b, k] = [Math.floor(i / K), i % K];
      return weights[k].reduce((sum, w, j) => sum + w * x.values[b * size + j], biases?.[k] ?? 0);
    });
  };
  return {
    classes: weights.map((_, k) => ({ symbol: `c${k}`, name: `class ${k}` })),
    passes: () => ({ forward, backward }),
    async scores(x, options) {
      throwIfAborted(options?.signal, 'linear model');
      forward += x.batch;
      return scoresOf(x);
    },
    async scoreGradient(x, targets, objective = 'score', options) {
      throwIfAborted(options?.signal, 'linear model');
      forward += x.batch;
      backward += x.batch;
      const scores = scoresOf(x);
      const size = x.steps * x.channels;
      const gradient = Float32Array.from({ length: x.values.length }, (_, i) => {
        const b = Math.floor(i / size);
        const p = (k: number): number => objectiveValue(scores, b, K, k, 'probability');
        const own = weights[targets[b]][i % size];
        if (objective === 'score') return own;
        const logSlope = own - weights.reduce((sum, w, k) => sum + p(k) * w[i % size], 0);
        return objective === 'log-probability' ? logSlope : p(targets[b]) * logSlope;
      });
      return { scores, gradient };
    },
  };
}

/** The same model with nothing but its scores. */
export function blackBox(model: ScoresModel): ScoresModel {
  return {
    classes: model.classes,
    passes: () => model.passes(),
    scores: (x, options) => model.scores(x, options),
  };
}
