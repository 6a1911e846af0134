import type { SampleSpan } from './sample-history.ts';

/** Zero crossings of the sinc on each side. */
const ZERO_CROSSINGS = 16;
/** Where the gain has fallen to a half, as a part of the lower of the two Nyquist frequencies. */
const CUTOFF = 0.9;
/** Tabulated positions between two input samples; the common rates' ratios fall on them exactly. */
const PHASES = 1000;

/** The convolution that gives a signal at another sampling frequency, sample by sample. */
export interface ResampleKernel {
  /** Input samples that an output sample needs before and after its position. */
  readonly reach: number;
  /** Where output sample n lies, in input samples. */
  position(n: number): number;
  /**
   * Output samples from number `first` on, as many as `out` takes, of the signal in `span`, which is taken to stay at its
   * end values beyond 0 and `span.end`.
   */
  fill(out: Float32Array, first: number, span: SampleSpan): void;
}

/** A Blackman-windowed sinc for one ratio of frequencies. */
export function createResampleKernel(fromHz: number, toHz: number): ResampleKernel {
  const { rows, taps } = kernelTable(Math.min(1, toHz / fromHz) * CUTOFF);
  const half = taps / 2;
  const position = (n: number): number => (n * fromHz) / toHz;
  return {
    reach: half,
    position,
    fill(out, first, span) {
      for (let i = 0; i < out.length; i++) {
        const at = position(first + i);
        const base = Math.floor(at);
        const phase = (at - base) * PHASES;
        const row = Math.floor(phase + 1e-6);
        const between = phase - row;
        const start = base - half + 1;
        let value = product(span, start, rows, row * taps, taps);
        if (between > 1e-6) {
          value += between * (product(span, start, rows, (row + 1) * taps, taps) - value);
        }
        out[i] = value;
      }
    },
  };
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

/** The kernel at `row` applied from sample `first` on; the inner loop is four sums wide, as the processor is. */
function product(span: SampleSpan, first: number, rows: Float64Array, row: number, taps: number): number {
  const { values, origin, end } = span;
  let [a, b, c, d] = [0, 0, 0, 0];
  if (first >= 0 && first + taps <= end) {
    const start = first - origin;
    for (let tap = 0; tap < taps; tap += 4) {
      a += rows[row + tap] * values[start + tap];
      b += rows[row + tap + 1] * values[start + tap + 1];
      c += rows[row + tap + 2] * values[start + tap + 2];
      d += rows[row + tap + 3] * values[start + tap + 3];
    }
  } else {
    for (let tap = 0; tap < taps; tap++) {
      a += rows[row + tap] * values[Math.min(end - 1, Math.max(0, first + tap)) - origin];
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
