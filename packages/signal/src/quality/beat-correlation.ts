/** What is compared of a beat, s before and after its R peak. */
const [BEFORE_S, AFTER_S] = [0.2, 0.4];
/** With fewer beats a mean beat says nothing. */
const FEWEST = 3;

/**
 * How alike the beats of a piece are: the median of each one's correlation with the mean of the others (after Orphanidou
 * et al., IEEE J. Biomed. Health Inform. 19:832-838, 2015; a median, so that a few ectopic beats are no noise).
 *
 * @param signal without baseline wander
 * @param peaks R peaks, samples; beats that are not whole within the signal are left out
 * @returns -1 to 1, or null with fewer than three beats
 */
export function beatCorrelation(
  signal: Float32Array,
  peaks: readonly number[],
  samplingFrequency: number,
): number | null {
  const before = Math.round(BEFORE_S * samplingFrequency);
  const length = before + Math.round(AFTER_S * samplingFrequency);
  const beats = peaks
    .filter((peak) => peak >= before && peak - before + length <= signal.length)
    .map((peak) => signal.subarray(peak - before, peak - before + length));
  if (beats.length < FEWEST) return null;
  const sum = new Float64Array(length);
  for (const beat of beats) beat.forEach((value, t) => (sum[t] += value));
  const values = beats
    .map((beat) =>
      correlation(
        beat,
        sum.map((total, t) => total - beat[t]),
      ),
    )
    .sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/** Pearson's; 0 where one of the two is constant. */
function correlation(x: Float32Array, y: Float64Array): number {
  let [mx, my] = [0, 0];
  for (let t = 0; t < x.length; t++) {
    mx += x[t] / x.length;
    my += y[t] / x.length;
  }
  let [xx, yy, xy] = [0, 0, 0];
  x.forEach((value, t) => {
    xx += (value - mx) ** 2;
    yy += (y[t] - my) ** 2;
    xy += (value - mx) * (y[t] - my);
  });
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
