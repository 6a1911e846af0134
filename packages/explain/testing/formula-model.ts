import { throwIfAborted } from '@saliogram/core';
import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';

/** Scores written down as formulas of one sequence [T, C], with their slopes, for small nonlinear models known in closed form. */
export interface Formula {
  readonly score: (values: Float32Array) => number;
  readonly slope: (values: Float32Array) => readonly number[];
}

/** One formula for each class; its gradient is of the score alone. */
export function formulaModel(formulas: readonly Formula[]): ScoreGradientModel {
  let forward = 0;
  let backward = 0;
  const rows = (x: SequenceBatch): Float32Array[] => {
    const size = x.steps * x.channels;
    return Array.from({ length: x.batch }, (_, b) => x.values.subarray(b * size, (b + 1) * size));
  };
  const scoresOf = (x: SequenceBatch): Float32Array =>
    Float32Array.from(rows(x).flatMap((row) => formulas.map(({ score }) => score(row))));
  return {
    classes: formulas.map((_, k) => ({ symbol: `c${k}`, name: `class ${k}` })),
    passes: () => ({ forward, backward }),
    async scores(x, options) {
      throwIfAborted(options?.signal, 'formula model');
      forward += x.batch;
      return scoresOf(x);
    },
    async scoreGradient(x, targets, objective = 'score') {
      if (objective !== 'score') throw new Error('internal: formulas have slopes of scores alone');
      forward += x.batch;
      backward += x.batch;
      const gradient = Float32Array.from(rows(x).flatMap((row, b) => formulas[targets[b]].slope(row)));
      return { scores: scoresOf(x), gradient };
    },
  };
}
