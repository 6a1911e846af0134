/** What became of relevance that no input got. */
export interface RelevanceLedger {
  /** Taken by biases. */
  bias: number;
  /** Taken by the stabiliser epsilon. */
  epsilon: number;
  /** Left with the states before the first step. */
  initialState: number;
}

/** How the epsilon rule deals with what belongs to no lower unit. */
export interface EpsilonRule {
  /** > 0, added to every denominator with its sign. */
  readonly epsilon: number;
  /** Whether biases and epsilon are spread evenly over the lower units instead of absorbed. */
  readonly spread: boolean;
}

/** v away from zero by epsilon; 0 counts as positive. */
export const stabilised = (v: number, epsilon: number): number => (v >= 0 ? v + epsilon : v - epsilon);
