import { SaliogramError, createRandom, gatherBatch } from '@saliogram/core';
import type { CallOptions, OnEvent, SequenceBatch } from '@saliogram/core';
import { checkInteger, checkNumber } from '../attribution/check-argument.ts';
import { lengthOf } from '../attribution/sequence-end.ts';
import { trainSequences } from '../networks/train-sequences.ts';
import { ConditionalGru } from './conditional-gru.ts';
import type { Read } from './conditional-gru.ts';
import { GaussianRegression, Moments } from './gaussian-regression.ts';
import { linearGaussianGenerator } from './linear-gaussian-generator.ts';
import type { DensityGenerator } from './sequence-generator.ts';
import { StepScaling } from './step-scaling.ts';

/** Options of {@link recurrentGenerator}. */
export interface RecurrentGeneratorOptions extends CallOptions {
  /** Receives progress, in epochs. */
  readonly onEvent?: OnEvent;
  /** H; default 32. */
  readonly units?: number;
  /** Most epochs; default 20. */
  readonly epochs?: number;
  /** Of Adam; default 0.005. */
  readonly learningRate?: number;
  /** Sequences of an update; default 16. */
  readonly batch?: number;
  /** Epochs without a new best on what was held out before training ends; default 4. */
  readonly patience?: number;
  /** Share of the sequences that is held out, at least one of them; default 0.2. */
  readonly heldOut?: number;
  /** Most sequences of the data, drawn by the seed; default 500. */
  readonly sequences?: number;
  /** Of the weights, of what is held out and of the order; default 0. */
  readonly seed?: number;
}

/** The defaults of {@link recurrentGenerator}. */
export const RECURRENT_GENERATOR_DEFAULTS = {
  units: 32,
  epochs: 20,
  learningRate: 0.005,
  batch: 16,
  patience: 4,
  heldOut: 0.2,
  sequences: 500,
  seed: 0,
} as const;

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

/** Relative to the mean variance of what is read. */
const LINE_RIDGE = 1e-3;
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
  options: RecurrentGeneratorOptions = {},
): Promise<RecurrentGenerator> {
  const given = { ...RECURRENT_GENERATOR_DEFAULTS, ...options };
  check(data, given);
  const random = createRandom(given.seed);
  const order = random.shuffle(Uint32Array.from({ length: data.batch }, (_, b) => b));
  const drawn = Array.from(order.subarray(0, given.sequences));
  const kept = Math.max(1, Math.min(drawn.length - 1, Math.round(given.heldOut * drawn.length)));
  const [outside, inside] = [drawn.slice(0, kept), drawn.slice(kept)].map((rows) => gatherBatch(data, rows));
  const scaling = new StepScaling(inside);
  const network = new ConditionalGru(data.channels, given.units, random);
  const sequences = scaling.sequencesOf(inside);
  network.startFrom(lineOf(sequences, data.channels));
  const trained = await trainSequences(
    network,
    sequences,
    scaling.sequencesOf(outside),
    data.channels,
    given,
    random,
    { stage: `${WHERE}: training`, ...callsOf(options) },
  );
  const heldOut = {
    sequences: kept,
    recurrent: trained.heldOut + scaling.logVolume,
    linearGaussian: linearGaussianGenerator(inside).negativeLogLikelihood(outside),
  };
  return {
    name: `recurrent (${given.units} units, ${trained.bestEpoch} epochs)`,
    notes: [
      `The recurrent generator was trained on ${inside.batch} sequences and came to ${heldOut.recurrent.toFixed(3)} nats a step on ${kept} held out; the linear-Gaussian one comes to ${heldOut.linearGaussian.toFixed(3)} (lower is better).`,
    ],
    heldOut,
    bestEpoch: trained.bestEpoch,
    epochs: trained.epochs,
    negativeLogLikelihood(x) {
      checkChannels(data, x);
      const steps = Array.from({ length: x.batch }, (_, b) => lengthOf(x, b)).reduce((a, b) => a + b, 0);
      const sum = scaling.sequencesOf(x).reduce((total, own) => total + network.loss(own), 0);
      return sum / steps + scaling.logVolume;
    },
    sample: samplerOf(network, scaling, data),
  };
}

/** The line from each step to the next, and its scatter. */
function lineOf(sequences: readonly Float64Array[], channels: number): GaussianRegression {
  const moments = new Moments(channels, channels);
  for (const x of sequences) {
    // The first step comes after none.
    const led = new Float64Array(channels + x.length);
    led.set(x, channels);
    for (let at = 0; at < x.length; at += channels) moments.add(led.subarray(at, at + 2 * channels));
  }
  return new GaussianRegression(moments, LINE_RIDGE);
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
    checkChannels(data, x);
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

function checkChannels(data: SequenceBatch, { channels }: SequenceBatch): void {
  if (data.channels === channels) return;
  throw new SaliogramError(
    'argument-invalid',
    `${WHERE}: got sequences of ${channels} channels, expected ${data.channels} as in the data that it learned from`,
    { details: { channels, expected: data.channels } },
  );
}

function callsOf({ signal, onEvent }: RecurrentGeneratorOptions) {
  return { ...(signal && { signal }), ...(onEvent && { onEvent }) };
}

function check(
  data: SequenceBatch,
  options: Required<Omit<RecurrentGeneratorOptions, 'signal' | 'onEvent'>>,
): void {
  checkInteger(WHERE, 'sequences of data', data.batch, 2);
  for (const name of ['units', 'epochs', 'batch', 'patience'] as const) {
    checkInteger(WHERE, name, options[name], 1);
  }
  checkInteger(WHERE, 'sequences', options.sequences, 2);
  checkNumber(WHERE, 'learningRate', options.learningRate, 0);
  checkNumber(WHERE, 'heldOut', options.heldOut, 0, 1);
}
