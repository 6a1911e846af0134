/** The QT interval corrected for the heart rate by three formulas, ms; of QT in ms and RR in seconds. */
export interface CorrectedQt {
  /** QT / sqrt(RR) (Bazett 1920). */
  readonly qtcBazettMs: number;
  /** QT / cbrt(RR) (Fridericia 1920). */
  readonly qtcFridericiaMs: number;
  /** QT + 154 (1 - RR) (Sagie et al. 1992, the Framingham study). */
  readonly qtcFraminghamMs: number;
}

/**
 * The QT interval at a heart rate of 60 per minute, by the formulas of Bazett, Fridericia and Framingham.
 *
 * @param qtMs QT interval, ms
 * @param rrMs RR interval before the beat, ms
 */
export function correctQt(qtMs: number, rrMs: number): CorrectedQt {
  const rrS = rrMs / 1000;
  return {
    qtcBazettMs: qtMs / Math.sqrt(rrS),
    qtcFridericiaMs: qtMs / Math.cbrt(rrS),
    qtcFraminghamMs: qtMs + 154 * (1 - rrS),
  };
}
