import type { Random } from '@saliogram/core';
import { gruBack, gruParts, gruSizes } from '../networks/gru.ts';
import { addOuter, partsOf } from '../networks/parameter-parts.ts';
import type { CellTrace } from '../propagation/trace/cell-trace.ts';
import { traceGru } from '../propagation/trace/gru-trace.ts';
import { addProduct, addTransposed } from '../propagation/trace/matrix.ts';

/** What the network computed of one sequence. */
interface Passage {
  readonly traces: readonly [CellTrace, CellTrace];
  /** States of both directions divided by their length, [T, 2 H]. */
  readonly states: Float64Array;
  /** Those lengths, [T]. */
  readonly lengths: Float64Array;
  /** [T, C] */
  readonly output: Float64Array;
}

/** Below this the length of a state counts as this much. */
const LEAST_LENGTH = 1e-12;

/**
 * A network that makes of a sequence [T, C] another of its size: a GRU that reads both ways, its states divided by their
 * length at each step, and a linear layer.
 *
 * Source: the code of Enguehard 2023.
 */
export class PerturbationNetwork {
  /** All weights, one after the other. */
  readonly parameters: Float64Array;
  readonly #channels: number;
  readonly #units: number;
  readonly #sizes: readonly number[];

  /** Weights start uniform in +-1 / sqrt(H), of the linear layer +-1 / sqrt(2 H), as PyTorch has it. */
  constructor(channels: number, units: number, random: Random) {
    this.#channels = channels;
    this.#units = units;
    const gru = gruSizes(channels, units);
    this.#sizes = [...gru, ...gru, channels * 2 * units, channels];
    const linear = 2 * channels * units + channels;
    const count = this.#sizes.reduce((sum, size) => sum + size, 0);
    this.parameters = Float64Array.from({ length: count }, (_, i) => {
      const bound = 1 / Math.sqrt(i < count - linear ? units : 2 * units);
      return bound * (2 * random.uniform() - 1);
    });
  }

  /** The output for a sequence, [T, C]. */
  run(x: Float64Array): Float64Array {
    return this.#pass(x).output;
  }

  /**
   * Adds to `gradients` those of the weights, of an objective with the given gradient to the output for a sequence.
   *
   * @param dOutput [T, C]
   */
  back(x: Float64Array, dOutput: ArrayLike<number>, gradients: Float64Array): void {
    const { traces, states, lengths } = this.#pass(x);
    const parts = partsOf(this.parameters, this.#sizes);
    const grown = partsOf(gradients, this.#sizes);
    const [c, h] = [this.#channels, this.#units];
    const width = 2 * h;
    const d = Float64Array.from(dOutput);
    const dHidden = [0, 1].map(() => new Float64Array(lengths.length * h));
    for (let t = 0; t < lengths.length; t++) {
      addOuter(grown[8], d, t * c, c, states, t * width, width);
      for (let k = 0; k < c; k++) grown[9][k] += d[t * c + k];
      const dState = new Float64Array(width);
      addTransposed(dState, 0, parts[8], 0, c, width, d, t * c);
      let along = 0;
      for (let u = 0; u < width; u++) along += dState[u] * states[t * width + u];
      for (let u = 0; u < width; u++) {
        const direction = u < h ? 0 : 1;
        const step = direction === 0 ? t : lengths.length - 1 - t;
        dHidden[direction][step * h + (u % h)] = (dState[u] - along * states[t * width + u]) / lengths[t];
      }
    }
    for (const i of [0, 1]) {
      const [own, ownGrown] = [parts, grown].map((all) => gruParts(all.slice(4 * i, 4 * i + 4)));
      gruBack(traces[i], own, dHidden[i], ownGrown);
    }
  }

  #pass(x: Float64Array): Passage {
    const [c, h] = [this.#channels, this.#units];
    const parts = partsOf(this.parameters, this.#sizes);
    const steps = x.length / c;
    const backwards = x.map((_, i) => x[(steps - 1 - Math.floor(i / c)) * c + (i % c)]);
    const forth = traceGru(gruParts(parts.slice(0, 4)), h, x, steps);
    const back = traceGru(gruParts(parts.slice(4, 8)), h, backwards, steps);
    const states = new Float64Array(steps * 2 * h);
    const lengths = new Float64Array(steps);
    const output = new Float64Array(steps * c);
    for (let t = 0; t < steps; t++) {
      const row = states.subarray(t * 2 * h, (t + 1) * 2 * h);
      row.set(forth.hidden.subarray((t + 1) * h, (t + 2) * h));
      row.set(back.hidden.subarray((steps - t) * h, (steps - t + 1) * h), h);
      lengths[t] = Math.max(LEAST_LENGTH, Math.hypot(...row));
      for (let u = 0; u < 2 * h; u++) row[u] /= lengths[t];
      output.set(parts[9], t * c);
      addProduct(output, t * c, parts[8], 0, c, 2 * h, states, t * 2 * h);
    }
    return { traces: [forth, back], states, lengths, output };
  }
}
