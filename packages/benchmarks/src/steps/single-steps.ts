import { createRandom, softmax } from '@saliogram/core';
import type {
  CallOptions,
  RecurrentCellsModel,
  ScoresModel,
  SequenceBatch,
  StepVariantsModel,
} from '@saliogram/core';
import { deepLiftOfStepAnswers, hasCapability, lrpOfStepAnswers, quadrature } from '@saliogram/explain';

/** What a method may know besides model and sequences. */
export interface StepContext extends CallOptions {
  /** The sequences that the model learnt from, of the same steps. */
  readonly data: SequenceBatch;
  readonly seed: number;
  /** Whose change replaced steps are judged by; default `score`. */
  readonly objective?: 'score' | 'probability';
}

/**
 * Values [B, T, C] of every step's cells for the score of that step's class, from single steps; their modulus is importance.
 *
 * @param targets the class of each step, [B, T]
 */
export type SingleSteps<M = StepVariantsModel> = (
  model: M,
  x: SequenceBatch,
  targets: Int32Array,
  context: StepContext,
) => Promise<Float32Array>;

/** Of Gauss and Legendre, which leave less error than 50 equal parts. */
const PATH = quadrature('gauss-legendre', 20);
const SAMPLES = 10;
const DRAWS = 50;

/**
 * Methods whose map of the last step of every prefix needs no more than one cell step from a state that the prefixes
 * share: gradients to the last step along paths on which all prefixes move together, and last steps replaced.
 * Each gives what its plain form gives at the last step of every prefix, in T instead of T^2 / 2 steps.
 */
export const SINGLE_STEPS: Readonly<Record<string, SingleSteps | undefined>> = {
  'input-derivative': (model, x, targets, context) =>
    lastStepGradients(model, x, x.values, 1, targets, context),

  'gradient-times-input': async (model, x, targets, context) =>
    (await lastStepGradients(model, x, x.values, 1, targets, context)).map((g, i) => g * x.values[i]),

  // The points of the path from zero to a prefix are prefixes of the points of the path to the whole.
  'integrated-gradients': (model, x, targets, context) =>
    sumOver(PATH.nodes.length, x, async (node) => {
      const values = x.values.map((v) => v * PATH.nodes[node]);
      const gradients = await lastStepGradients(model, { ...x, values }, values, 1, targets, context);
      return gradients.map((g, i) => PATH.weights[node] * g * x.values[i]);
    }),

  // One draw for all prefixes of a sequence; baselines are zero and the explained sequences, half of the draws each.
  'expected-gradients': (model, x, targets, context) => {
    const random = createRandom(context.seed);
    const size = x.steps * x.channels;
    return sumOver(DRAWS, x, async () => {
      const from = Float32Array.from({ length: x.batch }, () =>
        random.uniform() < 0.5 ? -1 : random.integer(x.batch),
      );
      const share = Float32Array.from({ length: x.batch }, () => random.uniform());
      const baseline = x.values.map((_, i) => {
        const other = from[Math.floor(i / size)];
        return other < 0 ? 0 : x.values[other * size + (i % size)];
      });
      const values = x.values.map((v, i) => baseline[i] + share[Math.floor(i / size)] * (v - baseline[i]));
      const gradients = await lastStepGradients(model, { ...x, values }, values, 1, targets, context);
      return gradients.map((g, i) => (g * (x.values[i] - baseline[i])) / DRAWS);
    });
  },

  'temporal-integrated-gradients': async (model, x, targets, context) => {
    const { channels } = x;
    const nodes = PATH.nodes.length;
    const cellOf = (i: number): number => Math.floor(i / (nodes * channels)) * channels + (i % channels);
    const nodeOf = (i: number): number => Math.floor(i / channels) % nodes;
    const others = new Float32Array(x.values.length * nodes).map(
      (_, i) => x.values[cellOf(i)] * PATH.nodes[nodeOf(i)],
    );
    const gradients = await lastStepGradients(model, x, others, nodes, targets, context);
    const values = new Float32Array(x.values.length);
    gradients.forEach((g, i) => {
      values[cellOf(i)] += PATH.weights[nodeOf(i)] * g * x.values[cellOf(i)];
    });
    return values;
  },

  // The mean of the training sequences at that step stands in, as in tint.
  occlusion: (model, x, targets, context) => {
    const size = x.steps * x.channels;
    const mean = new Float32Array(size);
    context.data.values.forEach((v, i) => (mean[i % size] += v / context.data.batch));
    return replaced(model, x, targets, context, 1, (cell) => mean[cell]);
  },

  'augmented-occlusion': (model, x, targets, context) => {
    const random = createRandom(context.seed);
    const { data } = context;
    const size = x.steps * x.channels;
    return replaced(
      model,
      x,
      targets,
      context,
      SAMPLES,
      (cell) => data.values[random.integer(data.batch) * size + cell],
    );
  },
};

/** The same of the rules that go back through the cells: of a step's answer, what goes back through its own step. */
const THROUGH_CELLS: Readonly<Record<string, SingleSteps<RecurrentCellsModel> | undefined>> = {
  lrp: (model, x, targets, context) => lrpOfStepAnswers(model, x, targets, callOf(context)),
  'deep-lift': (model, x, targets, context) => deepLiftOfStepAnswers(model, x, targets, callOf(context)),
};

/** The single steps of a method, where there are any and the model can take them. */
export function singleStepsOf(
  name: string,
  model: ScoresModel,
): ((x: SequenceBatch, targets: Int32Array, context: StepContext) => Promise<Float32Array>) | undefined {
  const bySteps = SINGLE_STEPS[name];
  if (bySteps && hasCapability(model, 'scoresOfStepVariants')) return (...rest) => bySteps(model, ...rest);
  const throughCells = THROUGH_CELLS[name];
  if (throughCells && hasCapability(model, 'recurrentCells'))
    return (...rest) => throughCells(model, ...rest);
  return undefined;
}

async function sumOver(
  count: number,
  x: SequenceBatch,
  part: (i: number) => Promise<Float32Array>,
): Promise<Float32Array> {
  const sum = new Float32Array(x.values.length);
  for (let i = 0; i < count; i++) {
    const values = await part(i);
    for (let j = 0; j < sum.length; j++) sum[j] += values[j];
  }
  return sum;
}

/** Gradients [B, T, S, C] of the score of each step's own class to the inputs `others` in its place. */
async function lastStepGradients(
  model: StepVariantsModel,
  x: SequenceBatch,
  others: Float32Array,
  samples: number,
  targets: Int32Array,
  options: CallOptions,
): Promise<Float32Array> {
  const wanted = { ...callOf(options), gradient: { targets, objective: 'score' as const } };
  const { gradient } = await model.scoresOfStepVariants(x, { others, samples }, wanted);
  if (!gradient) throw new Error('internal: no gradient of step variants');
  return gradient;
}

/**
 * Mean change |s(x_1..t) - s(x_1..t with x_t,i replaced)| of the score, or the probability, of each step's class.
 *
 * @param value what stands in for a cell of the sequence, counted over steps and channels
 */
async function replaced(
  model: StepVariantsModel,
  x: SequenceBatch,
  targets: Int32Array,
  options: StepContext,
  samples: number,
  value: (cell: number) => number,
): Promise<Float32Array> {
  const { steps, channels } = x;
  const rows = samples * channels;
  const classes = model.classes.length;
  const others = new Float32Array(x.values.length * rows);
  for (let place = 0; place < x.batch * steps; place++) {
    const own = x.values.subarray(place * channels, (place + 1) * channels);
    for (let row = 0; row < rows; row++) {
      const at = (place * rows + row) * channels;
      const channel = row % channels;
      others.set(own, at);
      others[at + channel] = value((place % steps) * channels + channel);
    }
  }
  const judged = (scores: Float32Array): Float32Array =>
    options.objective === 'probability' ? softmax(scores, classes) : scores;
  const clean = judged(await model.scoresPerStep(x, callOf(options)));
  const { scores } = await model.scoresOfStepVariants(x, { others, samples: rows }, callOf(options));
  const changed = judged(scores);
  const values = new Float32Array(x.values.length);
  for (let place = 0; place < x.batch * steps; place++) {
    const before = clean[place * classes + targets[place]];
    for (let row = 0; row < rows; row++) {
      const after = changed[(place * rows + row) * classes + targets[place]];
      values[place * channels + (row % channels)] += Math.abs(before - after) / samples;
    }
  }
  return values;
}

function callOf({ signal }: CallOptions): CallOptions {
  return signal ? { signal } : {};
}
