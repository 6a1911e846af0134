/**
 * The power of a piece of signal at the frequencies k samplingFrequency / N, k = 0 .. N / 2, where N is the length of the
 * result's span: the least power of two that holds the piece. Mean off, Hann window, zeros after it; in any scale.
 */
export function powerSpectrum(piece: Float32Array): Float64Array {
  const size = 2 ** Math.max(1, Math.ceil(Math.log2(piece.length)));
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  let mean = 0;
  for (const value of piece) mean += value / piece.length;
  piece.forEach((value, n) => {
    re[n] = (value - mean) * (0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / piece.length));
  });
  transform(re, im);
  return Float64Array.from({ length: size / 2 + 1 }, (_, k) => re[k] ** 2 + im[k] ** 2);
}

/** The part of a spectrum's power from `lowHz` to below `highHz`, as a sum over its frequencies. */
export function bandPower(
  spectrum: Float64Array,
  samplingFrequency: number,
  lowHz: number,
  highHz: number,
): number {
  const perBin = samplingFrequency / 2 / (spectrum.length - 1);
  let sum = 0;
  for (let k = Math.ceil(lowHz / perBin); k < spectrum.length && k * perBin < highHz; k++) sum += spectrum[k];
  return sum;
}

/** Fourier transform in place, radix 2 (Cooley and Tukey 1965); as many values as a power of two. */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length;
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j], re[i]];
      [im[i], im[j]] = [im[j], im[i]];
    }
  }
  for (let half = 1; half < size; half *= 2) {
    for (let k = 0; k < half; k++) {
      const [c, s] = [Math.cos((Math.PI * k) / half), -Math.sin((Math.PI * k) / half)];
      for (let a = k; a < size; a += 2 * half) {
        const b = a + half;
        const [x, y] = [re[b] * c - im[b] * s, re[b] * s + im[b] * c];
        [re[b], im[b]] = [re[a] - x, im[a] - y];
        [re[a], im[a]] = [re[a] + x, im[a] + y];
      }
    }
  }
}
