/** Widths of the kernel after which it counts as 0. */
const REACH = 3;

/** A weighted mean over the steps around each one, per channel, the weights a Gaussian of |d| / sigma that add up to 1 at the ends too. */
export class GaussianSmoothing {
  private readonly channels: number;
  private readonly reach: number;
  private readonly kernel: Float64Array;

  /** @param sigma in steps; 0 leaves what is given as it is */
  constructor(channels: number, sigma: number) {
    this.channels = channels;
    this.reach = Math.ceil(REACH * sigma);
    this.kernel = Float64Array.from({ length: this.reach + 1 }, (_, d) =>
      d === 0 ? 1 : Math.exp(-((d / sigma) ** 2) / 2),
    );
  }

  /** The means of u, [T, C]. */
  smooth(u: Float32Array): Float32Array {
    if (this.reach === 0) return u;
    return u.map((_, j) => {
      let sum = 0;
      this.around(u.length, j, (cell, weight) => (sum += weight * u[cell]));
      return sum;
    });
  }

  /** The slope to u of a function whose slope to the means is `gradient`, [T, C]. */
  slope(gradient: Float32Array): Float32Array {
    if (this.reach === 0) return gradient;
    const out = new Float32Array(gradient.length);
    gradient.forEach((g, j) =>
      this.around(out.length, j, (cell, weight) => {
        out[cell] += weight * g;
      }),
    );
    return out;
  }

  private around(size: number, j: number, visit: (cell: number, weight: number) => void): void {
    const { channels, reach, kernel } = this;
    const before = Math.min(reach, Math.floor(j / channels));
    const after = Math.min(reach, Math.floor((size - 1 - j) / channels));
    let all = 0;
    for (let d = -before; d <= after; d++) all += kernel[Math.abs(d)];
    for (let d = -before; d <= after; d++) visit(j + d * channels, kernel[Math.abs(d)] / all);
  }
}
