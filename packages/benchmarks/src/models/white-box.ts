import type {
  ClassInfo,
  Objective,
  PassCount,
  ScoreGradientModel,
  SequenceBatch,
  StepScoresModel,
} from '@saliogram/core';

/**
 * The white box of the rare benchmarks for one series: the score after step t is the sum of x^2 over the true cells up
 * to t, and its gradient is 2 x there. One class.
 */
export class WhiteBox implements ScoreGradientModel, StepScoresModel {
  readonly classes: readonly ClassInfo[];
  readonly #truth: Uint8Array;
  #forward = 0;
  #backward = 0;

  /** @param truth of the series, [T, C] */
  constructor(classes: readonly ClassInfo[], truth: Uint8Array) {
    this.classes = classes;
    this.#truth = truth;
  }

  async scores(x: SequenceBatch): Promise<Float32Array> {
    const perStep = await this.scoresPerStep(x);
    return Float32Array.from({ length: x.batch }, (_, b) => perStep[(b + 1) * x.steps - 1]);
  }

  async scoresPerStep({ values, batch, steps, channels }: SequenceBatch): Promise<Float32Array> {
    this.#forward += batch;
    const scores = new Float32Array(batch * steps);
    for (let b = 0; b < batch; b++) {
      let sum = 0;
      for (let t = 0; t < steps; t++) {
        for (let c = 0; c < channels; c++) {
          if (this.#truth[t * channels + c] !== 0) sum += values[(b * steps + t) * channels + c] ** 2;
        }
        scores[b * steps + t] = sum;
      }
    }
    return scores;
  }

  /** Of the score; a single class has probability 1, and no gradient of it. */
  async scoreGradient(
    x: SequenceBatch,
    _targets: ArrayLike<number>,
    objective: Objective = 'score',
  ): Promise<{ scores: Float32Array; gradient: Float32Array }> {
    this.#backward += x.batch;
    const size = x.steps * x.channels;
    const isScore = objective === 'score';
    return {
      scores: await this.scores(x),
      gradient: x.values.map((v, i) => (isScore && this.#truth[i % size] !== 0 ? 2 * v : 0)),
    };
  }

  passes(): PassCount {
    return { forward: this.#forward, backward: this.#backward };
  }
}
