/** What is measured of a window. */
export interface QualityMeasures {
  /** Share of samples without a value. */
  readonly missing: number;
  /** Share of samples cut off at the largest or smallest value of the lead. */
  readonly atLimit: number;
  /** Share of samples on a flat line. */
  readonly flat: number;
  /** Power below 1 Hz as a share of that below 40 Hz. */
  readonly baseline: number;
  /** Power from 40 Hz on as a share of that from 5 Hz on. */
  readonly highFrequency: number;
  /** Power from 5 to 15 Hz as a share of that from 5 to 40 Hz. */
  readonly qrsBand: number;
  /** Of the samples without baseline wander. */
  readonly kurtosis: number;
  /** R peaks in the window. */
  readonly beats: number;
  /** The beats that a second, simpler detector found too, as a share of those that either found; null without any. */
  readonly detectorAgreement: number | null;
  /** How alike the beats are, -1 to 1; null with fewer than three. */
  readonly beatCorrelation: number | null;
}

/** How clear the measured samples are, and with the share of them the index of {@link assessQuality}. */
export function qualityIndex(measures: QualityMeasures): { clarity: number; index: number } {
  const { missing, atLimit, flat, baseline, highFrequency, beatCorrelation } = measures;
  const clarity =
    ramp(beatCorrelation ?? 0, 0.3, 0.9) * ramp(baseline, 0.98, 0.8) * ramp(highFrequency, 0.7, 0.2);
  return { clarity, index: clarity * Math.max(0, 1 - missing - atLimit - flat) };
}

/** 0 at `zero` and beyond, 1 at `one` and beyond, a straight line between them. */
function ramp(value: number, zero: number, one: number): number {
  return Math.min(1, Math.max(0, (value - zero) / (one - zero)));
}
