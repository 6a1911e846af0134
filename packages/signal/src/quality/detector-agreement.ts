import { matchBeats } from '../beats/match.ts';

/** Beats of two detectors within this time are one, s (as EC57 matches beats). */
const TOLERANCE_S = 0.15;

/** The agreement in samples `from` to before `to`, 0 to 1, or null. */
export type AgreementIn = (from: number, to: number) => number | null;

/**
 * How far two detectors agree in a window: the beats that both found as a share of those that either found (bSQI of Li, Mark
 * and Clifford, Physiol. Meas. 29:15-32, 2008); null where neither found any.
 *
 * @param peaks of the one, samples, ascending
 * @param others of the other, samples, ascending
 */
export function detectorAgreement(
  peaks: ArrayLike<number>,
  others: ArrayLike<number>,
  samplingFrequency: number,
): AgreementIn {
  const partners = matchBeats(peaks, others, TOLERANCE_S * samplingFrequency);
  const isMatched = new Uint8Array(others.length);
  for (const partner of partners) if (partner >= 0) isMatched[partner] = 1;
  return (from, to) => {
    let [either, both] = [0, 0];
    for (let i = firstFrom(peaks, from); i < peaks.length && peaks[i] < to; i++) {
      either++;
      if (partners[i] >= 0) both++;
    }
    // A beat of both counts where the first detector has it.
    for (let i = firstFrom(others, from); i < others.length && others[i] < to; i++)
      if (!isMatched[i]) either++;
    return either === 0 ? null : both / either;
  };
}

/** The index of the first of ascending values that is not below `least`. */
function firstFrom(values: ArrayLike<number>, least: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
