import { maskKey, maskThreshold, scramble } from './dropout-mask.ts';
import type { Dropout } from './dropout-mask.ts';
import { NORM_EPSILON } from './head-pass.ts';
import type { Reals } from './kernel-set.ts';
import type { LinearLayout, ParameterLayout } from './parameter-layout.ts';

/** What one layer's backward pass needs of its forward pass; [B, outputs]. */
interface Kept {
  readonly input: Float64Array;
  /** After normalisation, before scale and shift. */
  readonly normal: Float64Array;
  /** After ReLU. */
  readonly active: Float64Array;
  /** 1 / sqrt(variance + epsilon), and the statistics themselves, per unit. */
  readonly inverse: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

const MOMENTUM = 0.1;

/**
 * The head in training, where batch normalisation takes the statistics of the whole batch (Ioffe and Szegedy 2015,
 * algorithm 1) and therefore cannot be divided among threads. In double precision, one thread; it runs once a sequence.
 */
export class TrainingHead {
  readonly #layers: readonly LinearLayout[];
  readonly #recurrentLayers: number;
  readonly #batch: number;
  readonly #dropout: Dropout | undefined;
  readonly #kept: Kept[] = [];

  constructor(layout: ParameterLayout, batch: number, dropout: Dropout | undefined) {
    this.#layers = layout.head;
    this.#recurrentLayers = layout.layers.length;
    this.#batch = batch;
    this.#dropout = dropout;
  }

  /** Scores [B, K] of the last states [B, input columns]. */
  forward(values: Reals, parameters: number, states: Float64Array): Float64Array {
    let input = states;
    this.#layers.forEach((layer, i) => {
      const linear = this.#multiply(values, parameters, layer, input);
      const kept = this.#normalise(layer, input, linear);
      this.#kept.push(kept);
      if (i === this.#layers.length - 1) input = linear;
      else input = this.#activate(values, parameters, layer, kept, i);
    });
    return input;
  }

  /** Adds the gradients of the head to a block of them; returns those of the states, [B, input columns]. */
  backward(values: Reals, parameters: number, gradients: Float64Array, dScores: Float64Array): Float64Array {
    let d = dScores;
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      if (i < this.#layers.length - 1) d = this.#activateBack(values, parameters, gradients, i, d);
      d = this.#multiplyBack(values, parameters, gradients, i, d);
    }
    return d;
  }

  /** Moves the running statistics towards those of the batch, the variance without bias, as PyTorch does. */
  updateStatistics(values: Reals, parameters: number): void {
    const unbiased = this.#batch / Math.max(1, this.#batch - 1);
    this.#layers.forEach(({ norm, outputs, outputColumns }, i) => {
      if (norm === 0) return;
      const { mean, variance } = this.#kept[i];
      for (let u = 0; u < outputs; u++) {
        const at = parameters + norm + 2 * outputColumns + u;
        values[at] += MOMENTUM * (mean[u] - values[at]);
        values[at + outputColumns] += MOMENTUM * (unbiased * variance[u] - values[at + outputColumns]);
      }
    });
  }

  #multiply(values: Reals, parameters: number, layer: LinearLayout, input: Float64Array): Float64Array {
    const { inputColumns, outputs, outputColumns, weights, bias } = layer;
    const result = new Float64Array(this.#batch * outputColumns);
    for (let row = 0; row < this.#batch; row++) {
      for (let u = 0; u < outputs; u++) {
        let sum = values[parameters + bias + u];
        for (let k = 0; k < inputColumns; k++) {
          sum += input[row * inputColumns + k] * values[parameters + weights + k * outputColumns + u];
        }
        result[row * outputColumns + u] = sum;
      }
    }
    return result;
  }

  #multiplyBack(
    values: Reals,
    parameters: number,
    gradients: Float64Array,
    i: number,
    d: Float64Array,
  ): Float64Array {
    const { inputColumns, outputs, outputColumns, weights, bias } = this.#layers[i];
    const { input } = this.#kept[i];
    const dInput = new Float64Array(this.#batch * inputColumns);
    for (let u = 0; u < outputs; u++) {
      let dBias = 0;
      for (let row = 0; row < this.#batch; row++) {
        const own = d[row * outputColumns + u];
        dBias += own;
        for (let k = 0; k < inputColumns; k++) {
          gradients[weights + k * outputColumns + u] += own * input[row * inputColumns + k];
          dInput[row * inputColumns + k] += own * values[parameters + weights + k * outputColumns + u];
        }
      }
      gradients[bias + u] += dBias;
    }
    return dInput;
  }

  /** Batch normalisation without scale and shift; leaves layers without it as they are. */
  #normalise(layer: LinearLayout, input: Float64Array, linear: Float64Array): Kept {
    const { norm, outputs, outputColumns } = layer;
    const [inverse, mean, variance] = [0, 1, 2].map(() => new Float64Array(outputColumns));
    const normal = linear.slice();
    for (let u = 0; norm !== 0 && u < outputs; u++) {
      for (let row = 0; row < this.#batch; row++) mean[u] += linear[row * outputColumns + u] / this.#batch;
      for (let row = 0; row < this.#batch; row++) {
        variance[u] += (linear[row * outputColumns + u] - mean[u]) ** 2 / this.#batch;
      }
      inverse[u] = 1 / Math.sqrt(variance[u] + NORM_EPSILON);
      for (let row = 0; row < this.#batch; row++) {
        const at = row * outputColumns + u;
        normal[at] = (linear[at] - mean[u]) * inverse[u];
      }
    }
    return { input, normal, active: new Float64Array(normal.length), inverse, mean, variance };
  }

  /** Scale, shift, ReLU and dropout. */
  #activate(values: Reals, parameters: number, layer: LinearLayout, kept: Kept, i: number): Float64Array {
    const { norm, outputs, outputColumns } = layer;
    const { normal, active } = kept;
    for (let u = 0; u < outputs; u++) {
      const scale = norm === 0 ? 1 : values[parameters + norm + u];
      const shift = norm === 0 ? 0 : values[parameters + norm + outputColumns + u];
      for (let at = u; at < normal.length; at += outputColumns) {
        active[at] = Math.max(0, scale * normal[at] + shift);
      }
    }
    return this.#drop(i, outputColumns, active);
  }

  #activateBack(
    values: Reals,
    parameters: number,
    gradients: Float64Array,
    i: number,
    dOutput: Float64Array,
  ): Float64Array {
    const { norm, outputs, outputColumns } = this.#layers[i];
    const { normal, active, inverse } = this.#kept[i];
    const d = this.#drop(i, outputColumns, dOutput);
    for (let at = 0; at < d.length; at++) if (active[at] <= 0) d[at] = 0;
    for (let u = 0; norm !== 0 && u < outputs; u++) {
      let [sum, product] = [0, 0];
      for (let at = u; at < d.length; at += outputColumns) {
        sum += d[at];
        product += d[at] * normal[at];
      }
      gradients[norm + u] += product;
      gradients[norm + outputColumns + u] += sum;
      const factor = values[parameters + norm + u] * inverse[u];
      for (let at = u; at < d.length; at += outputColumns) {
        d[at] = factor * (d[at] - (sum + normal[at] * product) / this.#batch);
      }
    }
    return d;
  }

  /** A copy with the mask on the output of hidden layer `i`, which is its own backward pass. */
  #drop(i: number, columns: number, from: Float64Array): Float64Array {
    const to = from.slice();
    if (!this.#dropout) return to;
    const key = maskKey(this.#dropout, this.#recurrentLayers + i, 0, 0);
    const threshold = maskThreshold(this.#dropout.rate);
    const scale = 1 / (1 - this.#dropout.rate);
    for (let row = 0; row < this.#batch; row++) {
      const word = scramble(key ^ scramble(row));
      for (let u = 0; u < columns; u++) {
        to[row * columns + u] *= scramble((word + u) >>> 0) >= threshold ? scale : 0;
      }
    }
    return to;
  }
}
