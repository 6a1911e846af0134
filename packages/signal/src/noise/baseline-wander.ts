import type { NoiseSettings } from './noise-settings.ts';
import { oscillation, slowProcess } from './slow-process.ts';

/** Baseline wander: breathing around 0.25 Hz, and a drift below 0.5 Hz with half of its power. */
export function baselineWander({ sampleCount, samplingFrequency, random }: NoiseSettings): Float32Array {
  const breathing = oscillation(0.25, 0.1, samplingFrequency, random);
  const drift = slowProcess(0.5, samplingFrequency, random);
  let smooth = 0;
  const keep = Math.exp((-2 * Math.PI * 0.5) / samplingFrequency);
  return Float32Array.from({ length: sampleCount }, () => {
    smooth = keep * smooth + (1 - keep) * drift(); // two poles: half of the variance is left, and nothing sharp
    return breathing() + smooth;
  });
}
