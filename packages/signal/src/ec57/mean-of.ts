/** The mean of a statistic over records that have it; null when none has. */
export type Average = number | null;

/** The mean of the values that are known. */
export function meanOf(values: readonly (number | null)[]): Average {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
