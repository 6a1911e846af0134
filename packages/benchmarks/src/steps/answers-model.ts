import { SaliogramError } from '@saliogram/core';
import type {
  CallOptions,
  ClassInfo,
  Objective,
  PassCount,
  ScoreGradientModel,
  ScoresModel,
  SequenceBatch,
  StepScoreGradientModel,
} from '@saliogram/core';

/** Whether a model can differentiate all of its answers at once. */
export function differentiatesSteps(model: ScoresModel): model is StepScoreGradientModel {
  return typeof (model as Partial<StepScoreGradientModel>).stepsScoreGradient === 'function';
}

/**
 * A model of whole sequences made of one that answers after every step: its class k stands for the answers that were
 * given to sequence k, and the score of that class is the log-probability of giving those answers again,
 * s_k(x) = sum over t of log p(answer_k,t | x_1..t). Explaining class k of sequence k explains all of its answers at once.
 *
 * @param answers the class of each step of each sequence, [K, T]
 */
export function answersModel(
  model: StepScoreGradientModel,
  answers: Int32Array,
  steps: number,
): ScoreGradientModel {
  const sequences = answers.length / steps;
  const outputs = model.classes.length;
  const classes: ClassInfo[] = Array.from({ length: sequences }, (_, k) => ({
    symbol: String(k),
    name: `answers to sequence ${k}`,
  }));
  const scoresOf = (perStep: Float32Array, batch: number): Float32Array => {
    const logs = logProbabilities(perStep, outputs);
    return Float32Array.from({ length: batch * sequences }, (_, i) => {
      const [row, k] = [Math.floor(i / sequences), i % sequences];
      let sum = 0;
      for (let t = 0; t < steps; t++) sum += logs[(row * steps + t) * outputs + answers[k * steps + t]];
      return sum;
    });
  };
  return {
    classes,
    async scores(x: SequenceBatch, options?: CallOptions) {
      return scoresOf(await model.scoresPerStep(x, options), x.batch);
    },
    async scoreGradient(x, targets, objective: Objective = 'score', options) {
      if (objective !== 'score') {
        throw new SaliogramError(
          'argument-invalid',
          `answers of all steps: got objective ${objective}, expected score, which is their log-probability`,
          { details: { objective } },
        );
      }
      const own = new Int32Array(x.batch * steps);
      for (let row = 0; row < x.batch; row++) {
        own.set(answers.subarray(targets[row] * steps, (targets[row] + 1) * steps), row * steps);
      }
      const { scores, gradient } = await model.stepsScoreGradient(x, own, 'log-probability', options);
      return { scores: scoresOf(scores, x.batch), gradient };
    },
    passes: (): PassCount => model.passes(),
  };
}

/** log softmax of every row of K scores. */
function logProbabilities(scores: Float32Array, classes: number): Float64Array {
  const logs = Float64Array.from(scores);
  for (let from = 0; from < logs.length; from += classes) {
    const row = logs.subarray(from, from + classes);
    const most = Math.max(...row);
    const total = most + Math.log(row.reduce((sum, score) => sum + Math.exp(score - most), 0));
    for (let k = 0; k < classes; k++) row[k] -= total;
  }
  return logs;
}
