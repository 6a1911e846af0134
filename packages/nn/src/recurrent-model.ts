import type {
  CallOptions,
  ClassInfo,
  HiddenStatesModel,
  Objective,
  PassCount,
  PrefixModel,
  RecurrentCells,
  RecurrentCellsModel,
  ScoreGradientModel,
  ScoreMatchModel,
  SequenceBatch,
  StepScoreGradientModel,
  StepVariants,
  StepVariantsModel,
  Variants,
} from '@saliogram/core';
import { createRandom } from '@saliogram/core';
import type { Engine, EngineOptions } from '@saliogram/kernels';
import { createEngine, parameterTable } from '@saliogram/kernels';
import { checkInput, checkTargets } from './check-input.ts';
import { lastHiddenStates } from './hidden-states.ts';
import type { Initialisation } from './initialise.ts';
import { initialParameters } from './initialise.ts';
import type { ModelMetadata } from './metadata.ts';
import { checkMetadata, networkShape } from './metadata.ts';
import { recurrentCellsOf } from './recurrent-cells.ts';

/**
 * Recurrent layers, their last state, the head, softmax: the classifier of the paper (section 4.1) and its relatives, on
 * a compute engine. Sequences of several lengths end where their `lengths` say: scores are those after the last step of
 * each, and gradients after it are 0.
 */
export class RecurrentModel
  implements
    StepScoreGradientModel,
    StepVariantsModel,
    ScoreGradientModel,
    ScoreMatchModel,
    PrefixModel,
    RecurrentCellsModel,
    HiddenStatesModel
{
  readonly metadata: ModelMetadata;
  /** Parameters, optimiser state and kernels; training drives it directly. */
  readonly engine: Engine;
  readonly #count: { forward: number; backward: number };

  constructor(metadata: ModelMetadata, engine: Engine, count = { forward: 0, backward: 0 }) {
    this.metadata = metadata;
    this.engine = engine;
    this.#count = count;
    // What a model can do is told by the calls that it has: a step read both ways is no single step.
    if (metadata.architecture.bidirectional) {
      Object.defineProperty(this, 'scoresOfStepVariants', { value: undefined });
    }
  }

  get classes(): readonly ClassInfo[] {
    return this.metadata.classes;
  }

  async scores(x: SequenceBatch, options: CallOptions = {}): Promise<Float32Array> {
    checkInput(x, this.metadata.architecture);
    this.#count.forward += x.batch;
    return this.engine.forward(x, options);
  }

  /** Scores [B, T, K] after each step; NaN after the end of a sequence. Both ways, each prefix is read anew. */
  async scoresPerStep(x: SequenceBatch, options: CallOptions = {}): Promise<Float32Array> {
    checkInput(x, this.metadata.architecture);
    this.#count.forward += this.metadata.architecture.bidirectional ? passesOverPrefixes(x) : x.batch;
    return this.engine.forward(x, { ...options, perStep: true });
  }

  async scoreGradient(
    x: SequenceBatch,
    targets: ArrayLike<number>,
    objective: Objective = 'score',
    options: CallOptions = {},
  ): Promise<{ scores: Float32Array; gradient: Float32Array }> {
    checkInput(x, this.metadata.architecture);
    checkTargets(targets, x.batch, this.metadata.architecture);
    this.#count.forward += x.batch;
    this.#count.backward += x.batch;
    return this.engine.inputGradient(x, targets, objective, options);
  }

  /** For models that read one way. */
  async stepsScoreGradient(
    x: SequenceBatch,
    targets: ArrayLike<number>,
    objective: Objective = 'score',
    options: CallOptions = {},
  ): Promise<{ scores: Float32Array; gradient: Float32Array }> {
    checkInput(x, this.metadata.architecture);
    checkTargets(targets, x.batch * x.steps, this.metadata.architecture);
    this.#count.forward += x.batch;
    this.#count.backward += x.batch;
    return this.engine.stepsGradient(x, targets, objective, options);
  }

  /** Scores after every step for models that read one way. */
  async matchGradient(
    x: SequenceBatch,
    reference: ArrayLike<number>,
    options: CallOptions = {},
  ): Promise<{ scores: Float32Array; gradient: Float32Array }> {
    checkInput(x, this.metadata.architecture);
    this.#count.forward += x.batch;
    this.#count.backward += x.batch;
    return this.engine.matchGradient(x, reference, options);
  }

  async scoresOfVariants(
    bases: SequenceBatch,
    variants: Variants,
    options: CallOptions = {},
  ): Promise<{ baseScores: Float32Array; scores: Float32Array }> {
    checkInput(bases, this.metadata.architecture);
    checkInput(variants.sequences, this.metadata.architecture);
    const { baseScores, scores, steps } = await this.engine.forwardVariants(bases, variants, options);
    this.#count.forward += bases.batch + steps / bases.steps;
    return { baseScores, scores };
  }

  /** Each replaced step counts 1 / T of a pass. Models that read both ways do not have this call. */
  async scoresOfStepVariants(
    x: SequenceBatch,
    { others, samples, window = 1 }: StepVariants,
    options: CallOptions & { gradient?: { targets: ArrayLike<number>; objective: Objective } } = {},
  ): Promise<{ scores: Float32Array; gradient?: Float32Array }> {
    checkInput(x, this.metadata.architecture);
    if (options.gradient) {
      const { targets } = options.gradient;
      const perStep = targets.length === x.batch * x.steps;
      checkTargets(targets, perStep ? targets.length : x.batch, this.metadata.architecture);
    }
    this.#count.forward += x.batch * (1 + samples * window);
    if (options.gradient) this.#count.backward += x.batch * samples;
    return this.engine.stepVariants(x, others, samples, { ...options, window });
  }

  recurrentCells(): RecurrentCells {
    return recurrentCellsOf(this.engine.shape, this.engine.getParameters());
  }

  async hiddenStates(x: SequenceBatch, options: CallOptions = {}): Promise<Float32Array> {
    checkInput(x, this.metadata.architecture);
    this.#count.forward += x.batch;
    return lastHiddenStates(this.engine, x, options);
  }

  passes(): PassCount {
    return { ...this.#count };
  }

  /** The same model (same engine, same pass count) with some of its metadata replaced. */
  withMetadata(changes: Partial<ModelMetadata>): RecurrentModel {
    const metadata = checkMetadata({ ...this.metadata, ...changes }, 'withMetadata', 'argument-invalid');
    return new RecurrentModel(metadata, this.engine, this.#count);
  }

  /** Ends the engine's threads; the model cannot be used afterwards. */
  close(): Promise<void> {
    return this.engine.close();
  }
}

/** How a new model starts, and what it runs on. */
export interface CreateModelOptions extends EngineOptions {
  /** Seed of the starting parameters. */
  readonly seed: number;
  /** Default: weights uniform in +-1/sqrt(H), forget-gate bias of an LSTM 1. */
  readonly initialisation?: Initialisation;
}

/** Passes that reading every prefix of each sequence takes: a prefix of t of T steps counts t / T. */
function passesOverPrefixes({ batch, steps, lengths }: SequenceBatch): number {
  let passes = 0;
  for (let i = 0; i < batch; i++) {
    const length = lengths?.[i] ?? steps;
    passes += (length * (length + 1)) / 2 / steps;
  }
  return passes;
}

/**
 * A new, untrained model.
 *
 * @throws `argument-invalid` naming the field of `metadata` or the setting that is wrong
 */
export async function createModel(
  metadata: ModelMetadata,
  options: CreateModelOptions,
): Promise<RecurrentModel> {
  const { seed, initialisation, ...engineOptions } = options;
  const checked = checkMetadata(metadata, 'createModel', 'argument-invalid');
  const table = parameterTable(networkShape(checked.architecture));
  return modelOf(checked, initialParameters(table, createRandom(seed), initialisation), engineOptions);
}

/**
 * A model with the given parameters, such as those that an import made.
 *
 * @param parameters shape [P], as `parameterTable` of kernels orders them
 * @throws `argument-invalid` naming the field of `metadata` that is wrong, or when the number of parameters does not fit
 */
export async function modelOf(
  metadata: ModelMetadata,
  parameters: ArrayLike<number>,
  options: EngineOptions = {},
): Promise<RecurrentModel> {
  const checked = checkMetadata(metadata, 'modelOf', 'argument-invalid');
  const engine = await createEngine(networkShape(checked.architecture), options);
  try {
    engine.setParameters(parameters);
  } catch (error) {
    await engine.close();
    throw error;
  }
  return new RecurrentModel(checked, engine);
}
