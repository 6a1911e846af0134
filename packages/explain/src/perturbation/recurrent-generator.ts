import { createRandom } from '@saliogram/core';
import type { SequenceBatch } from '@saliogram/core';
import { lengthOf } from '../attribution/sequence-end.ts';
import { ConditionalGru } from './conditional-gru.ts';
import { lineAhead } from './line-ahead.ts';
import { linearGaussianGenerator } from './linear-gaussian-generator.ts';
import type { Read } from './reading-gru.ts';
import { checkChannels, trainOnParts, trainingParts, trainingPlan } from './recurrent-training.ts';
import type { RecurrentTrainingOptions } from './recurrent-training.ts';
import type { DensityGenerator } from './sequence-generator.ts';
import type { StepScaling } from './step-scaling.ts';

/** A generator that was trained, and how well it did on sequences that it did not learn from. */
export interface RecurrentGenerator extends DensityGenerator {
  readonly notes: readonly string[];
  /** Of what was held out: its mean -log p(x_t | x_<t), in nats, and that of the linear-Gaussian generator of the same data. */
  readonly heldOut: {
    readonly sequences: number;
    readonly recurrent: number;
    readonly linearGaussian: number;
  };
  /** Epochs to the weights that were kept, and in all. */
  readonly bestEpoch: number;
  readonly epochs: number;
}

const WHERE = 'recurrent generator';

/**
 * A generator x_t ~ N(mean, S) whose mean and full covariance a GRU tells that has read x_<t, trained by -log p(x_t | x_<t)
 * with Adam from the line in x_t-1 on; the epoch that does best on held-out sequences is kept. Several steps are drawn
 * one after the other, each read before the next.
 *
 * One Gaussian a step: of a past after which either of two things may come it draws what lies between as well. Its notes
 * say how it compares with the linear-Gaussian one on what was held out.
 * Source: after Tonekaboni et al. 2020 (one step, full covariance) and Leung et al. 2023 (a window).
 *
 * @throws `argument-invalid` for data of fewer than two sequences, or an impossible option; `cancelled`
 */
export async function recurrentGenerator(
  data: SequenceBatch,
  options: RecurrentTrainingOptions = {},
): Promise<RecurrentGenerator> {
  const plan = trainingPlan(WHERE, data, options);
  const random = createRandom(plan.seed);
  const parts = trainingParts(data, plan, random);
  const { inside, outside, scaling } = parts;
  const network = new ConditionalGru(data.channels, plan.units, random);
  network.startFrom(lineAhead(scaling.sequencesOf(inside), data.channels, 1));
  const trained = await trainOnParts(WHERE, network, parts, plan, random);
  const heldOut = {
    sequences: outside.batch,
    recurrent: trained.heldOut + scaling.logVolume,
    linearGaussian: linearGaussianGenerator(inside).negativeLogLikelihood(outside),
  };
  return {
    name: `recurrent (${plan.units} units, ${trained.bestEpoch} epochs)`,
    notes: [
      `The recurrent generator was trained on ${inside.batch} sequences and came to ${heldOut.recurrent.toFixed(3)} nats a step on ${outside.batch} held out; the linear-Gaussian one comes to ${heldOut.linearGaussian.toFixed(3)} (lower is better).`,
    ],
    heldOut,
    bestEpoch: trained.bestEpoch,
    epochs: trained.epochs,
    negativeLogLikelihood(x) {
      checkChannels(WHERE, data, x);
      const steps = Array.from({ length: x.batch }, (_, b) => lengthOf(x, b)).reduce((a, b) => a + b, 0);
      const sum = scaling.sequencesOf(x).reduce((total, own) => total + network.loss(own), 0);
      return sum / steps + scaling.logVolume;
    },
    sample: samplerOf(network, scaling, data),
  };
}

function samplerOf(
  network: ConditionalGru,
  scaling: StepScaling,
  data: SequenceBatch,
): DensityGenerator['sample'] {
  // Steps of the same sequences, which stay as they are, are asked for one after the other: what was read before each is
  // worked out once.
  const known = new WeakMap<Float32Array, readonly Read[][]>();
  return (x, { from, steps, samples, known: channel }, random) => {
    checkChannels(WHERE, data, x);
    const { channels } = x;
    const { lengths: _, ...whole } = x;
    const readings = known.get(x.values) ?? scaling.sequencesOf(whole).map((own) => network.readings(own));
    known.set(x.values, readings);
    const noise = Float64Array.from({ length: samples * steps * channels }, () => random.normal());
    const drawn = new Float32Array(x.batch * samples * steps * channels);
    for (let b = 0; b < x.batch; b++) {
      const told =
        channel === undefined
          ? undefined
          : { channel, value: scaling.scaled(x.values[(b * x.steps + from) * channels + channel], channel) };
      for (let s = 0; s < samples; s++) {
        let read = readings[b][from];
        for (let i = 0; i < steps; i++) {
          const at = (s * steps + i) * channels;
          const own = network.draw(read, noise.subarray(at, at + channels), i === 0 ? told : undefined);
          const to = ((b * samples + s) * steps + i) * channels;
          own.forEach((v, c) => (drawn[to + c] = scaling.unscaled(v, c)));
          if (i === 0 && channel !== undefined) {
            drawn[to + channel] = x.values[(b * x.steps + from) * channels + channel];
          }
          if (i + 1 < steps) read = network.next(read, own);
        }
      }
    }
    return drawn;
  };
}
