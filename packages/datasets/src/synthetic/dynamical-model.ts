import type { Wave } from './beat-shape.ts';
import { NOMINAL_RATE, phaseOf } from './phase.ts';

/** A beat of the model: when its R peak is, its class, and its waves. */
export interface ModelBeat {
  readonly seconds: number;
  readonly symbol: string;
  readonly waves: readonly Wave[];
}

/** A wave is nothing beyond this many widths from its centre. */
const REACH = 6;

/**
 * The dynamical model of McSharry, Clifford, Tarassenko and Smith 2003 (IEEE TBME 50(3):289-294), equation 1:
 *
 * dz/dt = - sum_i (a_i omega / b_i^2) dtheta_i exp(-dtheta_i^2 / (2 b_i^2)) - (z - z0(t)),  dtheta_i = theta - theta_i
 *
 * integrated by the fourth-order Runge-Kutta method at the sampling frequency. Two differences from the paper: x and y
 * are not integrated, since on the limit cycle they say no more than theta(t), which is known; and the amplitude is
 * written a_i omega / b_i^2 (Sameni et al. 2007), so that a_i is in mV and does not depend on the rate. theta is not
 * wrapped: each beat brings its own waves, and classes can follow one another.
 *
 * @param count samples
 * @param baseline z0 in mV at seconds from the start: respiration
 * @returns z in mV, shape [count]
 */
export function integrateModel(
  beats: readonly ModelBeat[],
  count: number,
  samplingFrequency: number,
  baseline: (seconds: number) => number,
): Float32Array {
  const slope = waveSlope(beats);
  const signal = new Float32Array(count);
  const h = 1 / samplingFrequency;
  let z = baseline(0);
  let here = slope(0);
  let rest = baseline(0);
  for (let n = 0; n < count; n++) {
    signal[n] = z;
    const middle = slope((n + 0.5) * h);
    const end = slope((n + 1) * h);
    const restMiddle = baseline((n + 0.5) * h);
    const restEnd = baseline((n + 1) * h);
    const k1 = here - (z - rest);
    const k2 = middle - (z + (h / 2) * k1 - restMiddle);
    const k3 = middle - (z + (h / 2) * k2 - restMiddle);
    const k4 = end - (z + h * k3 - restEnd);
    z += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
    here = end;
    rest = restEnd;
  }
  return signal;
}

/** The model without relaxation and baseline in closed form: the sum of the waves at the phase of each sample, mV, shape [count]. */
export function sumOfWaves(
  beats: readonly ModelBeat[],
  count: number,
  samplingFrequency: number,
): Float32Array {
  const sumAt = overWaves(beats, (amplitudeMv, _, exponential) => amplitudeMv * exponential);
  return Float32Array.from({ length: count }, (_, n) => sumAt(n / samplingFrequency));
}

/** The sum over waves in dz/dt, mV/s. */
function waveSlope(beats: readonly ModelBeat[]): (seconds: number) => number {
  return overWaves(
    beats,
    (amplitudeMv, inWidths, exponential, rateInWidths) =>
      -amplitudeMv * rateInWidths * inWidths * exponential,
  );
}

/**
 * The sum of `term` over the waves near a time; times must not decrease from call to call.
 *
 * @param term of a wave's amplitude, the distance dtheta / b, exp(-(dtheta / b)^2 / 2), and omega / b
 */
function overWaves(
  beats: readonly ModelBeat[],
  term: (amplitudeMv: number, inWidths: number, exponential: number, rateInWidths: number) => number,
): (seconds: number) => number {
  const phase = phaseOf(beats);
  let nearest = 0;
  return (seconds) => {
    const { theta, rate } = phase(seconds);
    while (nearest + 1 < beats.length && theta > 2 * Math.PI * (nearest + 0.5)) nearest++;
    let sum = 0;
    for (let k = Math.max(0, nearest - 1); k <= Math.min(beats.length - 1, nearest + 1); k++) {
      const turned = theta - 2 * Math.PI * k;
      for (const { amplitudeMv, centreS, widthS } of beats[k].waves) {
        const b = NOMINAL_RATE * widthS;
        const inWidths = (turned - NOMINAL_RATE * centreS) / b;
        if (Math.abs(inWidths) > REACH) continue;
        sum += term(amplitudeMv, inWidths, Math.exp(-0.5 * inWidths * inWidths), rate / b);
      }
    }
    return sum;
  };
}
