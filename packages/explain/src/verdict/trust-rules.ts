/** The limits of the verdict; `weak` and `unreliable` are where a map stops being reliable, and being weak. */
export interface TrustRules {
  /** Largest p-value against random orders; above it a map is unreliable. */
  readonly random: number;
  /** Largest p-values against the same map in other places. */
  readonly moved: { readonly weak: number; readonly unreliable: number };
  /** Smallest rank correlations with maps of noisy copies and other seeds. */
  readonly stability: { readonly weak: number; readonly unreliable: number };
  /** Largest rank correlations with the map of an untrained model. */
  readonly untrained: { readonly weak: number; readonly unreliable: number };
  /** By how much of area |x| may do better before a map is weak. */
  readonly magnitude: number;
  /** Largest completeness gap, as a share, before a map is weak. */
  readonly completeness: number;
  /** Smallest mean rank correlation with the other methods before a map is weak. */
  readonly agreement: number;
}

/**
 * The rules as calibrated on the synthetic ECG, whose truth is known (`docs/verdict.md`).
 */
export const TRUST_RULES: TrustRules = {
  random: 0.01,
  moved: { weak: 0.1, unreliable: 0.2 },
  stability: { weak: 0.5, unreliable: 0.2 },
  untrained: { weak: 0.8, unreliable: 0.95 },
  magnitude: 0.2,
  completeness: 0.1,
  agreement: 0,
};
