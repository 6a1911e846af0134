import type {
  CallOptions,
  ClassInfo,
  Objective,
  PassCount,
  PrefixModel,
  ScoreGradientModel,
  SequenceBatch,
  StepScoresModel,
  Variants,
} from '@saliogram/core';
import { SaliogramError, createRandom } from '@saliogram/core';
import type { Engine, EngineOptions } from '@saliogram/kernels';
import { createEngine, parameterTable } from '@saliogram/kernels';
import type { Initialisation } from './initialise.ts';
import { initialParameters } from './initialise.ts';
import type { ModelMetadata } from './metadata.ts';
import { checkMetadata } from './metadata.ts';

/** LSTM layers, last step, linear layer, softmax: the classifier of the paper (section 4.1), on a compute engine. */
export class LstmModel implements StepScoresModel, ScoreGradientModel, PrefixModel {
  readonly metadata: ModelMetadata;
  /** Parameters, optimiser state and kernels; training drives it directly. */
  readonly engine: Engine;
  readonly #count: { forward: number; backward: number };

  constructor(metadata: ModelMetadata, engine: Engine, count = { forward: 0, backward: 0 }) {
    this.metadata = metadata;
    this.engine = engine;
    this.#count = count;
  }

  get classes(): readonly ClassInfo[] {
    return this.metadata.classes;
  }

  async scores(x: SequenceBatch, options: CallOptions = {}): Promise<Float32Array> {
    this.#checkInput(x);
    this.#count.forward += x.batch;
    return this.engine.forward(x, options);
  }

  async scoresPerStep(x: SequenceBatch, options: CallOptions = {}): Promise<Float32Array> {
    this.#checkInput(x);
    this.#count.forward += x.batch;
    return this.engine.forward(x, { ...options, perStep: true });
  }

  async scoreGradient(
    x: SequenceBatch,
    targets: ArrayLike<number>,
    objective: Objective = 'score',
    options: CallOptions = {},
  ): Promise<{ scores: Float32Array; gradient: Float32Array }> {
    this.#checkInput(x);
    this.#checkTargets(targets, x.batch);
    this.#count.forward += x.batch;
    this.#count.backward += x.batch;
    return this.engine.inputGradient(x, targets, objective, options);
  }

  async scoresOfVariants(
    bases: SequenceBatch,
    variants: Variants,
    options: CallOptions = {},
  ): Promise<{ baseScores: Float32Array; scores: Float32Array }> {
    this.#checkInput(bases);
    this.#checkInput(variants.sequences);
    this.#count.forward += bases.batch;
    for (let v = 0; v < variants.sequences.batch; v++) {
      this.#count.forward += 1 - variants.firstChange[v] / bases.steps;
    }
    return this.engine.forwardVariants(bases, variants, options);
  }

  passes(): PassCount {
    return { ...this.#count };
  }

  /** The same model (same engine, same pass count) with some of its metadata replaced. */
  withMetadata(changes: Partial<ModelMetadata>): LstmModel {
    const metadata = checkMetadata({ ...this.metadata, ...changes }, 'withMetadata', 'argument-invalid');
    return new LstmModel(metadata, this.engine, this.#count);
  }

  /** Ends the engine's threads; the model cannot be used afterwards. */
  close(): Promise<void> {
    return this.engine.close();
  }

  #checkInput(x: SequenceBatch): void {
    const { inputs } = this.metadata.architecture;
    if (x.channels !== inputs) {
      throw new SaliogramError(
        'model-mismatch',
        `model input: got sequences of ${x.channels} channels, expected ${inputs}; use data with the preprocessing of the model`,
        { details: { channels: x.channels, expected: inputs } },
      );
    }
    if (x.steps < 1) {
      throw new SaliogramError(
        'argument-invalid',
        'model input: got sequences of 0 steps, expected at least 1',
      );
    }
  }

  #checkTargets(targets: ArrayLike<number>, batch: number): void {
    const { outputs } = this.metadata.architecture;
    if (targets.length !== batch) {
      throw new SaliogramError(
        'argument-invalid',
        `targets: got ${targets.length}, expected one for each of ${batch} sequences`,
        { details: { length: targets.length, batch } },
      );
    }
    for (let i = 0; i < batch; i++) {
      if (!Number.isInteger(targets[i]) || targets[i] < 0 || targets[i] >= outputs) {
        throw new SaliogramError(
          'argument-invalid',
          `targets: number ${i} is ${targets[i]}, expected a class index from 0 to ${outputs - 1}`,
          { details: { index: i, target: targets[i], classes: outputs } },
        );
      }
    }
  }
}

/** How a new model starts, and what it runs on. */
export interface CreateModelOptions extends EngineOptions {
  /** Seed of the starting parameters. */
  readonly seed: number;
  /** Default: weights uniform in +-1/sqrt(H), forget-gate bias 1. */
  readonly initialisation?: Initialisation;
}

/**
 * A new, untrained model.
 *
 * @throws `argument-invalid` naming the field of `metadata` or the setting that is wrong
 */
export async function createModel(metadata: ModelMetadata, options: CreateModelOptions): Promise<LstmModel> {
  const { seed, initialisation, ...engineOptions } = options;
  const checked = checkMetadata(metadata, 'createModel', 'argument-invalid');
  const start = initialParameters(parameterTable(checked.architecture), createRandom(seed), initialisation);
  const engine = await createEngine(checked.architecture, engineOptions);
  engine.setParameters(start);
  return new LstmModel(checked, engine);
}
