import { SaliogramError, gatherBatch } from '@saliogram/core';
import type { CallOptions, OnEvent, Random, SequenceBatch } from '@saliogram/core';
import { checkInteger, checkNumber } from '../attribution/check-argument.ts';
import { trainSequences } from '../networks/train-sequences.ts';
import type { SequenceLearner, TrainedSequences } from '../networks/train-sequences.ts';
import { StepScaling } from './step-scaling.ts';

/** How a recurrent network learns what comes next. */
export interface RecurrentTrainingOptions extends CallOptions {
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

/** The defaults of {@link RecurrentTrainingOptions}. */
export const RECURRENT_TRAINING_DEFAULTS = {
  units: 32,
  epochs: 20,
  learningRate: 0.005,
  batch: 16,
  patience: 4,
  heldOut: 0.2,
  sequences: 500,
  seed: 0,
} as const;

/** Options with nothing left open but who listens. */
export type TrainingPlan = Required<Omit<RecurrentTrainingOptions, 'signal' | 'onEvent'>> &
  Pick<RecurrentTrainingOptions, 'signal' | 'onEvent'>;

/** Sequences to learn from and to judge by, and the scale on which both are read. */
export interface TrainingParts {
  readonly inside: SequenceBatch;
  readonly outside: SequenceBatch;
  readonly scaling: StepScaling;
}

/**
 * The options with their defaults.
 *
 * @throws `argument-invalid` for data of fewer than two sequences, or an impossible option
 */
export function trainingPlan(
  where: string,
  data: SequenceBatch,
  options: RecurrentTrainingOptions,
): TrainingPlan {
  const plan = { ...RECURRENT_TRAINING_DEFAULTS, ...options };
  checkInteger(where, 'sequences of data', data.batch, 2);
  for (const name of ['units', 'epochs', 'batch', 'patience'] as const)
    checkInteger(where, name, plan[name], 1);
  checkInteger(where, 'sequences', plan.sequences, 2);
  checkNumber(where, 'learningRate', plan.learningRate, 0);
  checkNumber(where, 'heldOut', plan.heldOut, 0, 1);
  return plan;
}

/** Draws what is learned from and what is held out. */
export function trainingParts(
  data: SequenceBatch,
  { sequences, heldOut }: TrainingPlan,
  random: Random,
): TrainingParts {
  const order = random.shuffle(Uint32Array.from({ length: data.batch }, (_, b) => b));
  const drawn = Array.from(order.subarray(0, sequences));
  const kept = Math.max(1, Math.min(drawn.length - 1, Math.round(heldOut * drawn.length)));
  const [outside, inside] = [drawn.slice(0, kept), drawn.slice(kept)].map((rows) => gatherBatch(data, rows));
  return { inside, outside, scaling: new StepScaling(inside) };
}

/** Trains on the one part and keeps what does best on the other. */
export async function trainOnParts(
  where: string,
  network: SequenceLearner,
  { inside, outside, scaling }: TrainingParts,
  plan: TrainingPlan,
  random: Random,
): Promise<TrainedSequences> {
  const { signal, onEvent } = plan;
  return trainSequences(
    network,
    scaling.sequencesOf(inside),
    scaling.sequencesOf(outside),
    inside.channels,
    plan,
    random,
    { stage: `${where}: training`, ...(signal && { signal }), ...(onEvent && { onEvent }) },
  );
}

/** @throws `argument-invalid` for sequences of other channels than it learned from */
export function checkChannels(where: string, data: SequenceBatch, { channels }: SequenceBatch): void {
  if (data.channels === channels) return;
  throw new SaliogramError(
    'argument-invalid',
    `${where}: got sequences of ${channels} channels, expected ${data.channels} as in the data that it learned from`,
    { details: { channels, expected: data.channels } },
  );
}
