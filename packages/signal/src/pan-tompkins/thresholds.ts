import type { SampleSpan } from '../sample-history.ts';

/** Running estimates of how high the peaks of QRS complexes and of noise are, and the thresholds between them. */
export interface Thresholds {
  /** TH1 = NPK + 0.25 (SPK - NPK), half of that while the rhythm is irregular. */
  upper(isRegular: boolean): number;
  /** TH2 = 0.5 TH1, for the search back. */
  lower(isRegular: boolean): number;
  /** SPK <- 0.125 PEAK + 0.875 SPK. */
  sawSignal(peak: number): void;
  /** SPK <- 0.25 PEAK + 0.75 SPK. */
  sawSignalInSearchBack(peak: number): void;
  /** NPK <- 0.125 PEAK + 0.875 NPK. */
  sawNoise(peak: number): void;
  /** Starts again from samples `from` to before `to`: SPK at a third of their maximum, NPK at half of their mean, in absolute values. */
  learn(x: SampleSpan, from: number, to: number): void;
}

/** One set of thresholds (Pan and Tompkins 1985): there is one for the integrated and one for the band-passed signal. */
export function createThresholds(): Thresholds {
  let spk = 0;
  let npk = 0;
  const upper = (isRegular: boolean): number => (npk + 0.25 * (spk - npk)) * (isRegular ? 1 : 0.5);
  return {
    upper,
    lower: (isRegular) => 0.5 * upper(isRegular),
    sawSignal: (peak) => void (spk = 0.125 * peak + 0.875 * spk),
    sawSignalInSearchBack: (peak) => void (spk = 0.25 * peak + 0.75 * spk),
    sawNoise: (peak) => void (npk = 0.125 * peak + 0.875 * npk),
    learn({ values, origin }, from, to) {
      let largest = 0;
      let sum = 0;
      for (let i = from; i < to; i++) {
        const height = Math.abs(values[i - origin]);
        largest = Math.max(largest, height);
        sum += height;
      }
      spk = largest / 3;
      npk = sum / (2 * Math.max(1, to - from));
    },
  };
}
