/** How many of how many, as the standard wants its percentages reported. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
  /** `count / of`; null of nothing. */
  readonly value: number | null;
}

export function proportion(count: number, of: number): Proportion {
  return { count, of, value: of === 0 ? null : count / of };
}
