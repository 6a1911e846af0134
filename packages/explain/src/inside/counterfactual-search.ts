import type { InputBounds } from './input-bounds.ts';

/** What a search weighs and how it steps. */
export interface CounterfactualSettings {
  readonly distance: 'l1' | 'l2';
  readonly smoothness: number;
  /** As a share of the sequence's standard deviation. */
  readonly learningRate: number;
}

/**
 * Two ways to set out, since either ends in poor local optima at times: `careful` grows out of x, the class just
 * outweighing the distance at first; `bold` starts with more weight and the L2 distance until the class is reached once.
 */
export type SearchStart = 'careful' | 'bold';

/** How much more the class weighs at first in a bold search. */
const BOLD = 3;

/** Adam's constants (Kingma and Ba 2015), with a shorter memory of the size: the weight changes it all the time. */
const [BETA1, BETA2, EPSILON] = [0.9, 0.99, 1e-12];

/** Each step on the wrong side of the boundary makes the class weigh so much more, each on the right side less. */
const URGE = 1.05;

/** Rounds the corner of |d| in the total variation, as a share of the sequence's standard deviation. */
const CORNER = 1e-3;

/**
 * The way of one sequence towards another class: proximal Adam on the change, the distance taken exactly by its proximal
 * step (so that L1 leaves inputs untouched), the class and the smoothness by their gradients. The weight of the class
 * rises while the class is not reached and falls while it is, so that the search comes to the boundary and
 * stays there.
 */
export class CounterfactualSearch {
  /** The change now, [L, C]. */
  readonly change: Float64Array;
  /** The smallest change so far that reaches the class, and its distance. */
  best: Float64Array | null = null;
  bestDistance = Infinity;
  /** Rate now, as a share of the first. */
  rate = 1;
  readonly #input: Float32Array;
  readonly #channels: number;
  readonly #settings: CounterfactualSettings;
  readonly #bounds: InputBounds | null;
  readonly #start: SearchStart;
  readonly #scale: number;
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  #steps = 0;
  #weight = 0;

  /** @param input the sequence up to its end, [L, C] */
  constructor(
    input: Float32Array,
    channels: number,
    settings: CounterfactualSettings,
    bounds: InputBounds | null,
    start: SearchStart,
  ) {
    this.#input = input;
    this.#channels = channels;
    this.#settings = settings;
    this.#bounds = bounds;
    this.#start = start;
    const mean = input.reduce((sum, v) => sum + v, 0) / input.length;
    this.#scale = Math.sqrt(input.reduce((sum, v) => sum + (v - mean) ** 2, 0) / input.length) || 1;
    this.change = new Float64Array(input.length);
    this.#first = new Float64Array(input.length);
    this.#second = new Float64Array(input.length);
  }

  /** Mean |change|, or half its mean square, and the smoothness times its mean total variation; what is minimised. */
  distanceOf(change: Float64Array): number {
    const { distance, smoothness } = this.#settings;
    let sum = 0;
    for (let i = 0; i < change.length; i++) {
      sum += distance === 'l1' ? Math.abs(change[i]) : change[i] ** 2 / 2;
      if (smoothness > 0 && i >= this.#channels) {
        sum += smoothness * Math.abs(change[i] - change[i - this.#channels]);
      }
    }
    return sum / change.length;
  }

  /** Keeps the change, or a given one that reaches the class, if it is the smallest so far. */
  keep(change: Float64Array = this.change): void {
    const distance = this.distanceOf(change);
    if (distance >= this.bestDistance) return;
    this.bestDistance = distance;
    this.best = change.slice();
  }

  /**
   * One step.
   *
   * @param gradient of log p of the class wanted to the input, at the change now
   * @param reached whether the class is reached there
   */
  step(gradient: Float32Array, reached: boolean): void {
    const { change, rate } = this;
    const { learningRate } = this.#settings;
    const sparse = this.#isSparse();
    if (this.#weight === 0) this.#weight = this.#firstWeight(gradient);
    else this.#weight *= reached ? 1 / URGE : URGE;
    this.#steps++;
    const unbias1 = 1 - BETA1 ** this.#steps;
    const unbias2 = 1 - BETA2 ** this.#steps;
    const slopes = this.#smoothSlopes();
    for (let i = 0; i < change.length; i++) {
      const g = slopes[i] - this.#weight * gradient[i];
      this.#first[i] = BETA1 * this.#first[i] + (1 - BETA1) * g;
      this.#second[i] = BETA2 * this.#second[i] + (1 - BETA2) * g * g;
      const size = (learningRate * rate * this.#scale) / (Math.sqrt(this.#second[i] / unbias2) + EPSILON);
      const moved = change[i] - (size * this.#first[i]) / unbias1;
      const near = sparse ? Math.sign(moved) * Math.max(0, Math.abs(moved) - size) : moved / (1 + size);
      change[i] = this.#bounded(i, near);
    }
  }

  /** Whether the distance of the next step is L1. */
  #isSparse(): boolean {
    return this.#settings.distance === 'l1' && (this.#start === 'careful' || this.best !== null);
  }

  /** So small that the class only just outweighs the distance, at the input that it depends on most. */
  #firstWeight(gradient: Float32Array): number {
    const steepest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
    const least = steepest > 0 ? (this.#isSparse() ? 1 : this.#scale) / steepest : 1;
    return this.#start === 'bold' ? BOLD * least : least;
  }

  /** Gradient of the smoothness. */
  #smoothSlopes(): Float64Array {
    const { smoothness } = this.#settings;
    const slopes = new Float64Array(this.change.length);
    if (smoothness === 0) return slopes;
    for (let i = this.#channels; i < slopes.length; i++) {
      const d = this.change[i] - this.change[i - this.#channels];
      const slope = (smoothness * d) / Math.hypot(d, CORNER * this.#scale);
      slopes[i] += slope;
      slopes[i - this.#channels] -= slope;
    }
    return slopes;
  }

  /** Within the bounds, which always take in the input itself. */
  #bounded(i: number, change: number): number {
    if (!this.#bounds) return change;
    const low = Math.min(0, this.#bounds.low[i] - this.#input[i]);
    const high = Math.max(0, this.#bounds.high[i] - this.#input[i]);
    return Math.min(high, Math.max(low, change));
  }
}
