import type { NoiseSettings } from './noise-settings.ts';
import { slowProcess } from './slow-process.ts';

/** The band of the electromyogram in surface leads, Hz. */
const [LOW, HIGH] = [20, 120];
/** How unsteady the tension is: standard deviation of the logarithm of the amplitude, and how fast it changes, Hz. */
const [UNSTEADINESS, CHANGE] = [0.5, 0.3];

/**
 * Muscle noise: Gaussian, between 20 Hz and 120 Hz (or 0.4 of the sampling frequency where that is less), in slow waves
 * of tension.
 */
export function muscleNoise({ sampleCount, samplingFrequency, random }: NoiseSettings): Float32Array {
  const poleOf = (hz: number): number => Math.exp((-2 * Math.PI * hz) / samplingFrequency);
  const fast = slowProcess(Math.min(HIGH, 0.4 * samplingFrequency), samplingFrequency, random);
  const keep = poleOf(LOW);
  const tension = slowProcess(CHANGE, samplingFrequency, random);
  const means = [0, 0];
  return Float32Array.from({ length: sampleCount }, () => {
    let value = fast();
    for (let k = 0; k < 2; k++) {
      means[k] = keep * means[k] + (1 - keep) * value;
      value -= means[k];
    }
    return value * Math.exp(UNSTEADINESS * tension());
  });
}
