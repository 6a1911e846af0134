import { SaliogramError } from '@saliogram/core';

/** Zero crossings of the sinc on each side. */
const ZERO_CROSSINGS = 16;
/** Where the gain has fallen to a half, as a part of the lower of the two Nyquist frequencies. */
const CUTOFF = 0.9;
/** Tabulated positions between two input samples; the common rates' ratios fall on them exactly. */
const PHASES = 1000;

/**
 * The signal at another sampling frequency: convolution with a Blackman-windowed sinc, without delay (Smith, "Digital
 * Audio Resampling", 2002). Flat within 0.05 % up to 0.75 of the lower Nyquist frequency, halved at 0.9 of it.
 *
 * Output sample n lies at input position n * fromHz / toHz, up to the last input sample. Beyond its ends the signal is
 * taken to stay at its end values. NaN spreads to every output sample whose kernel touches it.
 *
 * @param fromHz sampling frequency of `signal`
 * @param toHz sampling frequency of the result
 * @throws `argument-invalid` for frequencies that are not positive
 */
export function resample(signal: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (!(fromHz > 0 && toHz > 0 && fromHz < Infinity && toHz < Infinity)) {
    throw new SaliogramError(
      'argument-invalid',
      `resampling: got ${fromHz} Hz to ${toHz} Hz, expected positive frequencies`,
      { details: { fromHz, toHz } },
    );
  }
  if (fromHz === toHz || signal.length === 0) return signal.slice();
  const { rows, taps } = kernelTable(Math.min(1, toHz / fromHz) * CUTOFF);
  const half = taps / 2;
  const out = new Float32Array(Math.floor(((signal.length - 1) * toHz) / fromHz + 1e-9) + 1);
  for (let n = 0; n < out.length; n++) {
    const position = (n * fromHz) / toHz;
    const base = Math.floor(position);
    const phase = (position - base) * PHASES;
    const row = Math.floor(phase + 1e-6);
    const between = phase - row;
    const first = base - half + 1;
    let value = product(signal, first, rows, row * taps, taps);
    if (between > 1e-6) {
      value += between * (product(signal, first, rows, (row + 1) * taps, taps) - value);
    }
    out[n] = value;
  }
  return out;
}

/**
 * Kernel weights of every phase, `taps` a row, each row summing to 1 so that a constant stays what it is.
 *
 * @param cutoff as a part of the input's Nyquist frequency
 */
function kernelTable(cutoff: number): { rows: Float64Array; taps: number } {
  const half = 2 * Math.ceil(ZERO_CROSSINGS / cutoff / 2); // taps in fours, for the inner loop
  const taps = 2 * half;
  const rows = new Float64Array((PHASES + 1) * taps);
  for (let phase = 0; phase <= PHASES; phase++) {
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const distance = tap - half + 1 - phase / PHASES;
      const weight = sinc(cutoff * distance) * blackman(distance / half);
      rows[phase * taps + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < taps; tap++) rows[phase * taps + tap] /= sum;
  }
  return { rows, taps };
}

/** The kernel at `row` applied from `first` on; the inner loop is four sums wide, as the processor is. */
function product(signal: Float32Array, first: number, rows: Float64Array, row: number, taps: number): number {
  const last = signal.length - 1;
  let [a, b, c, d] = [0, 0, 0, 0];
  if (first >= 0 && first + taps <= signal.length) {
    for (let tap = 0; tap < taps; tap += 4) {
      a += rows[row + tap] * signal[first + tap];
      b += rows[row + tap + 1] * signal[first + tap + 1];
      c += rows[row + tap + 2] * signal[first + tap + 2];
      d += rows[row + tap + 3] * signal[first + tap + 3];
    }
  } else {
    for (let tap = 0; tap < taps; tap++) {
      a += rows[row + tap] * signal[Math.min(last, Math.max(0, first + tap))];
    }
  }
  return a + b + (c + d);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** The Blackman window over -1..1. */
function blackman(x: number): number {
  return Math.abs(x) >= 1 ? 0 : 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}
