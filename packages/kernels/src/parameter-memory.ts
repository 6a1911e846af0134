import { checkLength } from './checks.ts';
import type { OptimizerState, TrainStepOptions } from './engine.ts';
import type { KernelMemory, KernelSet, Reals } from './kernel-set.ts';
import type { MemoryLayout } from './layout.ts';
import type { Network } from './network-shape.ts';
import type { ParameterLayout } from './parameter-layout.ts';
import { clipScale, updateParameters } from './parameter-update.ts';
import { parameterPlaces, readBlock, writeBlock } from './parameters.ts';
import type { ParameterInfo } from './parameters.ts';
import type { TrainingHead } from './training-head.ts';

/** The parameters and the optimiser's state where the kernels find them, and as flat vectors. */
export class ParameterMemory<A extends Reals> {
  readonly #kernels: KernelSet;
  readonly #memory: KernelMemory;
  readonly #blocks: ParameterLayout;
  readonly #layout: () => MemoryLayout;
  readonly #places: Int32Array;
  readonly #table: readonly ParameterInfo[];
  #updates = 0;

  /**
   * @param table names and places in the flat vector
   * @param layout where everything lies now
   */
  constructor(
    network: Network,
    table: readonly ParameterInfo[],
    blocks: ParameterLayout,
    kernels: KernelSet,
    memory: KernelMemory,
    layout: () => MemoryLayout,
  ) {
    this.#kernels = kernels;
    this.#memory = memory;
    this.#blocks = blocks;
    this.#layout = layout;
    this.#places = parameterPlaces(network, blocks);
    this.#table = table;
    this.#pack();
  }

  /** Updates so far. */
  get updates(): number {
    return this.#updates;
  }

  get(): A {
    return readBlock(this.#memory.values(), this.#layout().parameters, this.#places) as A;
  }

  set(values: ArrayLike<number>): void {
    checkLength(values, this.#places.length, 'parameters');
    writeBlock(this.#memory.values(), this.#layout().parameters, this.#places, values);
    this.#pack();
  }

  /** The gradients that the latest pass left, summed over the lanes. */
  gradients(): A {
    return readBlock(this.#memory.values(), this.#layout().lanes[0].gradients, this.#places) as A;
  }

  optimizerState(): OptimizerState<A> {
    const values = this.#memory.values();
    const { firstMoment, secondMoment } = this.#layout();
    return {
      step: this.#updates,
      m: readBlock(values, firstMoment, this.#places) as A,
      v: readBlock(values, secondMoment, this.#places) as A,
    };
  }

  setOptimizerState(state: { step: number; m: ArrayLike<number>; v: ArrayLike<number> }): void {
    checkLength(state.m, this.#places.length, 'first moments');
    checkLength(state.v, this.#places.length, 'second moments');
    const values = this.#memory.values();
    const { firstMoment, secondMoment } = this.#layout();
    writeBlock(values, firstMoment, this.#places, state.m);
    writeBlock(values, secondMoment, this.#places, state.v);
    this.#updates = state.step;
  }

  /** Adds the lanes' gradients to those of the first, in their order; returns their L2 norm. */
  sumGradients(): number {
    const [first, ...others] = this.#layout().lanes;
    const { length } = this.#blocks;
    for (const lane of others) this.#kernels.add(length, first.gradients, lane.gradients);
    return Math.sqrt(this.#kernels.sumOfSquares(length, first.gradients));
  }

  /** Moves the parameters by the summed gradients, and a batch-normalised head's statistics. */
  update(step: TrainStepOptions, gradientNorm: number, head: TrainingHead | undefined): void {
    this.#updates++;
    const { length } = this.#blocks;
    const scale = clipScale(step, gradientNorm);
    this.#prepareGradients(step, scale);
    updateParameters(this.#kernels, this.#layout(), length, step, this.#updates, scale);
    head?.updateStatistics(this.#memory.values(), this.#layout().parameters);
    this.#pack();
  }

  /** Freezes what is to stay, and adds the L2 penalty to the rest so that it counts in full after the clipping. */
  #prepareGradients({ weightDecay = 0, frozen = [] }: TrainStepOptions, scale: number): void {
    if (weightDecay === 0 && frozen.length === 0) return;
    const values = this.#memory.values();
    const { parameters, lanes } = this.#layout();
    const { gradients } = lanes[0];
    for (const { name, offset, length, trainable } of this.#table) {
      const still = frozen.includes(name);
      if (!still && (!trainable || weightDecay === 0)) continue;
      for (let i = offset; i < offset + length; i++) {
        const place = this.#places[i];
        if (still) values[gradients + place] = 0;
        else values[gradients + place] += (weightDecay / scale) * values[parameters + place];
      }
    }
  }

  #pack(): void {
    const { parameters, packed, packedHead } = this.#layout();
    this.#memory.values();
    this.#blocks.layers.forEach(({ units, gates, inputColumns, directions }, l) => {
      directions.forEach(({ inputWeights, recurrentWeights }, d) => {
        const to = packed[l][d];
        const [inputs, recurrent] = [parameters + inputWeights, parameters + recurrentWeights];
        this.#kernels.pack(inputColumns, gates.input * units, inputs, to.input);
        this.#kernels.packTransposed(inputColumns, gates.input * units, inputs, to.inputTransposed);
        this.#kernels.packRecurrent(gates.recurrent, units, recurrent, to.recurrent);
        this.#kernels.packTransposed(units, gates.recurrent * units, recurrent, to.recurrentTransposed);
      });
    });
    this.#blocks.head.forEach(({ inputColumns, outputColumns, weights }, i) => {
      this.#kernels.pack(inputColumns, outputColumns, parameters + weights, packedHead[i].weights);
      const { transposed } = packedHead[i];
      this.#kernels.packTransposed(inputColumns, outputColumns, parameters + weights, transposed);
    });
  }
}
