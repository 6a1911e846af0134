/** One Gaussian of a beat: amplitude * exp(-(t - centre)^2 / (2 width^2)), t in seconds from the R peak. */
export interface Wave {
  readonly amplitudeMv: number;
  readonly centreS: number;
  readonly widthS: number;
}

/** The waves of one class of beats. */
export interface BeatShape {
  readonly symbol: string;
  readonly waves: readonly Wave[];
}

/** The sum of the waves at `seconds` from the R peak, in mV. */
export function shapeAt(waves: readonly Wave[], seconds: number): number {
  let sum = 0;
  for (const { amplitudeMv, centreS, widthS } of waves) {
    sum += amplitudeMv * Math.exp(-0.5 * ((seconds - centreS) / widthS) ** 2);
  }
  return sum;
}
