import type { Random } from '@saliogram/core';

/** How the heart rate varies. */
export interface RhythmOptions {
  /** Mean rate, beats per minute; default 72. */
  readonly heartRate?: number;
  /** Standard deviation of the RR interval, seconds; default 0.03. */
  readonly variabilityS?: number;
}

/** The two bands of heart rate variability: centre and width in Hz, part of the power (McSharry 2003, LF/HF 0.5). */
const BANDS = [
  { centreHz: 0.1, widthHz: 0.01, power: 1 / 3 },
  { centreHz: 0.25, widthHz: 0.01, power: 2 / 3 },
];
const COMPONENTS_PER_BAND = 12;

/**
 * The RR interval as a function of time: a mean, and a Mayer wave at 0.1 Hz and respiration at 0.25 Hz around it.
 *
 * Each band is a sum of sinusoids with random phases and normally distributed frequencies, which has the bimodal
 * spectrum of McSharry et al. 2003, equations 4 and 5.
 *
 * @returns seconds to the next beat, of seconds from the start
 */
export function rrInterval(random: Random, options: RhythmOptions = {}): (seconds: number) => number {
  const { heartRate = 72, variabilityS = 0.03 } = options;
  const waves = BANDS.flatMap(({ centreHz, widthHz, power }) =>
    Array.from({ length: COMPONENTS_PER_BAND }, () => ({
      angular: 2 * Math.PI * (centreHz + widthHz * random.normal()),
      phase: 2 * Math.PI * random.uniform(),
      amplitude: variabilityS * Math.sqrt((2 * power) / COMPONENTS_PER_BAND),
    })),
  );
  return (seconds) =>
    waves.reduce(
      (sum, { angular, phase, amplitude }) => sum + amplitude * Math.cos(angular * seconds + phase),
      60 / heartRate,
    );
}
