import type { View } from './app-state.ts';

/** A second-order section, a0 = 1. */
interface Section {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** Lowest frequency that the filters keep (-3 dB); without phase shift 0.67 Hz and less leave the ST segment (AHA 2007). */
const LOW_HZ = 0.5;
/** Highest frequency that `monitor` keeps (-3 dB). */
const HIGH_HZ = 40;

/** Seconds on each side that a filter must have read before what it gives is settled. */
export const FILTER_MARGIN_S = 3;

// A section that is passed forwards and backwards is 3 dB down where one pass is 1.5 dB down: at (sqrt 2 - 1)^(1/4) of
// the corner of a Butterworth high-pass.
const BOTH_WAYS = (Math.SQRT2 - 1) ** 0.25;

/**
 * The signal as it is shown under a display filter: `baseline` takes away what is slower than 0.5 Hz, `monitor` what is
 * faster than 40 Hz as well. Butterworth, second order, forwards and backwards, so that nothing moves in time; every
 * stretch between gaps is filtered by itself.
 */
export function displayFilter(
  samples: Float32Array,
  samplingFrequency: number,
  filter: View['filter'],
): Float32Array {
  const sections: Section[] = [];
  if (filter !== 'none') sections.push(butterworth('high', LOW_HZ, samplingFrequency));
  // Below twice the corner there is nothing to take away.
  if (filter === 'monitor' && samplingFrequency > 2.5 * HIGH_HZ) {
    sections.push(butterworth('low', HIGH_HZ, samplingFrequency));
  }
  const shown = samples.slice();
  if (sections.length === 0) return shown;
  const margin = Math.round(FILTER_MARGIN_S * samplingFrequency);
  for (let from = 0; from < samples.length;) {
    let to = from;
    while (to < samples.length && !Number.isNaN(samples[to])) to++;
    if (to > from) {
      let stretch = mirror(samples.subarray(from, to), margin);
      for (const section of sections) stretch = bothWays(section, stretch);
      const pad = (stretch.length - (to - from)) / 2;
      shown.set(stretch.subarray(pad, pad + to - from), from);
    }
    from = to + 1;
  }
  return shown;
}

/** 3 dB down at `hz` after both ways; by the bilinear transform, pre-warped: K = tan(pi f / fs), Q = 1 / sqrt 2. */
function butterworth(side: 'low' | 'high', hz: number, samplingFrequency: number): Section {
  const k = Math.tan((Math.PI * hz) / samplingFrequency) * (side === 'high' ? BOTH_WAYS : 1 / BOTH_WAYS);
  const norm = 1 / (1 + Math.SQRT2 * k + k * k);
  const gain = side === 'low' ? k * k * norm : norm;
  return {
    b: [gain, side === 'low' ? 2 * gain : -2 * gain, gain],
    a: [2 * (k * k - 1) * norm, (1 - Math.SQRT2 * k + k * k) * norm],
  };
}

/** The signal continued at both ends by its point reflection, so that the filter is settled where the signal begins. */
function mirror(samples: Float32Array, margin: number): Float64Array {
  const pad = Math.min(margin, samples.length - 1);
  const n = samples.length;
  return Float64Array.from({ length: n + 2 * pad }, (_, i) => {
    const at = i - pad;
    if (at < 0) return 2 * samples[0] - samples[-at];
    if (at >= n) return 2 * samples[n - 1] - samples[2 * (n - 1) - at];
    return samples[at];
  });
}

function bothWays(section: Section, x: Float64Array): Float64Array {
  return pass(section, pass(section, x).reverse()).reverse();
}

/** Transposed direct form II, begun as if the first value had always been there. */
function pass({ b, a }: Section, x: Float64Array): Float64Array {
  const y = new Float64Array(x.length);
  const rest = ((b[0] + b[1] + b[2]) / (1 + a[0] + a[1])) * x[0];
  let s2 = b[2] * x[0] - a[1] * rest;
  let s1 = b[1] * x[0] - a[0] * rest + s2;
  for (let i = 0; i < x.length; i++) {
    y[i] = b[0] * x[i] + s1;
    s1 = b[1] * x[i] - a[0] * y[i] + s2;
    s2 = b[2] * x[i] - a[1] * y[i];
  }
  return y;
}
