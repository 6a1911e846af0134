import { argmax, SaliogramError } from '@saliogram/core';
import type { CallOptions, Objective, SequenceBatch, Variants } from '@saliogram/core';
import {
  checkBatch,
  checkClasses,
  checkDropout,
  checkLength,
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
import type { NetworkShape } from './layout.ts';
import { crossEntropy } from './objective.ts';
import { updateParameters } from './parameter-update.ts';
import { parameterPlaces, parameterTable, readBlock, writeBlock } from './parameters.ts';
import type { ParameterInfo } from './parameters.ts';
import { Rounds } from './rounds.ts';
import type { Pass } from './rounds.ts';

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
  readonly #kernels: KernelSet;
  readonly #memory: KernelMemory;
  readonly #crew: Crew;
  readonly #rounds: Rounds;
  readonly #places: Int32Array;
  #updates = 0;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(facts: EngineFacts, kernels: KernelSet, memory: KernelMemory, crew: Crew) {
    this.shape = facts.shape;
    this.backend = facts.backend;
    this.threads = facts.threads;
    this.parameters = parameterTable(facts.shape);
    this.#kernels = kernels;
    this.#memory = memory;
    this.#crew = crew;
    this.#rounds = new Rounds(facts.shape, facts, memory, crew);
    this.#places = parameterPlaces(facts.shape, this.#rounds.network);
    this.#pack();
  }

  getParameters(): A {
    return readBlock(this.#memory.values(), this.#rounds.layout.parameters, this.#places) as A;
  }

  setParameters(values: ArrayLike<number>): void {
    checkLength(values, this.#places.length, 'parameters');
    writeBlock(this.#memory.values(), this.#rounds.layout.parameters, this.#places, values);
    this.#pack();
  }

  getOptimizerState(): OptimizerState<A> {
    const values = this.#memory.values();
    return {
      step: this.#updates,
      m: readBlock(values, this.#rounds.layout.firstMoment, this.#places) as A,
      v: readBlock(values, this.#rounds.layout.secondMoment, this.#places) as A,
    };
  }

  setOptimizerState(state: { step: number; m: ArrayLike<number>; v: ArrayLike<number> }): void {
    checkLength(state.m, this.#places.length, 'first moments');
    checkLength(state.v, this.#places.length, 'second moments');
    const values = this.#memory.values();
    writeBlock(values, this.#rounds.layout.firstMoment, this.#places, state.m);
    writeBlock(values, this.#rounds.layout.secondMoment, this.#places, state.v);
    this.#updates = state.step;
  }

  async forward(x: SequenceBatch, options: CallOptions & { perStep?: boolean } = {}): Promise<A> {
    checkBatch(x, this.shape);
    const perStep = options.perStep ?? false;
    const size = this.shape.outputs * (perStep ? x.steps : 1);
    const scores = this.#allocate(x.batch * size);
    await this.#exclusively(() =>
      this.#rounds.sequences(x, undefined, { perStep }, options.signal, (from, to) => {
        scores.set(this.#rounds.read('scores', (to - from) * size), from * size);
      }),
    );
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
      this.#rounds.sequences(x, targets, pass, options.signal, (from, to) => {
        scores.set(this.#rounds.read('scores', (to - from) * classes), from * classes);
        gradient.set(this.#rounds.read('dx', (to - from) * size), from * size);
      }),
    );
    return { scores, gradient };
  }

  async forwardVariants(
    bases: SequenceBatch,
    variants: Variants,
    options: CallOptions = {},
  ): Promise<{ baseScores: A; scores: A }> {
    checkBatch(bases, this.shape, 'bases');
    checkBatch(variants.sequences, this.shape, 'variants');
    checkVariants(bases, variants);
    const baseScores = this.#allocate(bases.batch * this.shape.outputs);
    const scores = this.#allocate(variants.sequences.batch * this.shape.outputs);
    await this.#exclusively(() => this.#rounds.variants(bases, variants, options.signal, baseScores, scores));
    return { baseScores, scores };
  }

  async gradients(
    x: SequenceBatch,
    labels: ArrayLike<number>,
    options: DropoutOptions & CallOptions = {},
  ): Promise<StepResult & { gradients: A }> {
    checkBatch(x, this.shape);
    this.#checkLabels(x, labels, options.dropout);
    return this.#exclusively(async () => {
      const result = await this.#accumulate(x, labels, options);
      const gradients = readBlock(
        this.#memory.values(),
        this.#rounds.layout.lanes[0].gradients,
        this.#places,
      ) as A;
      return { ...result, gradients };
    });
  }

  async trainStep(
    x: SequenceBatch,
    labels: ArrayLike<number>,
    step: TrainStepOptions & CallOptions,
  ): Promise<StepResult> {
    checkBatch(x, this.shape);
    this.#checkLabels(x, labels, step.dropout);
    checkTrainStep(step);
    return this.#exclusively(async () => {
      const result = await this.#accumulate(x, labels, step);
      if (Number.isFinite(result.loss) && Number.isFinite(result.gradientNorm)) {
        this.#updates++;
        const { layout, network } = this.#rounds;
        updateParameters(this.#kernels, layout, network.length, step, this.#updates, result.gradientNorm);
        this.#pack();
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

  #checkLabels(x: SequenceBatch, labels: ArrayLike<number>, dropout = 0): void {
    checkClasses(labels, x.batch, this.shape.outputs, 'labels');
    checkDropout(dropout);
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

  #pack(): void {
    const { layout, network } = this.#rounds;
    network.layers.forEach(({ depth, weightRows, units, weights }, l) => {
      const from = layout.parameters + weights;
      this.#kernels.packForward(depth, 4 * units, from, layout.packedForward[l]);
      this.#kernels.packBackward(weightRows, 4 * units, from, layout.packedBackward[l]);
    });
  }

  /** Leaves the batch's mean gradient in the block of lane 0; lanes are added in their order. */
  async #accumulate(
    x: SequenceBatch,
    labels: ArrayLike<number>,
    options: DropoutOptions & CallOptions,
  ): Promise<StepResult> {
    const classes = this.shape.outputs;
    const { dropout: rate = 0, seed = 0, signal } = options;
    const dropout: Dropout | undefined = rate > 0 ? { rate, seed, counter: this.#updates + 1 } : undefined;
    const pass: Pass = {
      perStep: false,
      backward: { objective: 'cross-entropy', scale: 1 / x.batch, weights: true, clear: true },
      ...(dropout && { dropout }),
    };
    let loss = 0;
    let correct = 0;
    await this.#rounds.sequences(x, labels, pass, signal, (from, to) => {
      const scores = this.#rounds.read('scores', (to - from) * classes);
      for (let i = from; i < to; i++) {
        const row = (i - from) * classes;
        loss += crossEntropy(scores, row, classes, labels[i]);
        if (argmax(scores, row, row + classes) === labels[i]) correct++;
      }
    });
    const { layout, network } = this.#rounds;
    const [first, ...others] = layout.lanes;
    for (const lane of others) this.#kernels.add(network.length, first.gradients, lane.gradients);
    const gradientNorm = Math.sqrt(this.#kernels.sumOfSquares(network.length, first.gradients));
    return { loss: loss / x.batch, correct, gradientNorm };
  }
}
