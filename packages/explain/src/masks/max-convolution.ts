/** How hard the soft maximum is. */
const COLDNESS = 20;

/**
 * A mask made of bumps: m_t is the soft maximum over d of w(d) u_{t+d}, per channel, so that no region of a mask is
 * narrower than the kernel, and none fades at its edge but as the kernel does; w(d) = exp(-2 max(0, |d| / sigma - 1/2)^2)
 * for |d| <= 2 sigma.
 *
 * Source: Fong, Patrick and Vedaldi 2019, over time instead of an image.
 */
export class MaxConvolution {
  private readonly channels: number;
  private readonly reach: number;
  private readonly kernel: Float64Array;

  /** @param sigma in steps; 0 leaves u as it is */
  constructor(channels: number, sigma: number) {
    this.channels = channels;
    this.reach = Math.floor(2 * sigma);
    this.kernel = Float64Array.from({ length: this.reach + 1 }, (_, d) =>
      d === 0 ? 1 : Math.exp(-2 * Math.max(0, d / sigma - 0.5) ** 2),
    );
  }

  /** m of u, [T, C]. */
  mask(u: Float32Array): Float32Array {
    if (this.reach === 0) return u.slice();
    return Float32Array.from(u, (_, j) => this.softMaximum(u, j).maximum);
  }

  /** The slope to u of a function whose slope to m is `gradient`, [T, C]. */
  slope(u: Float32Array, gradient: Float64Array): Float64Array {
    if (this.reach === 0) return gradient;
    const out = new Float64Array(u.length);
    for (let j = 0; j < u.length; j++) {
      const { maximum, shares, from } = this.softMaximum(u, j);
      for (let i = 0; i < shares.length; i++) {
        const cell = from + i * this.channels;
        const weight = this.weight(cell, j);
        out[cell] += gradient[j] * weight * shares[i] * (1 + COLDNESS * (weight * u[cell] - maximum));
      }
    }
    return out;
  }

  private weight(cell: number, j: number): number {
    return this.kernel[Math.abs(cell - j) / this.channels];
  }

  /** The soft maximum at j, and the share that each cell of its window has in it, from the first on. */
  private softMaximum(u: Float32Array, j: number): { maximum: number; shares: Float64Array; from: number } {
    const before = Math.min(this.reach, Math.floor(j / this.channels));
    const after = Math.min(this.reach, Math.floor((u.length - 1 - j) / this.channels));
    const from = j - before * this.channels;
    const shares = new Float64Array(before + after + 1);
    let sum = 0;
    let weighted = 0;
    for (let i = 0; i < shares.length; i++) {
      const cell = from + i * this.channels;
      const value = this.weight(cell, j) * u[cell];
      shares[i] = Math.exp(COLDNESS * value);
      sum += shares[i];
      weighted += shares[i] * value;
    }
    for (let i = 0; i < shares.length; i++) shares[i] /= sum;
    return { maximum: weighted / sum, shares, from };
  }
}
