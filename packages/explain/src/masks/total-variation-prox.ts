/**
 * The exact proximal point of the total variation, argmin_u 1/2 sum (u_t - y_t)^2 + weight sum |u_{t+1} - u_t|, by one
 * run along the series: a piece grows while some constant keeps its summed residual within +-weight, and is closed, up
 * or down, where none does. Linear in T in practice.
 *
 * Source: Condat 2013, A direct algorithm for 1-D total variation denoising.
 *
 * @param y [T]
 * @param weight not negative
 * @param out u, [T]; may be y itself only where weight is 0
 */
export function totalVariationProx(y: ArrayLike<number>, weight: number, out: Float64Array): void {
  const last = y.length - 1;
  if (weight === 0) {
    for (let t = 0; t <= last; t++) out[t] = y[t];
    return;
  }
  // The piece from `from` to `at` may take any value from `low` to `high`; lowSum and highSum are the residuals summed
  // so far had it taken those; lowEnd and highEnd are where a piece closed at `low` or `high` would have to end.
  let [from, at, lowEnd, highEnd] = [0, 0, 0, 0];
  let [low, high, lowSum, highSum] = [y[0] - weight, y[0] + weight, weight, -weight];
  const close = (value: number, end: number): void => {
    out.fill(value, from, end + 1);
    from = end + 1;
    at = from;
  };
  for (;;) {
    if (at === last) {
      if (lowSum < 0) {
        close(low, lowEnd);
        lowEnd = from;
        low = y[from];
        lowSum = weight;
        highSum = low + weight - high;
      } else if (highSum > 0) {
        close(high, highEnd);
        highEnd = from;
        high = y[from];
        highSum = -weight;
        lowSum = high - weight - low;
      } else {
        out.fill(low + lowSum / (at - from + 1), from);
        return;
      }
      continue;
    }
    const next = y[at + 1];
    lowSum += next - low;
    highSum += next - high;
    if (lowSum < -weight) {
      close(low, lowEnd);
      [lowEnd, highEnd] = [from, from];
      [low, high, lowSum, highSum] = [y[from], y[from] + 2 * weight, weight, -weight];
    } else if (highSum > weight) {
      close(high, highEnd);
      [lowEnd, highEnd] = [from, from];
      [low, high, lowSum, highSum] = [y[from] - 2 * weight, y[from], weight, -weight];
    } else {
      at++;
      if (lowSum >= weight) {
        low += (lowSum - weight) / (at - from + 1);
        lowSum = weight;
        lowEnd = at;
      }
      if (highSum <= -weight) {
        high += (highSum + weight) / (at - from + 1);
        highSum = -weight;
        highEnd = at;
      }
    }
  }
}
