/** Bits of the whole numbers that stand for the signal. */
const BITS = 20;

/**
 * The signal as whole numbers from its first value on, the largest of 20 bits, as an analogue-digital converter gives.
 *
 * The recursive filters cancel poles on the unit circle: on whole numbers they do so exactly, on others rounding errors
 * would grow without end. The scale is a power of two, so that a signal twice as large gives the same numbers.
 *
 * @param signal finite values
 */
export function quantize(signal: Float32Array): Float32Array {
  let largest = 0;
  for (let i = 0; i < signal.length; i++) largest = Math.max(largest, Math.abs(signal[i] - signal[0]));
  const counts = new Float32Array(signal.length);
  if (largest === 0) return counts;
  const scale = 2 ** (BITS - 1 - Math.floor(Math.log2(largest)));
  for (let i = 0; i < signal.length; i++) counts[i] = Math.round((signal[i] - signal[0]) * scale);
  return counts;
}
