import type { Random } from '@saliogram/core';
import { gaussianDraw, gaussianLoss, gaussianSize, scatterNumbers } from '../networks/gaussian-outputs.ts';
import { choleskyOfRidge } from './cholesky.ts';
import type { GaussianRegression } from './gaussian-regression.ts';
import { ReadingGru } from './reading-gru.ts';
import type { Read } from './reading-gru.ts';

/** A GRU that reads x_<t and tells the Gaussian of x_t, with a full covariance. */
export class ConditionalGru extends ReadingGru {
  constructor(channels: number, units: number, random: Random) {
    super(channels, units, gaussianSize(channels), random);
  }

  /** Begins at a line in x_t-1 with its scatter. */
  startFrom(line: GaussianRegression): void {
    const c = this.channels;
    const scatter = scatterNumbers(choleskyOfRidge(line.covariance, c, 0), c);
    this.startFromLine((x) => Float64Array.of(...line.mean(x), ...scatter));
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
    return gaussianDraw(this.tell(read), 0, noise, known);
  }

  /** Sum over the steps of a sequence [T, C] of -log p(x_t | x_<t), in nats; adds its slopes to `gradients`. */
  loss(x: Float64Array, gradients?: Float64Array): number {
    const c = this.channels;
    const lossAt = (t: number, told: Float64Array, slopes?: Float64Array): number =>
      gaussianLoss(told, 0, x.subarray(t * c, (t + 1) * c), slopes);
    return this.lossOf(x, lossAt, gradients);
  }
}
