import type { Random } from '@saliogram/core';
import { gruBack, gruParts, gruSizes } from '../networks/gru.ts';
import { addOuter, partsOf } from '../networks/parameter-parts.ts';
import { traceGru } from '../propagation/trace/gru-trace.ts';
import { addProduct, addTransposed } from '../propagation/trace/matrix.ts';

/** What has been read of a sequence: the state after it, [H], and the last step, [C]. */
export interface Read {
  readonly state: Float64Array;
  readonly last: Float64Array;
}

/** A GRU that reads x_<t and tells numbers by a linear layer on its state and on x_t-1; before the first step both are 0. */
export class ReadingGru {
  readonly channels: number;
  readonly units: number;
  readonly outputs: number;
  /** All weights, one after the other. */
  readonly parameters: Float64Array;
  readonly #sizes: readonly number[];
  readonly #features: number;

  /** Weights start uniform in +-1 / sqrt(H), as PyTorch has it. */
  constructor(channels: number, units: number, outputs: number, random: Random) {
    this.channels = channels;
    this.units = units;
    this.outputs = outputs;
    this.#features = units + channels;
    this.#sizes = [...gruSizes(channels, units), outputs * this.#features, outputs];
    const count = this.#sizes.reduce((sum, size) => sum + size, 0);
    this.parameters = Float64Array.from(
      { length: count },
      () => (2 * random.uniform() - 1) / Math.sqrt(units),
    );
  }

  /** Makes it tell a line in x_t-1, whose value at x [C] is [outputs]; what the state says counts for nothing yet. */
  startFromLine(line: (x: Float64Array) => Float64Array): void {
    const [, , , , weights, bias] = partsOf(this.parameters, this.#sizes);
    const c = this.channels;
    const constant = line(new Float64Array(c));
    weights.fill(0);
    for (let j = 0; j < c; j++) {
      const moved = line(Float64Array.from({ length: c }, (_, i) => (i === j ? 1 : 0)));
      moved.forEach((v, i) => (weights[i * this.#features + this.units + j] = v - constant[i]));
    }
    bias.set(constant);
  }

  /** Before any step. */
  get unread(): Read {
    return { state: new Float64Array(this.units), last: new Float64Array(this.channels) };
  }

  /** After one step more. */
  next({ state }: Read, x: Float64Array): Read {
    const { hidden } = traceGru(this.#gru(this.parameters), this.units, x, 1, state);
    return { state: hidden.subarray(this.units), last: x };
  }

  /** What has been read before each step of a sequence [T, C]. */
  readings(x: Float64Array): Read[] {
    const steps = x.length / this.channels;
    const { hidden } = traceGru(this.#gru(this.parameters), this.units, x, steps);
    return Array.from({ length: steps }, (_, t) => this.#readBefore(x, hidden, t));
  }

  /** The numbers told of what has been read, [outputs]. */
  tell(read: Read): Float64Array {
    return this.#told(this.#featuresOf(read));
  }

  /**
   * Sum of the losses of what is told before each step of a sequence [T, C]; adds its slopes to `gradients`.
   *
   * @param lossAt the loss of what is told before step t; adds its slopes to `slopes`, where that is given
   */
  lossOf(
    x: Float64Array,
    lossAt: (t: number, told: Float64Array, slopes?: Float64Array) => number,
    gradients?: Float64Array,
  ): number {
    const [c, h, f] = [this.channels, this.units, this.#features];
    const steps = x.length / c;
    const trace = traceGru(this.#gru(this.parameters), h, x, steps);
    const weights = partsOf(this.parameters, this.#sizes)[4];
    const grown = gradients && partsOf(gradients, this.#sizes);
    const dHidden = new Float64Array(steps * h);
    let sum = 0;
    for (let t = 0; t < steps; t++) {
      const features = this.#featuresOf(this.#readBefore(x, trace.hidden, t));
      const told = this.#told(features);
      const slopes = grown && new Float64Array(told.length);
      sum += lossAt(t, told, slopes);
      if (!grown || !slopes) continue;
      addOuter(grown[4], slopes, 0, slopes.length, features, 0, f);
      slopes.forEach((slope, i) => (grown[5][i] += slope));
      if (t === 0) continue;
      // The state before step t is that after step t - 1.
      const dFeatures = new Float64Array(f);
      addTransposed(dFeatures, 0, weights, 0, slopes.length, f, slopes, 0);
      dHidden.set(dFeatures.subarray(0, h), (t - 1) * h);
    }
    if (gradients) gruBack(trace, this.#gru(this.parameters), dHidden, this.#gru(gradients));
    return sum;
  }

  /** @param hidden states before the first step and after each, [T + 1, H] */
  #readBefore(x: Float64Array, hidden: Float64Array, t: number): Read {
    const c = this.channels;
    return {
      state: hidden.subarray(t * this.units, (t + 1) * this.units),
      last: t === 0 ? this.unread.last : x.subarray((t - 1) * c, t * c),
    };
  }

  #gru(flat: Float64Array) {
    return gruParts(partsOf(flat, this.#sizes).slice(0, 4));
  }

  #featuresOf({ state, last }: Read): Float64Array {
    const features = new Float64Array(this.#features);
    features.set(state);
    features.set(last, this.units);
    return features;
  }

  #told(features: Float64Array): Float64Array {
    const [, , , , weights, bias] = partsOf(this.parameters, this.#sizes);
    const told = bias.slice();
    addProduct(told, 0, weights, 0, this.outputs, this.#features, features, 0);
    return told;
  }
}
