import { argmax, SaliogramError, throwIfAborted } from '@saliogram/core';
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
import type { SequenceJob } from './job.ts';
import type { KernelMemory, KernelSet, Reals } from './kernel-set.ts';
import { layoutMemory, layoutParameters } from './layout.ts';
import type { Capacity, MemoryLayout, NetworkShape, ParameterLayout } from './layout.ts';
import { crossEntropy } from './objective.ts';
import { parameterPlaces, parameterTable, readBlock, writeBlock } from './parameters.ts';
import type { ParameterInfo } from './parameters.ts';
import { planVariantChunks } from './variant-chunks.ts';

const MICRO_BATCH = 64;
/** Activations that one lane keeps for a backward pass, at most (unless 4 sequences need more). */
const LANE_BYTES = 160 * 2 ** 20;

interface EngineFacts {
  readonly shape: NetworkShape;
  readonly backend: BackendName;
  readonly threads: number;
  readonly microBatch: number | undefined;
}

/** What a call asks of a pass over a batch; `gather` runs after each round with the range now in memory. */
type Pass = Omit<SequenceJob, 'kind' | 'capacity' | 'count' | 'steps' | 'rowsPerLane' | 'first'>;

/** The engine over any backend: rounds of at most threads x micro-batch sequences, each one job of the crew. */
export class NetworkEngine<A extends Reals> implements Engine<A> {
  readonly shape: NetworkShape;
  readonly backend: BackendName;
  readonly threads: number;
  readonly parameters: readonly ParameterInfo[];
  readonly #kernels: KernelSet;
  readonly #memory: KernelMemory;
  readonly #crew: Crew;
  readonly #network: ParameterLayout;
  readonly #places: Int32Array;
  readonly #microBatch: number;
  #capacity: Capacity = { rows: 0, steps: 0, rowSlots: 0 };
  #layout: MemoryLayout;
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
    this.#network = layoutParameters(facts.shape);
    this.#places = parameterPlaces(facts.shape, this.#network);
    this.#microBatch = Math.ceil((facts.microBatch ?? MICRO_BATCH) / 4) * 4;
    this.#layout = layoutMemory(facts.shape, this.#network, facts.threads, this.#capacity);
    memory.reserve(this.#layout.length);
    this.#pack();
  }

  getParameters(): A {
    return readBlock(this.#memory.values(), this.#layout.parameters, this.#places) as A;
  }

  setParameters(values: ArrayLike<number>): void {
    checkLength(values, this.#places.length, 'parameters');
    writeBlock(this.#memory.values(), this.#layout.parameters, this.#places, values);
    this.#pack();
  }

  getOptimizerState(): OptimizerState<A> {
    const values = this.#memory.values();
    return {
      step: this.#updates,
      m: readBlock(values, this.#layout.firstMoment, this.#places) as A,
      v: readBlock(values, this.#layout.secondMoment, this.#places) as A,
    };
  }

  setOptimizerState(state: { step: number; m: ArrayLike<number>; v: ArrayLike<number> }): void {
    checkLength(state.m, this.#places.length, 'first moments');
    checkLength(state.v, this.#places.length, 'second moments');
    const values = this.#memory.values();
    writeBlock(values, this.#layout.firstMoment, this.#places, state.m);
    writeBlock(values, this.#layout.secondMoment, this.#places, state.v);
    this.#updates = state.step;
  }

  async forward(x: SequenceBatch, options: CallOptions & { perStep?: boolean } = {}): Promise<A> {
    checkBatch(x, this.shape);
    const perStep = options.perStep ?? false;
    const size = this.shape.outputs * (perStep ? x.steps : 1);
    const scores = this.#allocate(x.batch * size);
    await this.#exclusively(() =>
      this.#rounds(x, undefined, { perStep }, options.signal, (from, to) => {
        scores.set(this.#read(this.#layout.scores, (to - from) * size), from * size);
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
      this.#rounds(x, targets, pass, options.signal, (from, to) => {
        scores.set(this.#read(this.#layout.scores, (to - from) * classes), from * classes);
        gradient.set(this.#read(this.#layout.dx, (to - from) * size), from * size);
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
    await this.#exclusively(() => this.#variantRounds(bases, variants, options.signal, baseScores, scores));
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
      const gradients = readBlock(this.#memory.values(), this.#layout.lanes[0].gradients, this.#places) as A;
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
        this.#update(step, result.gradientNorm);
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

  #read(offset: number, count: number): Reals {
    return this.#memory.values().subarray(offset, offset + count);
  }

  #pack(): void {
    this.#network.layers.forEach(({ depth, weightRows, units, weights }, l) => {
      const from = this.#layout.parameters + weights;
      this.#kernels.packForward(depth, 4 * units, from, this.#layout.packedForward[l]);
      this.#kernels.packBackward(weightRows, 4 * units, from, this.#layout.packedBackward[l]);
    });
  }

  /** Rows per lane for sequences of `steps`, once the memory holds them. */
  #reserve(steps: number, keep: boolean): number {
    const perStep = this.#network.layers.reduce(
      (sum, layer) => sum + layer.zStride + layer.gateStride + layer.cellStride,
      0,
    );
    const fitting = Math.floor(LANE_BYTES / (perStep * 4 * (steps + 1)) / 4) * 4;
    const rows = keep ? Math.max(4, Math.min(this.#microBatch, fitting)) : this.#microBatch;
    const wanted: Capacity = {
      rows: this.#microBatch,
      steps: Math.max(steps, this.#capacity.steps),
      rowSlots: Math.max(keep ? rows * (steps + 1) : rows, this.#capacity.rowSlots),
    };
    const capacity = this.#capacity;
    if (wanted.rows > capacity.rows || wanted.steps > capacity.steps || wanted.rowSlots > capacity.rowSlots) {
      const layout = layoutMemory(this.shape, this.#network, this.threads, wanted);
      this.#memory.reserve(layout.length);
      this.#capacity = wanted;
      this.#layout = layout;
    }
    return rows;
  }

  async #rounds(
    x: SequenceBatch,
    classes: ArrayLike<number> | undefined,
    pass: Pass,
    signal: AbortSignal | undefined,
    gather: (from: number, to: number) => void,
  ): Promise<void> {
    const { steps, channels, batch } = x;
    const rows = this.#reserve(steps, pass.backward !== undefined);
    const size = steps * channels;
    for (let from = 0; from < batch; from += rows * this.threads) {
      throwIfAborted(signal, 'engine');
      const to = Math.min(batch, from + rows * this.threads);
      const values = this.#memory.values();
      values.set(x.values.subarray(from * size, to * size), this.#layout.x);
      if (classes) for (let i = from; i < to; i++) values[this.#layout.targets + i - from] = classes[i];
      const backward = pass.backward && { ...pass.backward, clear: pass.backward.clear && from === 0 };
      await this.#crew.run({
        ...pass,
        ...(backward && { backward }),
        kind: 'sequences',
        capacity: this.#capacity,
        count: to - from,
        steps,
        rowsPerLane: Math.ceil((to - from) / this.threads / 4) * 4,
        first: from,
      });
      gather(from, to);
    }
    throwIfAborted(signal, 'engine');
  }

  async #variantRounds(
    bases: SequenceBatch,
    variants: Variants,
    signal: AbortSignal | undefined,
    baseScores: A,
    scores: A,
  ): Promise<void> {
    const classes = this.shape.outputs;
    const { steps } = bases;
    const size = steps * bases.channels;
    const rows = this.#reserve(steps, false);
    const chunks = planVariantChunks(bases.batch, variants, rows);
    for (let from = 0; from < chunks.length; from += this.threads) {
      throwIfAborted(signal, 'engine');
      const round = chunks.slice(from, from + this.threads);
      const eachRow = (visit: (place: number, sequence: number) => void): void =>
        round.forEach((chunk, lane) =>
          chunk.sequences.forEach((sequence, row) => visit(lane * rows + row, sequence)),
        );
      const values = this.#memory.values();
      eachRow((place, sequence) => {
        const source = sequence < 0 ? variants.sequences.values : bases.values;
        const start = (sequence < 0 ? ~sequence : sequence) * size;
        values.set(source.subarray(start, start + size), this.#layout.x + place * size);
      });
      await this.#crew.run({
        kind: 'variants',
        capacity: this.#capacity,
        steps,
        chunks: Array.from({ length: this.threads }, (_, lane) => {
          const chunk = round[lane];
          return chunk && { source: chunk.source, joinAt: chunk.joinAt };
        }),
      });
      eachRow((place, sequence) => {
        const row = this.#read(this.#layout.scores + place * classes, classes);
        if (sequence < 0) scores.set(row, ~sequence * classes);
        else baseScores.set(row, sequence * classes);
      });
    }
    throwIfAborted(signal, 'engine');
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
    await this.#rounds(x, labels, pass, signal, (from, to) => {
      const scores = this.#read(this.#layout.scores, (to - from) * classes);
      for (let i = from; i < to; i++) {
        const row = (i - from) * classes;
        loss += crossEntropy(scores, row, classes, labels[i]);
        if (argmax(scores, row, row + classes) === labels[i]) correct++;
      }
    });
    const [first, ...others] = this.#layout.lanes;
    for (const lane of others) this.#kernels.add(this.#network.length, first.gradients, lane.gradients);
    const gradientNorm = Math.sqrt(this.#kernels.sumOfSquares(this.#network.length, first.gradients));
    return { loss: loss / x.batch, correct, gradientNorm };
  }

  #update(step: TrainStepOptions, gradientNorm: number): void {
    const { clipNorm = Infinity, optimizer = 'adam', beta1 = 0.9, epsilon = 1e-8, learningRate } = step;
    const { parameters, firstMoment, secondMoment, lanes } = this.#layout;
    const { length } = this.#network;
    const scale = Math.min(1, clipNorm / (gradientNorm + 1e-6));
    const gradients = lanes[0].gradients;
    this.#updates++;
    if (optimizer === 'adam') {
      const { beta2 = 0.999 } = step;
      const correction1 = 1 / (1 - beta1 ** this.#updates);
      const correction2 = 1 / (1 - beta2 ** this.#updates);
      // prettier-ignore
      this.#kernels.adam(length, parameters, gradients, firstMoment, secondMoment, scale, learningRate, beta1, beta2, epsilon, correction1, correction2);
    } else {
      const { beta2 = 0.99 } = step;
      this.#kernels.rmsprop(length, parameters, gradients, secondMoment, scale, learningRate, beta2, epsilon);
    }
    this.#pack();
  }
}
