/** Running estimates of how high the peaks of QRS complexes and of noise are, and the thresholds between them. */
export interface Thresholds {
  /** TH1 = NPK + 0.25 (SPK - NPK). */
  upper(): number;
  /** TH2 = 0.5 TH1, for the search back. */
  lower(): number;
  /** SPK <- 0.125 PEAK + 0.875 SPK. */
  sawSignal(peak: number): void;
  /** SPK <- 0.25 PEAK + 0.75 SPK. */
  sawSignalInSearchBack(peak: number): void;
  /** NPK <- 0.125 PEAK + 0.875 NPK. */
  sawNoise(peak: number): void;
}

/**
 * One set of thresholds (Pan and Tompkins 1985): one for the integrated, one for the band-passed signal.
 *
 * @param signal first SPK
 * @param noise first NPK
 */
export function createThresholds(signal: number, noise: number): Thresholds {
  let spk = signal;
  let npk = noise;
  const upper = (): number => npk + 0.25 * (spk - npk);
  return {
    upper,
    lower: () => 0.5 * upper(),
    sawSignal: (peak) => void (spk = 0.125 * peak + 0.875 * spk),
    sawSignalInSearchBack: (peak) => void (spk = 0.25 * peak + 0.75 * spk),
    sawNoise: (peak) => void (npk = 0.125 * peak + 0.875 * npk),
  };
}
