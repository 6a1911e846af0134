/**
 * The mean of the `width` samples around each sample, of those there are at the ends; in linear time.
 *
 * @param signal finite values
 * @param width odd, 1 or more
 */
export function movingMean(signal: Float32Array, width: number): Float32Array {
  const half = (width - 1) / 2;
  const { length } = signal;
  const out = new Float32Array(length);
  let sum = 0;
  for (let i = 0; i < Math.min(half, length); i++) sum += signal[i];
  for (let i = 0; i < length; i++) {
    if (i + half < length) sum += signal[i + half];
    if (i - half > 0) sum -= signal[i - half - 1];
    out[i] = sum / (Math.min(i + half, length - 1) - Math.max(i - half, 0) + 1);
  }
  return out;
}
