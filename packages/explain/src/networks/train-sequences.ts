import type { OnEvent, Random } from '@saliogram/core';
import { ADAM_DEFAULTS, adamStep } from '../masks/adam.ts';
import { turns } from '../propagation/each-sequence.ts';

/** A model of sequences with a loss that it can differentiate. */
export interface SequenceLearner {
  /** All weights; changed by training. */
  readonly parameters: Float64Array;
  /** Sum over the steps of a sequence [T, C] of what is lowered; adds its slopes to `gradients`. */
  loss(x: Float64Array, gradients?: Float64Array): number;
}

/** How long and how fast a model learns. */
export interface TrainingRule {
  readonly epochs: number;
  /** Of Adam. */
  readonly learningRate: number;
  /** Sequences of an update. */
  readonly batch: number;
  /** Epochs without a new best on what was held out before training ends. */
  readonly patience: number;
}

/** What training came to. */
export interface TrainedSequences {
  /** Mean loss of a step of what was held out, at the weights kept. */
  readonly heldOut: number;
  /** Epochs to those weights, and in all. */
  readonly bestEpoch: number;
  readonly epochs: number;
}

/** A gradient is scaled down to this length, of the mean over steps. */
const CLIP_NORM = 1;

/**
 * Trains on the mean loss of a step, epoch by epoch, and leaves the weights of the epoch that did best on what was held
 * out.
 *
 * @param channels C of the sequences, each [T, C]
 * @throws `cancelled`
 */
export async function trainSequences(
  learner: SequenceLearner,
  sequences: readonly Float64Array[],
  heldOut: readonly Float64Array[],
  channels: number,
  rule: TrainingRule,
  random: Random,
  options: { readonly stage: string; readonly signal?: AbortSignal; readonly onEvent?: OnEvent },
): Promise<TrainedSequences> {
  const { parameters } = learner;
  const moments = { first: new Float64Array(parameters.length), second: new Float64Array(parameters.length) };
  const turn = turns(options.signal, options.stage);
  const stepsOf = (all: readonly Float64Array[]): number =>
    all.reduce((sum, x) => sum + x.length / channels, 0);
  const lossOf = async (all: readonly Float64Array[]): Promise<number> => {
    let sum = 0;
    for (const x of all) {
      sum += learner.loss(x);
      await turn();
    }
    return sum / stepsOf(all);
  };
  const order = Uint32Array.from(sequences, (_, i) => i);
  let best = { loss: await lossOf(heldOut), epoch: 0, parameters: parameters.slice() };
  let [update, epoch] = [0, 0];
  while (epoch < rule.epochs && epoch - best.epoch < rule.patience) {
    epoch++;
    random.shuffle(order);
    for (let from = 0; from < order.length; from += rule.batch) {
      const chosen = Array.from(order.subarray(from, from + rule.batch), (i) => sequences[i]);
      const gradient = new Float64Array(parameters.length);
      for (const x of chosen) {
        learner.loss(x, gradient);
        await turn();
      }
      const steps = stepsOf(chosen);
      const norm = Math.sqrt(gradient.reduce((sum, g) => sum + (g / steps) ** 2, 0));
      const scale = Math.min(1, CLIP_NORM / norm) / steps;
      for (let i = 0; i < gradient.length; i++) gradient[i] *= scale;
      if (Number.isFinite(norm) && norm > 0) {
        adamStep(parameters, gradient, moments, ++update, {
          ...ADAM_DEFAULTS,
          learningRate: rule.learningRate,
        });
      }
    }
    const loss = await lossOf(heldOut);
    if (loss < best.loss) best = { loss, epoch, parameters: parameters.slice() };
    options.onEvent?.({ type: 'progress', stage: options.stage, done: epoch, total: rule.epochs });
  }
  parameters.set(best.parameters);
  return { heldOut: best.loss, bestEpoch: best.epoch, epochs: epoch };
}
