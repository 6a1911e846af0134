/** A part of a recording that is searched for beats at once, in samples. */
export interface Stretch {
  /** What is read; the detector has found its thresholds before the core begins. */
  readonly from: number;
  readonly to: number;
  /** Beats from here to `coreTo` count. */
  readonly coreFrom: number;
  readonly coreTo: number;
  /** Whether it is the whole recording. */
  readonly isWhole: boolean;
}

/** Up to this a recording is one stretch, s. */
const WHOLE_S = 2 * 3600;
/** Length of the core of one of several stretches, as a part of the longest whole. */
const CORE = 0.25;
/** Read before the core: the detector learns for 2 s, and its averages are of eight beats, s. */
const BEFORE_S = 30;
/** Read after the core: the window of the last beat, and what may be taken back for it, s. */
const AFTER_S = 10;

/**
 * Cuts a recording into stretches, so that the memory that finding beats takes does not grow with it.
 *
 * Stretches begin on whole seconds: where the rate is a whole number, resampling sees the same phases as in one piece.
 *
 * @param wholeS default two hours
 */
export function stretchesOf(sampleCount: number, samplingFrequency: number, wholeS = WHOLE_S): Stretch[] {
  if (sampleCount <= wholeS * samplingFrequency) {
    return [{ from: 0, to: sampleCount, coreFrom: 0, coreTo: sampleCount, isWhole: true }];
  }
  const sampleAt = (seconds: number): number =>
    Math.max(0, Math.min(sampleCount, Math.floor(seconds * samplingFrequency)));
  const coreS = Math.max(1, Math.floor(CORE * wholeS));
  const count = Math.ceil(sampleCount / (coreS * samplingFrequency));
  return Array.from({ length: count }, (_, i) => ({
    from: sampleAt(i * coreS - BEFORE_S),
    to: sampleAt((i + 1) * coreS + AFTER_S),
    coreFrom: sampleAt(i * coreS),
    coreTo: i === count - 1 ? sampleCount : sampleAt((i + 1) * coreS),
    isWhole: false,
  }));
}
