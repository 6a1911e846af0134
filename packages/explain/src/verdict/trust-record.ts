/** What a map is worth, in one word. */
export type TrustVerdict = 'reliable' | 'weak' | 'unreliable';

/** What was found out about one map; NaN or absent where it was not or could not be measured. */
export interface TrustEvidence {
  /** Whether the map says anything at all. */
  readonly salient: boolean;
  /** Areas under the class's probability as inputs go and come in the map's order, and of the map less chance. */
  readonly deletion: number;
  readonly insertion: number;
  /** Insertion less deletion area of |x|, which knows no model; the map's own is `insertion - deletion`. */
  readonly magnitude: number;
  /** Share of random orders that do at least as well, as a p-value. */
  readonly pRandom: number;
  /** Share of places along the sequence to which the same map could be moved and do at least as well, as a p-value. */
  readonly pMoved: number;
  /** |gap| / |difference of objectives|, for methods whose values add up to it. */
  readonly completeness?: number;
  /** For iterative methods, whether the search came to its end. */
  readonly converged?: boolean;
  /** Rank correlation with the maps of slightly noisy copies of the sequence, their mean. */
  readonly noiseStability?: number;
  /** Rank correlation with the map of another seed, for methods that draw. */
  readonly seedStability?: number;
  /** Rank correlation with the map of the same method on an untrained model. */
  readonly untrained?: number;
  /** Rank correlation with the maps of other methods, by name. */
  readonly agreement?: Readonly<Record<string, number>>;
}

/** A map's verdict, why, and what it rests on. */
export interface TrustRecord {
  readonly verdict: TrustVerdict;
  /** What speaks against the map, in sentences; what the record rests on where nothing does. */
  readonly reasons: readonly string[];
  readonly evidence: TrustEvidence;
}
