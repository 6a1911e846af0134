import { choleskyOfRidge, solveCholesky } from './cholesky.ts';

/** Sums and products of values followed by what they are to predict. */
export class Moments {
  readonly features: number;
  readonly outputs: number;
  /** [F + C] */
  readonly sums: Float64Array;
  /** [F + C, F + C], lower triangle. */
  readonly products: Float64Array;
  count = 0;

  constructor(features: number, outputs: number) {
    this.features = features;
    this.outputs = outputs;
    this.sums = new Float64Array(features + outputs);
    this.products = new Float64Array((features + outputs) ** 2);
  }

  /** Takes F values and the C that they are to predict. */
  add(values: ArrayLike<number>): void {
    const n = this.sums.length;
    this.count++;
    for (let i = 0; i < n; i++) {
      this.sums[i] += values[i];
      for (let j = 0; j <= i; j++) this.products[i * n + j] += values[i] * values[j];
    }
  }

  mean(i: number): number {
    return this.sums[i] / this.count;
  }

  covariance(i: number, j: number): number {
    const product = this.products[Math.max(i, j) * this.sums.length + Math.min(i, j)];
    return product / this.count - this.mean(i) * this.mean(j);
  }
}

/** How channels scatter, and what one that is known tells of the others. */
interface Scatter {
  /** Of each channel, the change of its mean per unit that the known one is off its own, [C]. */
  readonly gain: Float64Array;
  /** Lower triangle of the covariance, [C, C]. */
  readonly factor: Float64Array;
}

/** C outputs as a line in F features and Gaussian scatter about it. */
export class GaussianRegression {
  readonly features: number;
  readonly #moments: Moments;
  /** [F, C] */
  readonly #weights: Float64Array;
  /** Of what the line leaves, [C, C]. */
  readonly covariance: Float64Array;
  readonly #scatters = new Map<number, Scatter>();

  /** @param ridge penalty on the squared weights, relative to the mean variance of the features */
  constructor(moments: Moments, ridge: number) {
    const { features: f, outputs: c } = moments;
    this.features = f;
    this.#moments = moments;
    const a = Float64Array.from({ length: f * f }, (_, i) => moments.covariance(Math.floor(i / f), i % f));
    const variance = f > 0 ? a.reduce((sum, v, i) => (i % (f + 1) === 0 ? sum + v : sum), 0) / f : 0;
    const factor = choleskyOfRidge(a, f, ridge * variance);
    const weights = new Float64Array(f * c);
    for (let k = 0; k < c; k++) {
      const b = Float64Array.from({ length: f }, (_, i) => moments.covariance(i, f + k));
      solveCholesky(factor, f, b).forEach((w, i) => (weights[i * c + k] = w));
    }
    this.#weights = weights;
    this.covariance = Float64Array.from({ length: c * c }, (_, at) => {
      const [k, l] = [Math.floor(at / c), at % c];
      let left = moments.covariance(f + k, f + l);
      for (let i = 0; i < f; i++) {
        left -= weights[i * c + k] * moments.covariance(i, f + l);
        left -= weights[i * c + l] * moments.covariance(i, f + k);
        for (let j = 0; j < f; j++) left += weights[i * c + k] * a[i * f + j] * weights[j * c + l];
      }
      return left;
    });
  }

  /** The line's value, [C]. */
  mean(past: ArrayLike<number>): Float64Array {
    const { features, outputs } = this.#moments;
    return Float64Array.from({ length: outputs }, (_, k) => {
      let value = this.#moments.mean(features + k);
      for (let i = 0; i < features; i++) {
        value += this.#weights[i * outputs + k] * (past[i] - this.#moments.mean(i));
      }
      return value;
    });
  }

  /**
   * A draw given the past [F] and perhaps the value of one channel, [C].
   *
   * @param noise standard normal, [C]
   */
  draw(
    past: ArrayLike<number>,
    noise: ArrayLike<number>,
    known?: { readonly channel: number; readonly value: number },
  ): Float64Array {
    const drawn = this.mean(past);
    const { gain, factor } = this.#scatterGiven(known?.channel ?? -1);
    const c = drawn.length;
    const off = known ? known.value - drawn[known.channel] : 0;
    for (let k = 0; k < c; k++) {
      drawn[k] += gain[k] * off;
      for (let l = 0; l <= k; l++) drawn[k] += factor[k * c + l] * noise[l];
    }
    if (known) drawn[known.channel] = known.value;
    return drawn;
  }

  /** -log of the density of outputs [C] given the past [F], in nats. */
  negativeLogDensity(past: ArrayLike<number>, outputs: ArrayLike<number>): number {
    const off = this.mean(past).map((mean, k) => outputs[k] - mean);
    const { factor } = this.#scatterGiven(-1);
    const c = off.length;
    const whitened = solveCholesky(factor, c, off);
    let sum = (c / 2) * Math.log(2 * Math.PI);
    for (let k = 0; k < c; k++) sum += (whitened[k] * off[k]) / 2 + Math.log(factor[k * c + k]);
    return sum;
  }

  /** Of a Gaussian given one of its channels (-1: none). */
  #scatterGiven(channel: number): Scatter {
    const found = this.#scatters.get(channel);
    if (found) return found;
    const c = this.#moments.outputs;
    const s = this.covariance;
    const own = channel < 0 ? 0 : s[channel * c + channel];
    const gain = Float64Array.from({ length: c }, (_, k) => (own > 0 ? s[k * c + channel] / own : 0));
    const left = s.map((v, at) => (own > 0 ? v - gain[Math.floor(at / c)] * s[channel * c + (at % c)] : v));
    const scatter = { gain, factor: choleskyOfRidge(left, c, 0) };
    this.#scatters.set(channel, scatter);
    return scatter;
  }
}
