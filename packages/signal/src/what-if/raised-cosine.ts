/** Half a cosine from 0 at `from` to 1 at `to`: how a change begins without a step or a kink. */
export function rise(at: number, from: number, to: number): number {
  if (at >= to) return 1;
  if (at <= from) return 0;
  return (1 - Math.cos((Math.PI * (at - from)) / (to - from))) / 2;
}

/** Area under 1 - {@link rise}(z, 0, `length`) from 0 to `z` >= 0. */
export function fallArea(z: number, length: number): number {
  if (z >= length) return length / 2;
  return z / 2 + (length / (2 * Math.PI)) * Math.sin((Math.PI * z) / length);
}
