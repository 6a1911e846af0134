import type { CallOptions, Objective, SequenceBatch, Variants } from '@saliogram/core';
import type { Reals } from './kernel-set.ts';
import type { NetworkShape } from './network-shape.ts';
import type { ParameterInfo } from './parameters.ts';

/** The ways to compute: `auto` takes the fastest that the host has. */
export type BackendName = 'native' | 'wasm' | 'wasm-plain' | 'reference' | 'reference64';

/** How an engine computes. */
export interface EngineOptions {
  /** Default `auto`: what the environment variable SALIOGRAM_BACKEND names, else the fastest that the host has. */
  readonly backend?: 'auto' | BackendName;
  /** Threads of the crew; default the host's cores, at most 8; 1 without shared memory and in the reference backends. */
  readonly threads?: number;
  /** Most sequences a thread runs at once; default 64, fewer for long sequences. */
  readonly microBatch?: number;
}

/** Dropout of one pass, inverted (Srivastava et al. 2014). */
export interface DropoutOptions {
  /** Probability of a zero in the outputs of recurrent layers, before the next one or the head, in [0, 1); default 0. */
  readonly dropout?: number;
  /** The same of the outputs of the head's hidden layers; default `dropout`. */
  readonly headDropout?: number;
  /** Seed of the masks; default 0. */
  readonly seed?: number;
}

/** The settings of one parameter update. */
export interface TrainStepOptions extends DropoutOptions {
  readonly learningRate: number;
  /** Scales the gradient down to this global L2 norm (Pascanu et al. 2013); default no limit. */
  readonly clipNorm?: number;
  /** L2 penalty as PyTorch's optimisers have it: this times the parameters is added to the clipped gradient; default 0. */
  readonly weightDecay?: number;
  /** Names of parameters that stay as they are, as {@link Engine.parameters} has them; default none. */
  readonly frozen?: readonly string[];
  /** Default `adam`. */
  readonly optimizer?: 'adam' | 'rmsprop';
  /** Adam's decay of the first moment; default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment; default 0.999 for Adam, 0.99 for RMSProp. */
  readonly beta2?: number;
  /** Default 1e-8. */
  readonly epsilon?: number;
}

/** What a batch gave: mean softmax cross-entropy, correct decisions, L2 norm of the unclipped gradient. */
export interface StepResult {
  readonly loss: number;
  readonly correct: number;
  readonly gradientNorm: number;
}

/** Updates so far, and the moments in the order of the flat parameter vector. */
export interface OptimizerState<A extends Reals = Float32Array> {
  readonly step: number;
  readonly m: A;
  readonly v: A;
}

/**
 * A network of recurrent layers and a head on the last state, with its parameters, gradients and optimiser. The last
 * state of a bidirectional network is that of both directions, each after its own last step.
 *
 * Shapes: B batch, T steps, C channels, K classes, P parameters. Calls made at the same time run one after the other.
 * Same seed, backend and thread count give the same bits. Every call throws `argument-invalid` for arguments that do
 * not fit and `cancelled` when its signal is aborted. Numbers come as A: Float64Array from `reference64`, else
 * Float32Array.
 */
export interface Engine<A extends Reals = Float32Array> {
  readonly shape: NetworkShape;
  readonly backend: BackendName;
  readonly threads: number;
  /** The parameters in the flat vector, row-major; see {@link parameterTable}. */
  readonly parameters: readonly ParameterInfo[];
  /** A copy of the flat vector, [P]. */
  getParameters(): A;
  setParameters(values: ArrayLike<number>): void;
  /** Scores [B, K], or with `perStep` [B, T, K]: the scores as if the sequence ended after each step (NaN
   * after its end); a bidirectional network then takes T passes. */
  forward(x: SequenceBatch, options?: CallOptions & { perStep?: boolean }): Promise<A>;
  /** Scores [B, K] and the gradient [B, T, C] of each sequence's objective; no weight gradients are computed. */
  inputGradient(
    x: SequenceBatch,
    targets: ArrayLike<number>,
    objective: Objective,
    options?: CallOptions,
  ): Promise<{ scores: A; gradient: A }>;
  /**
   * Scores [B, T, K] after every step, and the gradient [B, T, C] of the sum over the steps of each sequence of the
   * objective of the step's own target. For networks that read one way.
   *
   * @param targets [B, T]; those after the end of a sequence do not matter
   */
  stepsGradient(
    x: SequenceBatch,
    targets: ArrayLike<number>,
    objective: Objective,
    options?: CallOptions,
  ): Promise<{ scores: A; gradient: A }>;
  /**
   * Scores, and the gradient [B, T, C] of the sum of the squared differences between the scores of each sequence and the
   * reference: of the last scores, [B, K], or for networks that read one way of those after every step, [B, T, K].
   *
   * @param reference [B, K] or [B, T, K]; what it has after the end of a sequence does not matter
   */
  matchGradient(
    x: SequenceBatch,
    reference: ArrayLike<number>,
    options?: CallOptions,
  ): Promise<{ scores: A; gradient: A }>;
  /**
   * Scores [V, K] of variants and [B, K] of their bases, equal to those of {@link Engine.forward} to the bit. Steps before
   * a variant's first change are not computed again, nor most of what many variants begin with alike; `steps` is how many
   * the variants took.
   */
  forwardVariants(
    bases: SequenceBatch,
    variants: Variants,
    options?: CallOptions,
  ): Promise<{ baseScores: A; scores: A; steps: number }>;
  /**
   * Scores [B, T, S, K] after each step when that step's input alone is another, S of them for each, and with
   * `gradient` the gradient [B, T, S, C] of the objective to them; one cell step each, from the state before it. For
   * networks that read one way. With `window` W the scores [B, T, S, W, K] after each of the W steps from there on, all of
   * them others; what reaches beyond the end of a sequence says nothing.
   *
   * @param others [B, T, S, C], or [B, T, S, W, C]
   * @param options targets of the gradient are one per sequence, [B], or one per step, [B, T]
   */
  stepVariants(
    x: SequenceBatch,
    others: Float32Array,
    samples: number,
    options?: CallOptions & {
      window?: number;
      gradient?: { targets: ArrayLike<number>; objective: Objective };
    },
  ): Promise<{ scores: A; gradient?: A }>;
  /** One update on a batch by the mean softmax cross-entropy. When loss or gradient is not finite nothing changes. */
  trainStep(
    x: SequenceBatch,
    labels: ArrayLike<number>,
    step: TrainStepOptions & CallOptions,
  ): Promise<StepResult>;
  /** Loss and gradients [P] without an update, with the masks that the next update would use. */
  gradients(
    x: SequenceBatch,
    labels: ArrayLike<number>,
    options?: DropoutOptions & CallOptions,
  ): Promise<StepResult & { gradients: A }>;
  getOptimizerState(): OptimizerState<A>;
  setOptimizerState(state: { step: number; m: ArrayLike<number>; v: ArrayLike<number> }): void;
  /** Ends the threads; the engine takes no more calls. */
  close(): Promise<void>;
}
