import type { Random } from '@saliogram/core';

/** What disturbs the signal; each amplitude in mV, 0 for none. */
export interface NoiseOptions {
  /** Amplitude of the respiration in the model's baseline z0; default 0.15 (McSharry 2003). */
  readonly respirationMv?: number;
  /** Hz; default 0.25. */
  readonly respirationHz?: number;
  /** Root mean square of slow electrode drift, 0.02 to 0.3 Hz; default 0.04. */
  readonly wanderMv?: number;
  /** Amplitude of mains interference; default 0.01. */
  readonly mainsMv?: number;
  /** 50 or 60 Hz; default 60, as where MIT-BIH was recorded. */
  readonly mainsHz?: 50 | 60;
  /** Root mean square of muscle noise; default 0.012. */
  readonly muscleMv?: number;
}

/** No disturbance at all. */
export const NO_NOISE: Required<NoiseOptions> = {
  respirationMv: 0,
  respirationHz: 0.25,
  wanderMv: 0,
  mainsMv: 0,
  mainsHz: 60,
  muscleMv: 0,
};

/** The defaults of {@link NoiseOptions}. */
export const USUAL_NOISE: Required<NoiseOptions> = {
  respirationMv: 0.15,
  respirationHz: 0.25,
  wanderMv: 0.04,
  mainsMv: 0.01,
  mainsHz: 60,
  muscleMv: 0.012,
};

const DRIFT_COMPONENTS = 10;

/**
 * Adds electrode drift, mains with a slowly changing amplitude, and muscle noise (white noise, smoothed over two
 * samples, in bursts) to `signal` in place.
 */
export function addNoise(
  signal: Float32Array,
  samplingFrequency: number,
  noise: Required<NoiseOptions>,
  random: Random,
): void {
  const drift = Array.from({ length: DRIFT_COMPONENTS }, () => ({
    angular: 2 * Math.PI * (0.02 + 0.28 * random.uniform()),
    phase: 2 * Math.PI * random.uniform(),
  }));
  const driftAmplitude = noise.wanderMv * Math.sqrt(2 / DRIFT_COMPONENTS);
  const mainsPhase = 2 * Math.PI * random.uniform();
  const burstPhase = 2 * Math.PI * random.uniform();
  let white = random.normal();
  for (let n = 0; n < signal.length; n++) {
    const t = n / samplingFrequency;
    let sum = 0;
    for (const { angular, phase } of drift) sum += driftAmplitude * Math.cos(angular * t + phase);
    const swell = 1 + 0.3 * Math.sin(2 * Math.PI * 0.07 * t + mainsPhase);
    sum += noise.mainsMv * swell * Math.sin(2 * Math.PI * noise.mainsHz * t + mainsPhase);
    const previous = white;
    white = random.normal();
    const burst = 1 + 0.5 * Math.sin(2 * Math.PI * 0.11 * t + burstPhase);
    signal[n] += sum + (noise.muscleMv * burst * (white + previous)) / Math.SQRT2;
  }
}
