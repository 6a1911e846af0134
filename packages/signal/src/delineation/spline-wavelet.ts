/**
 * The wavelet transform of a signal by the quadratic spline wavelet, the derivative of a cubic spline of four times
 * `width`: three moving means and a difference over `width` samples each, in linear time at any width.
 *
 * With widths 1, 2, 4, 8 this is the dyadic transform of Martinez et al. 2004 (IEEE TBME 51(4):570-581), whose cascade of
 * filters telescopes to these sums; the width need not be a power of two, so a scale lasts as long at any sampling frequency.
 *
 * @param signal finite values; taken to stay at its end values beyond its ends
 * @param width samples, 1 or more
 * @returns per sample n the slope of the smoothed signal between n - 1 and n, times `width`: positive where it rises
 */
export function splineWavelet(signal: Float32Array, width: number): Float32Array {
  const { length } = signal;
  // The three means and the difference together reach over 4 width - 2 samples.
  const margin = 2 * width;
  let values = new Float64Array(length + 2 * margin);
  for (let i = 0; i < values.length; i++) {
    values[i] = signal[Math.min(length - 1, Math.max(0, i - margin))];
  }
  for (let pass = 0; pass < 3; pass++) values = trailingMean(values, width);
  // A mean delays by (width - 1) / 2; three of them and the difference by 2 width - 3 / 2.
  const lead = 2 * width - 2 + margin;
  const out = new Float32Array(length);
  for (let n = 0; n < length; n++) {
    const at = Math.min(values.length - 1, n + lead);
    out[n] = values[at] - values[at - width];
  }
  return out;
}

/** The mean of each value and the `width` - 1 before it; the first value is taken to go on before it. */
function trailingMean(values: Float64Array, width: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(values.length);
  let sum = values[0] * width;
  for (let i = 0; i < values.length; i++) {
    sum += values[i] - values[Math.max(0, i - width)];
    out[i] = sum / width;
  }
  return out;
}

/** The standard deviation of the smoothing spline of a given width, in samples: four boxes of `width`. */
export function splineSpread(width: number): number {
  return width / Math.sqrt(3);
}
