import { checkTruth } from './check-truth.ts';
import { thresholdCurve } from './threshold-curve.ts';

/** Options of {@link aupAur}. */
export interface AupAurOptions {
  /**
   * End the curves where every true cell is selected, as scikit-learn 0.23 does; default false, as current releases,
   * which go on to the smallest value.
   */
  readonly stopAtFullRecall?: boolean;
}

/**
 * Areas under precision and under recall over the threshold: the integral of P(v) and of R(v) over v by trapezoids
 * between the values that occur, where P and R are those of the cells whose value is at least v.
 *
 * They are no measures of order: any rescaling of the values that keeps their order changes them, a map at random has an
 * AUR of 0.5 where a perfect one may have 0.1, and a perfect one made binary has 1 and 1. Here to compare with the
 * literature, which scales each series to [0, 1] first ({@link minMaxPerSequence}) and takes all series at once. The
 * scripts for the Rare data of Dynamask take P and R of the next higher value instead.
 * Source: Crabbe and van der Schaar 2021 (Dynamask), and tint.
 *
 * @param values scaled to [0, 1]
 * @param truth as many; true where not 0
 * @throws `argument-invalid` when the two differ in length or a value is NaN
 */
export function aupAur(
  values: ArrayLike<number>,
  truth: ArrayLike<number>,
  { stopAtFullRecall = false }: AupAurOptions = {},
): { aup: number; aur: number } {
  checkTruth('AUP and AUR', values, truth);
  const { thresholds, truePositives, selected } = thresholdCurve(values, truth);
  const trues = truePositives.at(-1) ?? 0;
  if (trues === 0) return { aup: NaN, aur: NaN };
  let [aup, aur] = [0, 0];
  for (let i = 1; i < selected.length; i++) {
    if (stopAtFullRecall && truePositives[i - 1] === trues) break;
    const width = thresholds[i - 1] - thresholds[i];
    aup += (width * (truePositives[i - 1] / selected[i - 1] + truePositives[i] / selected[i])) / 2;
    aur += (width * (truePositives[i - 1] + truePositives[i])) / trues / 2;
  }
  return { aup, aur };
}
