/**
 * The part of f(total) that belongs to `part`, where total = part + rest + bias: the mean of what it adds to f after the
 * bias, before the rest and after it. The bias itself keeps f(bias), the rest what is left.
 *
 * Source: Murdoch et al. 2018, section 3.2.2, with the bias always first.
 */
export function activationPart(
  f: (v: number) => number,
  part: number,
  total: number,
  bias: number,
  atTotal: number,
  atBias: number,
): number {
  return 0.5 * (f(part + bias) - atBias + atTotal - f(total - part));
}
