import type { Random } from '@saliogram/core';
import { gaussianDraw, gaussianLoss, gaussianSize, scatterNumbers } from '../networks/gaussian-outputs.ts';
import { gruBack, gruParts, gruSizes } from '../networks/gru.ts';
import { addOuter, partsOf } from '../networks/parameter-parts.ts';
import { traceGru } from '../propagation/trace/gru-trace.ts';
import { addProduct, addTransposed } from '../propagation/trace/matrix.ts';
import { choleskyOfRidge } from './cholesky.ts';
import type { GaussianRegression } from './gaussian-regression.ts';

/** What has been read of a sequence: the state after it, [H], and the last step, [C]. */
export interface Read {
  readonly state: Float64Array;
  readonly last: Float64Array;
}

/**
 * A GRU that reads x_<t and tells the Gaussian of x_t, with a full covariance, by a linear layer on its state and on
 * x_t-1; before the first step both are 0.
 */
export class ConditionalGru {
  readonly channels: number;
  readonly units: number;
  /** All weights, one after the other. */
  readonly parameters: Float64Array;
  readonly #sizes: readonly number[];
  readonly #features: number;
  readonly #outputs: number;

  /** Weights start uniform in +-1 / sqrt(H), as PyTorch has it. */
  constructor(channels: number, units: number, random: Random) {
    this.channels = channels;
    this.units = units;
    this.#features = units + channels;
    this.#outputs = gaussianSize(channels);
    this.#sizes = [...gruSizes(channels, units), this.#outputs * this.#features, this.#outputs];
    const count = this.#sizes.reduce((sum, size) => sum + size, 0);
    this.parameters = Float64Array.from(
      { length: count },
      () => (2 * random.uniform() - 1) / Math.sqrt(units),
    );
  }

  /** Begins at a line in x_t-1 with its scatter; what the state says counts for nothing yet. */
  startFrom(line: GaussianRegression): void {
    const [, , , , weights, bias] = partsOf(this.parameters, this.#sizes);
    const c = this.channels;
    const constant = line.mean(new Float64Array(c));
    weights.fill(0);
    for (let j = 0; j < c; j++) {
      const moved = line.mean(Float64Array.from({ length: c }, (_, i) => (i === j ? 1 : 0)));
      for (let i = 0; i < c; i++) weights[i * this.#features + this.units + j] = moved[i] - constant[i];
    }
    bias.set(constant);
    bias.set(scatterNumbers(choleskyOfRidge(line.covariance, c, 0), c), c);
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
    const { last } = this.unread;
    return Array.from({ length: steps }, (_, t) => ({
      state: hidden.subarray(t * this.units, (t + 1) * this.units),
      last: t === 0 ? last : x.subarray((t - 1) * this.channels, t * this.channels),
    }));
  }

  /**
   * A draw of the step after what has been read.
   *
   * @param noise standard normal, [C]
   */
  draw(
    read: Read,
    noise: ArrayLike<number>,
    known?: { readonly channel: number; readonly value: number },
  ): Float64Array {
    return gaussianDraw(this.#tell(this.#featuresOf(read)), 0, noise, known);
  }

  /** Sum over the steps of a sequence [T, C] of -log p(x_t | x_<t), in nats; adds its slopes to `gradients`. */
  loss(x: Float64Array, gradients?: Float64Array): number {
    const [c, h, f] = [this.channels, this.units, this.#features];
    const steps = x.length / c;
    const trace = traceGru(this.#gru(this.parameters), h, x, steps);
    const weights = partsOf(this.parameters, this.#sizes)[4];
    const grown = gradients && partsOf(gradients, this.#sizes);
    const dHidden = new Float64Array(steps * h);
    let sum = 0;
    for (let t = 0; t < steps; t++) {
      const state = trace.hidden.subarray(t * h, (t + 1) * h);
      const last = t === 0 ? this.unread.last : x.subarray((t - 1) * c, t * c);
      const features = this.#featuresOf({ state, last });
      const outputs = this.#tell(features);
      const slopes = grown && new Float64Array(outputs.length);
      sum += gaussianLoss(outputs, 0, x.subarray(t * c, (t + 1) * c), slopes);
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

  #gru(flat: Float64Array) {
    return gruParts(partsOf(flat, this.#sizes).slice(0, 4));
  }

  #featuresOf({ state, last }: Read): Float64Array {
    const features = new Float64Array(this.#features);
    features.set(state);
    features.set(last, this.units);
    return features;
  }

  #tell(features: Float64Array): Float64Array {
    const [, , , , weights, bias] = partsOf(this.parameters, this.#sizes);
    const outputs = bias.slice();
    addProduct(outputs, 0, weights, 0, this.#outputs, this.#features, features, 0);
    return outputs;
  }
}
