/** Adds to each value what the polynomial through the `order` samples before it says: 0 to 4. */
export function restoreFixed(samples: Int32Array, order: number): void {
  let [a, b, c, d] = [0, 0, 0, 0]; // the samples before, the nearest first
  if (order >= 1) a = samples[order - 1];
  if (order >= 2) b = samples[order - 2];
  if (order >= 3) c = samples[order - 3];
  if (order >= 4) d = samples[order - 4];
  switch (order) {
    case 1:
      for (let i = 1; i < samples.length; i++) samples[i] = a = (samples[i] + a) | 0;
      break;
    case 2:
      for (let i = 2; i < samples.length; i++) {
        const value = (samples[i] + 2 * a - b) | 0;
        b = a;
        samples[i] = a = value;
      }
      break;
    case 3:
      for (let i = 3; i < samples.length; i++) {
        const value = (samples[i] + 3 * (a - b) + c) | 0;
        [c, b] = [b, a];
        samples[i] = a = value;
      }
      break;
    case 4:
      for (let i = 4; i < samples.length; i++) {
        const value = (samples[i] + 4 * (a + c) - 6 * b - d) | 0;
        [d, c, b] = [c, b, a];
        samples[i] = a = value;
      }
      break;
    default: // 0: the values are the samples
  }
}

/**
 * Adds to each value the weighted sum of the samples before it, shifted to the right.
 *
 * @param coefficients that of the nearest sample first
 * @param productBits bits of a product
 */
export function restoreLinear(
  samples: Int32Array,
  coefficients: readonly number[],
  shift: number,
  productBits: number,
): void {
  const order = coefficients.length;
  const weights = Int32Array.from(coefficients);
  if (productBits + Math.ceil(Math.log2(order)) <= 32) {
    for (let i = order; i < samples.length; i++) {
      let sum = 0;
      for (let k = 0; k < order; k++) sum = (sum + Math.imul(weights[k], samples[i - 1 - k])) | 0;
      samples[i] += sum >> shift;
    }
  } else {
    // At most 25 + 15 + 5 bits: doubles are exact.
    const scale = 2 ** -shift;
    for (let i = order; i < samples.length; i++) {
      let sum = 0;
      for (let k = 0; k < order; k++) sum += weights[k] * samples[i - 1 - k];
      samples[i] += Math.floor(sum * scale);
    }
  }
}

/** What the polynomial of an order misses of each sample from the `order`th on. */
export function fixedResidual(samples: Int32Array, order: number): Int32Array {
  let values = samples;
  for (let k = 0; k < order; k++) {
    const next = new Int32Array(Math.max(0, values.length - 1));
    for (let i = 0; i < next.length; i++) next[i] = (values[i + 1] - values[i]) | 0;
    values = next;
  }
  return values;
}
