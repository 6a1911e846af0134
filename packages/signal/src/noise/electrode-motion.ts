import type { NoiseSettings } from './noise-settings.ts';
import { oscillation } from './slow-process.ts';

/** Mean time between two jerks of the electrode, s. */
const BETWEEN_S = 1.5;

/**
 * Electrode motion: jerks at random times (exponential, 1.5 s on average), each rising within 20 to 100 ms to a normal
 * height and dying away within 0.1 to 0.8 s, over a restless background around 3 Hz of a fifth of their height.
 *
 * The hardest noise for a detector, as jerks have the width of QRS complexes.
 */
export function electrodeMotion({ sampleCount, samplingFrequency, random }: NoiseSettings): Float32Array {
  const background = oscillation(3, 4, samplingFrequency, random);
  const noise = Float32Array.from({ length: sampleCount }, () => 0.2 * background());
  const between = (low: number, high: number): number => low + (high - low) * random.uniform();
  const wait = (): number => -BETWEEN_S * Math.log(1 - random.uniform());
  for (let start = wait(); start * samplingFrequency < sampleCount; start += wait()) {
    const height = random.normal();
    const riseS = between(0.02, 0.1);
    const decayS = between(0.1, 0.8);
    const first = Math.ceil(start * samplingFrequency);
    const end = Math.min(sampleCount, first + (riseS + 7 * decayS) * samplingFrequency);
    for (let i = first; i < end; i++) {
      const t = i / samplingFrequency - start;
      const rising = t < riseS ? 0.5 - 0.5 * Math.cos((Math.PI * t) / riseS) : 1;
      noise[i] += height * rising * Math.exp(-Math.max(0, t - riseS) / decayS);
    }
  }
  return noise;
}
