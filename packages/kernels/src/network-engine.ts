import { argmax, SaliogramError } from '@saliogram/core';
import type { CallOptions, Objective, SequenceBatch, Variants } from '@saliogram/core';
import {
  checkBatch,
  checkClasses,
  checkDropout,
  checkFrozen,
  checkLength,
  checkOneWay,
  checkStepTargets,
  checkStepVariants,
  checkTrainStep,
  checkVariants,
} from './checks.ts';
import type { Crew } from './crew.ts';
import type { Dropout } from './dropout-mask.ts';
import type {
  BackendName,
  DropoutOptions,
  Engine,
  OptimizerState,
  StepResult,
  TrainStepOptions,
} from './engine.ts';
import type { KernelMemory, KernelSet, Reals } from './kernel-set.ts';
import { crossEntropy } from './objective.ts';
import { networkOf } from './network-shape.ts';
import type { Network, NetworkShape } from './network-shape.ts';
import { layoutParameters } from './parameter-layout.ts';
import type { ParameterLayout } from './parameter-layout.ts';
import { ParameterMemory } from './parameter-memory.ts';
import { parameterTable } from './parameters.ts';
import type { ParameterInfo } from './parameters.ts';
import { Rounds } from './rounds.ts';
import type { Pass } from './rounds.ts';
import { throughHead } from './through-head.ts';
import type { TrainingHead } from './training-head.ts';

interface EngineFacts {
  readonly shape: NetworkShape;
  readonly backend: BackendName;
  readonly threads: number;
  readonly microBatch: number | undefined;
}

/** The engine over any backend: checks, calls one after the other, parameters and their updates. */
export class NetworkEngine<A extends Reals> implements Engine<A> {
  readonly shape: NetworkShape;
  readonly backend: BackendName;
  readonly threads: number;
  readonly parameters: readonly ParameterInfo[];
  readonly #network: Network;
  readonly #layout: ParameterLayout;
  readonly #memory: KernelMemory;
  readonly #crew: Crew;
  readonly #rounds: Rounds;
  readonly #weights: ParameterMemory<A>;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(facts: EngineFacts, kernels: KernelSet, memory: KernelMemory, crew: Crew) {
    this.shape = facts.shape;
    this.backend = facts.backend;
    this.threads = facts.threads;
    this.parameters = parameterTable(facts.shape);
    this.#network = networkOf(facts.shape);
    this.#layout = layoutParameters(this.#network, kernels.width);
    this.#memory = memory;
    this.#crew = crew;
    this.#rounds = new Rounds(this.#network, this.#layout, facts, memory, crew);
    const layout = () => this.#rounds.layout;
    this.#weights = new ParameterMemory(
      this.#network,
      this.parameters,
      this.#layout,
      kernels,
      memory,
      layout,
    );
  }

  getParameters(): A {
    return this.#weights.get();
  }

  setParameters(values: ArrayLike<number>): void {
    this.#weights.set(values);
  }

  getOptimizerState(): OptimizerState<A> {
    return this.#weights.optimizerState();
  }

  setOptimizerState(state: { step: number; m: ArrayLike<number>; v: ArrayLike<number> }): void {
    this.#weights.setOptimizerState(state);
  }

  async forward(x: SequenceBatch, options: CallOptions & { perStep?: boolean } = {}): Promise<A> {
    checkBatch(x, this.shape);
    const { perStep = false, signal } = options;
    if (perStep && this.#network.directions === 2) return this.#forwardPrefixes(x, signal);
    const classes = this.shape.outputs;
    const size = classes * (perStep ? x.steps : 1);
    const scores = this.#allocate(x.batch * size);
    await this.#exclusively(() =>
      this.#rounds.sequences(x, undefined, { perStep }, signal, (read) => read('scores', size, scores)),
    );
    if (perStep) clearAfterEnd(x, scores, classes);
    return scores;
  }

  async inputGradient(
    x: SequenceBatch,
    targets: ArrayLike<number>,
    objective: Objective,
    options: CallOptions = {},
  ): Promise<{ scores: A; gradient: A }> {
    checkBatch(x, this.shape);
    checkClasses(targets, x.batch, this.shape.outputs, 'targets');
    const classes = this.shape.outputs;
    const size = x.steps * x.channels;
    const scores = this.#allocate(x.batch * classes);
    const gradient = this.#allocate(x.batch * size);
    const pass: Pass = { perStep: false, backward: { objective, scale: 1, weights: false, clear: false } };
    await this.#exclusively(() =>
      this.#rounds.sequences(x, targets, pass, options.signal, (read) => {
        read('scores', classes, scores);
        read('dx', size, gradient);
      }),
    );
    return { scores, gradient };
  }

  async stepsGradient(
    x: SequenceBatch,
    targets: ArrayLike<number>,
    objective: Objective,
    options: CallOptions = {},
  ): Promise<{ scores: A; gradient: A }> {
    checkBatch(x, this.shape);
    checkOneWay(this.#network);
    checkClasses(targets, x.batch * x.steps, this.shape.outputs, 'targets');
    const classes = x.steps * this.shape.outputs;
    const size = x.steps * x.channels;
    const scores = this.#allocate(x.batch * classes);
    const gradient = this.#allocate(x.batch * size);
    const backward = { objective, scale: 1, weights: false, clear: false, targets: Array.from(targets) };
    await this.#exclusively(() =>
      this.#rounds.sequences(x, undefined, { perStep: true, backward }, options.signal, (read) => {
        read('scores', classes, scores);
        read('dx', size, gradient);
      }),
    );
    clearAfterEnd(x, scores, classes / x.steps);
    return { scores, gradient };
  }

  async matchGradient(
    x: SequenceBatch,
    reference: ArrayLike<number>,
    options: CallOptions = {},
  ): Promise<{ scores: A; gradient: A }> {
    checkBatch(x, this.shape);
    const classes = this.shape.outputs;
    const perStep = reference.length !== x.batch * classes;
    if (perStep) {
      checkOneWay(this.#network);
      checkLength(reference, x.batch * x.steps * classes, 'scores to match');
    }
    const size = perStep ? x.steps * classes : classes;
    const scores = this.#allocate(x.batch * size);
    const gradient = this.#allocate(x.values.length);
    const backward = {
      objective: 'squared-error' as const,
      scale: 1,
      weights: false,
      clear: false,
      reference: Array.from(reference),
    };
    await this.#exclusively(() =>
      this.#rounds.sequences(x, undefined, { perStep, backward }, options.signal, (read) => {
        read('scores', size, scores);
        read('dx', x.steps * x.channels, gradient);
      }),
    );
    if (perStep) clearAfterEnd(x, scores, classes);
    return { scores, gradient };
  }

  async forwardVariants(
    bases: SequenceBatch,
    variants: Variants,
    options: CallOptions = {},
  ): Promise<{ baseScores: A; scores: A; steps: number }> {
    checkBatch(bases, this.shape, 'bases');
    checkBatch(variants.sequences, this.shape, 'variants');
    checkVariants(bases, variants);
    // Read in both directions, or to different ends, a variant shares no states with its base.
    if (this.#network.directions === 2 || bases.lengths || variants.sequences.lengths) {
      const baseScores = await this.forward(bases, options);
      const { sequences } = variants;
      const scores = await this.forward(sequences, options);
      return { baseScores, scores, steps: sequences.batch * sequences.steps };
    }
    const baseScores = this.#allocate(bases.batch * this.shape.outputs);
    const scores = this.#allocate(variants.sequences.batch * this.shape.outputs);
    const steps = await this.#exclusively(() =>
      this.#rounds.variants(bases, variants, options.signal, baseScores, scores),
    );
    return { baseScores, scores, steps };
  }

  async stepVariants(
    x: SequenceBatch,
    others: Float32Array,
    samples: number,
    options: CallOptions & {
      window?: number;
      gradient?: { targets: ArrayLike<number>; objective: Objective };
    } = {},
  ): Promise<{ scores: A; gradient?: A }> {
    checkBatch(x, this.shape);
    const { gradient: wanted, window = 1, signal } = options;
    checkStepVariants(x, this.#network, others, samples, window, wanted !== undefined);
    if (wanted) checkStepTargets(wanted.targets, x, this.shape.outputs);
    const size = x.steps * samples * window;
    const scores = this.#allocate(x.batch * size * this.shape.outputs);
    const gradient = wanted && this.#allocate(others.length);
    await this.#exclusively(() =>
      this.#rounds.steps(x, { values: others, samples, window }, wanted, signal, (read) => {
        read('otherScores', size * this.shape.outputs, scores);
        if (gradient) read('otherGradients', size * x.channels, gradient);
      }),
    );
    return { scores, ...(gradient && { gradient }) };
  }

  async gradients(
    x: SequenceBatch,
    labels: ArrayLike<number>,
    options: DropoutOptions & CallOptions = {},
  ): Promise<StepResult & { gradients: A }> {
    checkBatch(x, this.shape);
    this.#checkLabels(x, labels, options);
    return this.#exclusively(async () => {
      const { head: _, ...result } = await this.#accumulate(x, labels, options);
      return { ...result, gradients: this.#weights.gradients() };
    });
  }

  async trainStep(
    x: SequenceBatch,
    labels: ArrayLike<number>,
    step: TrainStepOptions & CallOptions,
  ): Promise<StepResult> {
    checkBatch(x, this.shape);
    this.#checkLabels(x, labels, step);
    checkTrainStep(step);
    checkFrozen(step.frozen, this.parameters);
    return this.#exclusively(async () => {
      const { head, ...result } = await this.#accumulate(x, labels, step);
      if (Number.isFinite(result.loss) && Number.isFinite(result.gradientNorm)) {
        this.#weights.update(step, result.gradientNorm, head);
      }
      return result;
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#last.catch(() => undefined);
    this.#closed = true;
    await this.#crew.close();
  }

  #checkLabels(x: SequenceBatch, labels: ArrayLike<number>, options: DropoutOptions): void {
    checkClasses(labels, x.batch, this.shape.outputs, 'labels');
    checkDropout(options);
    if (x.batch === 0)
      throw new SaliogramError('argument-invalid', 'training batch: got 0 sequences, expected at least 1');
  }

  /** Runs `work` after all calls made before; they share one memory. */
  #exclusively<R>(work: () => Promise<R>): Promise<R> {
    const result = this.#last.then(() => {
      if (this.#closed) throw new SaliogramError('argument-invalid', 'engine: closed; create another one');
      return work();
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  #allocate(count: number): A {
    return (this.backend === 'reference64' ? new Float64Array(count) : new Float32Array(count)) as A;
  }

  /** Scores after each step where a later step changes earlier states: every prefix is a sequence of its own. */
  async #forwardPrefixes(x: SequenceBatch, signal: AbortSignal | undefined): Promise<A> {
    const { steps, channels } = x;
    const size = steps * this.shape.outputs;
    const scores = this.#allocate(x.batch * size).fill(NaN) as A;
    const values = new Float32Array(steps * steps * channels);
    for (let i = 0; i < x.batch; i++) {
      const length = x.lengths?.[i] ?? steps;
      const own = x.values.subarray(i * steps * channels, (i + 1) * steps * channels);
      for (let t = 0; t < length; t++) values.set(own, t * steps * channels);
      const lengths = Array.from({ length }, (_, t) => t + 1);
      const prefixes = { ...x, batch: length, values: values.subarray(0, length * own.length), lengths };
      scores.set(await this.forward(prefixes, signal ? { signal } : {}), i * size);
    }
    return scores;
  }

  /** Leaves the batch's mean gradient in the block of lane 0; lanes are added in their order. */
  async #accumulate(
    x: SequenceBatch,
    labels: ArrayLike<number>,
    options: DropoutOptions & CallOptions,
  ): Promise<StepResult & { head?: TrainingHead }> {
    const classes = this.shape.outputs;
    const { dropout: rate = 0, headDropout: headRate = rate, seed = 0, signal } = options;
    const counter = this.#weights.updates + 1;
    const masks = (r: number): Dropout | undefined => (r > 0 ? { rate: r, seed, counter } : undefined);
    const dropout = masks(rate);
    const headDropout = masks(headRate);
    const pass: Pass = {
      perStep: false,
      backward: { objective: 'cross-entropy', scale: 1 / x.batch, weights: true, clear: true },
      ...(dropout && { dropout }),
      ...(headDropout && { headDropout }),
    };
    const scores = this.#allocate(x.batch * classes);
    let head: TrainingHead | undefined;
    if (this.#network.dense.some(({ batchNorm }) => batchNorm)) {
      const values = (): Reals => this.#memory.values();
      head = await throughHead(this.#rounds, values, { x, labels, pass, signal }, scores);
    } else {
      await this.#rounds.sequences(x, labels, pass, signal, (read) => read('scores', classes, scores));
    }
    let loss = 0;
    let correct = 0;
    for (let i = 0; i < x.batch; i++) {
      const row = i * classes;
      loss += crossEntropy(scores, row, classes, labels[i]);
      if (argmax(scores, row, row + classes) === labels[i]) correct++;
    }
    const gradientNorm = this.#weights.sumGradients();
    return { loss: loss / x.batch, correct, gradientNorm, ...(head && { head }) };
  }
}

/** There are no scores [B, T, K] after the end of a sequence. */
function clearAfterEnd({ batch, steps, lengths }: SequenceBatch, scores: Reals, classes: number): void {
  const size = steps * classes;
  for (let i = 0; lengths && i < batch; i++) {
    scores.fill(NaN, i * size + lengths[i] * classes, (i + 1) * size);
  }
}
