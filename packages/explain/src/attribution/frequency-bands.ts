/** Bands of frequency, from `edges[i]` up to `edges[i + 1]`. */
export interface FrequencyBands {
  /** Ascending, one more than bands. */
  readonly edges: readonly number[];
  readonly unit: 'Hz' | 'cycles per step';
  /** What each band counts for, [B, bands, C]. */
  readonly values: Float32Array;
}
