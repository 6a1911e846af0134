/**
 * A Butterworth low-pass filter of even order, forwards only, from rest: second-order sections by the bilinear transform
 * with the frequency prewarped, as `scipy.signal.butter` and `lfilter` have it.
 *
 * @param cutoff as part of half the sampling frequency, in (0, 1)
 */
export function butterworthLowPass(values: Float64Array, order: number, cutoff: number): Float64Array {
  let result = values;
  const warped = Math.tan((Math.PI * cutoff) / 2);
  for (let section = 0; section < order / 2; section++) {
    // s^2 + 2 cos(angle) w s + w^2, the poles on the circle of radius w.
    const damping = 2 * Math.sin((Math.PI * (2 * section + 1)) / (2 * order));
    const a0 = 1 + damping * warped + warped ** 2;
    const b = [warped ** 2 / a0, (2 * warped ** 2) / a0, warped ** 2 / a0];
    const a = [0, (2 * (warped ** 2 - 1)) / a0, (1 - damping * warped + warped ** 2) / a0];
    const filtered = new Float64Array(values.length);
    for (let t = 0; t < values.length; t++) {
      let sum = b[0] * result[t];
      for (const back of [1, 2]) {
        if (t >= back) sum += b[back] * result[t - back] - a[back] * filtered[t - back];
      }
      filtered[t] = sum;
    }
    result = filtered;
  }
  return result;
}
