import type { SampleSpan } from '../sample-history.ts';

/** The levels before and after a peak are means over these times from it, ms: beyond a wide complex, before most T waves. */
const LEVEL_MS = { from: 90, to: 150 };
/** The height of a peak is the mean over so much on both sides of it, ms. */
const PEAK_MS = 4;
/** A level that has moved by this part of the peak's height is a step. */
const STEP = 0.4;
/** A jerk comes sooner after a beat than this part of the usual interval; else it may be a beat upon a step. */
const SOON = 0.8;

/**
 * How far the level moves at an R peak, as a part of the peak's height above the level before it: near 0 at a beat, below 0
 * with a T wave of the other direction, and near 1 at a jerk of the electrode, which dies away slowly.
 */
export function levelStep(signal: SampleSpan, rPeak: number, samplingFrequency: number): number {
  const mean = (fromMs: number, toMs: number): number => {
    const sample = (ms: number): number =>
      Math.min(
        signal.end - 1,
        Math.max(signal.origin, 0, rPeak + Math.round((ms / 1000) * samplingFrequency)),
      );
    const [from, to] = [sample(fromMs), sample(toMs)];
    let sum = 0;
    for (let i = from; i <= to; i++) sum += signal.values[i - signal.origin];
    return sum / (to - from + 1);
  };
  const before = mean(-LEVEL_MS.to, -LEVEL_MS.from);
  const height = mean(-PEAK_MS, PEAK_MS) - before;
  return height === 0 ? 0 : (mean(LEVEL_MS.from, LEVEL_MS.to) - before) / height;
}

/**
 * Whether a peak is a jerk of the electrode: a step that comes early in a steady rhythm. In any other rhythm early beats are
 * common, and a step there may be a ventricular one with a long ST segment.
 *
 * @param step of {@link levelStep}
 * @param interval samples since the beat before
 * @param usual the steady interval, samples; undefined where there is none
 */
export function isJerk(step: number, interval: number, usual: number | undefined): boolean {
  return usual !== undefined && step > STEP && interval < SOON * usual;
}
