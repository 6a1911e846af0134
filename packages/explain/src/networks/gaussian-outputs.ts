/*
 * A Gaussian of C channels as C + C (C + 1) / 2 numbers: the means, then the rows of a lower triangle W for which
 * W (x - mean) is standard normal, its diagonal as logarithms. Every choice of numbers is a Gaussian.
 */

/** Standard deviations below exp(-7) of the unit are taken for that. */
const MOST_LOG = 7;

/** Numbers that describe a Gaussian of C channels. */
export function gaussianSize(c: number): number {
  return c + (c * (c + 1)) / 2;
}

/** Place of row i, column j of W among the numbers. */
function triangle(c: number, i: number, j: number): number {
  return c + (i * (i + 1)) / 2 + j;
}

/** W [C, C], lower triangle. */
function whitening(outputs: Float64Array, at: number, c: number): Float64Array {
  const w = new Float64Array(c * c);
  for (let i = 0; i < c; i++) {
    for (let j = 0; j < i; j++) w[i * c + j] = outputs[at + triangle(c, i, j)];
    w[i * c + i] = Math.exp(Math.min(MOST_LOG, outputs[at + triangle(c, i, i)]));
  }
  return w;
}

/** The numbers after the means of a Gaussian with this covariance, of which `factor` is the Cholesky factor, [C, C]. */
export function scatterNumbers(factor: Float64Array, c: number): Float64Array {
  const numbers = new Float64Array(gaussianSize(c) - c);
  for (let j = 0; j < c; j++) {
    const unit = Float64Array.from({ length: c }, (_, i) => (i === j ? 1 : 0));
    const column = solved(factor, unit);
    for (let i = j; i < c; i++) numbers[triangle(c, i, j) - c] = i === j ? Math.log(column[i]) : column[i];
  }
  return numbers;
}

/**
 * -log of the density of x [C], in nats, of the Gaussian whose numbers begin at `at`; its slope to them is written to
 * `slopes`, where that is given, at the same place.
 */
export function gaussianLoss(
  outputs: Float64Array,
  at: number,
  x: ArrayLike<number>,
  slopes?: Float64Array,
): number {
  const c = x.length;
  const w = whitening(outputs, at, c);
  const off = Float64Array.from({ length: c }, (_, i) => x[i] - outputs[at + i]);
  let loss = (c / 2) * Math.log(2 * Math.PI);
  for (let i = 0; i < c; i++) {
    let z = 0;
    for (let j = 0; j <= i; j++) z += w[i * c + j] * off[j];
    loss += (z * z) / 2 - Math.log(w[i * c + i]);
    if (!slopes) continue;
    for (let j = 0; j <= i; j++) {
      slopes[at + j] -= z * w[i * c + j];
      const slope = j === i ? z * off[i] * w[i * c + i] - 1 : z * off[j];
      const isHeld = j === i && outputs[at + triangle(c, i, i)] > MOST_LOG;
      slopes[at + triangle(c, i, j)] = isHeld ? 0 : slope;
    }
  }
  return loss;
}

/**
 * A draw from the Gaussian whose numbers begin at `at`, given perhaps the value of one channel.
 *
 * @param noise standard normal, [C]
 */
export function gaussianDraw(
  outputs: Float64Array,
  at: number,
  noise: ArrayLike<number>,
  known?: { readonly channel: number; readonly value: number },
): Float64Array {
  const c = noise.length;
  const w = whitening(outputs, at, c);
  const drawn = solved(w, noise).map((off, i) => off + outputs[at + i]);
  if (!known) return drawn;
  // A draw that is moved along the regression on the known channel by how far it is off there is one given that channel.
  const unit = Float64Array.from({ length: c }, (_, i) => (i === known.channel ? 1 : 0));
  const covariance = solved(w, solvedTransposed(w, unit));
  const off = known.value - drawn[known.channel];
  const moved = drawn.map((v, i) => v + (covariance[i] / covariance[known.channel]) * off);
  moved[known.channel] = known.value;
  return moved;
}

/** The solution y of W y = b. */
function solved(w: Float64Array, b: ArrayLike<number>): Float64Array {
  const c = b.length;
  const y = Float64Array.from(b);
  for (let i = 0; i < c; i++) {
    for (let j = 0; j < i; j++) y[i] -= w[i * c + j] * y[j];
    y[i] /= w[i * c + i];
  }
  return y;
}

/** The solution y of W^T y = b. */
function solvedTransposed(w: Float64Array, b: ArrayLike<number>): Float64Array {
  const c = b.length;
  const y = Float64Array.from(b);
  for (let i = c - 1; i >= 0; i--) {
    for (let j = i + 1; j < c; j++) y[i] -= w[j * c + i] * y[j];
    y[i] /= w[i * c + i];
  }
  return y;
}
