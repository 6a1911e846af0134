import type { ClassInfo, ScoresModel } from '@saliogram/core';

/**
 * A model seen through other classes: the probability of each is the sum of the probabilities that belong to it.
 *
 * A class that nothing belongs to has the score -Infinity and is never decided.
 *
 * @param classes of the new model, K
 * @param classOf the new class of each class of `model`, or -1 for one that is left out
 */
export function mergeClasses(
  model: ScoresModel,
  classes: readonly ClassInfo[],
  classOf: readonly number[],
): ScoresModel {
  const width = model.classes.length;
  return {
    classes,
    passes: () => model.passes(),
    async scores(x, options) {
      const scores = await model.scores(x, options);
      const merged = new Float32Array(x.batch * classes.length);
      for (let i = 0; i < x.batch; i++) {
        for (let k = 0; k < classes.length; k++) {
          const parts = classOf.flatMap((own, j) => (own === k ? [scores[i * width + j]] : []));
          merged[i * classes.length + k] = logSumExp(parts);
        }
      }
      return merged;
    },
  };
}

function logSumExp(values: readonly number[]): number {
  const max = Math.max(...values);
  return max === -Infinity
    ? max
    : max + Math.log(values.reduce((sum, value) => sum + Math.exp(value - max), 0));
}
