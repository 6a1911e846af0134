import type { TrainingConfig } from './config.ts';

/**
 * Learning rate of one step: a linear rise over the warm-up, alpha (step + 1) / W, then alpha (`constant`) or
 * alpha_min + (alpha - alpha_min) (1 + cos(pi p)) / 2 with p the part of the remaining steps that is done (`cosine`;
 * Loshchilov and Hutter 2017, Eq. 5, without restarts).
 *
 * @param step from 0
 * @param steps of the whole run
 */
export function learningRateAt(config: TrainingConfig, step: number, steps: number): number {
  const { learningRate, minLearningRate, schedule, warmupSteps } = config;
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  if (schedule === 'constant') return learningRate;
  const part = (step - warmupSteps) / Math.max(1, steps - warmupSteps);
  return minLearningRate + ((learningRate - minLearningRate) * (1 + Math.cos(Math.PI * part))) / 2;
}
