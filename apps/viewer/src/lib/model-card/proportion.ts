/** A share of counted cases, with the ends of its interval of 95 %. */
export interface Proportion {
  readonly hits: number;
  readonly of: number;
  /** NaN where nothing was counted. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Quantile 0.975 of the normal distribution. */
const Z = 1.959964;

/**
 * `hits / of` with Wilson's interval (1927): (p + z^2/2n ± z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). It takes cases as
 * independent, which beats of one patient are not.
 */
export function proportion(hits: number, of: number): Proportion {
  const share = hits / of;
  const square = (Z * Z) / of;
  const centre = (share + square / 2) / (1 + square);
  const half = (Math.sqrt((share * (1 - share)) / of + square / (4 * of)) * Z) / (1 + square);
  return { hits, of, share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
