/** Measurements taken of one signal at most. */
const MOST = 300;
/** Part of them that is left out at each end. */
const TRIMMED = 0.05;

/**
 * Peak-to-peak amplitude of QRS complexes as WFDB's sigamp measures it: the range from 50 ms before to 50 ms after each of
 * the first 300 beats, trimmed mean of the middle 90 %; 0 without beats.
 *
 * @param beats sample numbers of normal beats
 */
export function qrsAmplitude(
  signal: Float32Array,
  beats: ArrayLike<number>,
  samplingFrequency: number,
): number {
  const reach = Math.round(0.05 * samplingFrequency);
  const ranges: number[] = [];
  for (let b = 0; b < beats.length && ranges.length < MOST; b++) {
    let [low, high] = [Infinity, -Infinity];
    const to = Math.min(signal.length - 1, beats[b] + reach);
    for (let i = Math.max(0, beats[b] - reach); i <= to; i++) {
      low = Math.min(low, signal[i]);
      high = Math.max(high, signal[i]);
    }
    if (high >= low) ranges.push(high - low);
  }
  return trimmedMean(ranges);
}

/**
 * Amplitude of noise as WFDB's sigamp measures it: the root of the mean square about its mean in each of the first 300
 * seconds, trimmed mean of the middle 90 %; 0 for less than a second. Slow noise counts for less so.
 */
export function noiseAmplitude(noise: Float32Array, samplingFrequency: number): number {
  const width = Math.round(samplingFrequency);
  const amplitudes: number[] = [];
  for (let from = 0; from + width <= noise.length && amplitudes.length < MOST; from += width) {
    let sum = 0;
    let squares = 0;
    for (let i = from; i < from + width; i++) sum += noise[i];
    for (let i = from; i < from + width; i++) squares += (noise[i] - sum / width) ** 2;
    amplitudes.push(Math.sqrt(squares / width));
  }
  return trimmedMean(amplitudes);
}

function trimmedMean(values: number[]): number {
  const cut = Math.floor(TRIMMED * values.length);
  const kept = values.sort((a, b) => a - b).slice(cut, values.length - cut);
  return kept.length === 0 ? 0 : kept.reduce((sum, value) => sum + value, 0) / kept.length;
}
