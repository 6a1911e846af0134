import { SaliogramError } from '@saliogram/core';

/** A time may be off by so many samples before the samples can't be said to be evenly spaced. */
const MOST_OFF = 1.5;
/** A rate this near to a whole number is that number, as a part of it: times are written with few digits. */
const NEAR_WHOLE = 1e-3;
/** The usual step is the mean of so many: a gap further on does not spoil it. */
const FIRST_STEPS = 100;
/** A step longer than so many usual ones is a gap. */
const LONGEST = 2.5;

/**
 * The sampling frequency, in Hz, of samples at these times: (n - 1) / (last - first), rounded to a whole number where the
 * digits of the times allow it.
 *
 * @param times s, one per sample
 * @param firstLine line of the first time in the file, for messages
 * @throws `file-corrupt` naming the line where the times are not evenly spaced
 */
export function samplingFrequencyOf(times: readonly number[], file: string, firstLine: number): number {
  const last = times.length - 1;
  const duration = times[last] - times[0];
  if (last < 1 || !(duration > 0)) {
    throw uneven(file, firstLine + Math.max(0, last), 'times that do not go on', 'at least two, rising');
  }
  const measured = last / duration;
  const whole = Math.round(measured);
  const isWhole = whole > 0 && Math.abs(whole - measured) < NEAR_WHOLE * measured && misfit(times, whole) < 0;
  const frequency = isWhole ? whole : measured;
  const misfits = misfit(times, frequency);
  if (misfits < 0) return frequency;
  const step = (times[Math.min(last, FIRST_STEPS)] - times[0]) / Math.min(last, FIRST_STEPS);
  const jump = times.findIndex(
    (time, i) => i > 0 && !(time > times[i - 1] && time < times[i - 1] + LONGEST * step),
  );
  const at = Math.max(1, jump < 0 ? misfits : jump);
  throw uneven(
    file,
    firstLine + at,
    `time ${round(times[at])} s after ${round(times[at - 1])} s`,
    `steps of about ${round(step)} s; cut the recording at the gap, or fill it with empty fields`,
  );
}

/** The first row whose time is not where the rate puts it, or -1. */
function misfit(times: readonly number[], frequency: number): number {
  return times.findIndex((time, i) => Math.abs((time - times[0]) * frequency - i) > MOST_OFF);
}

function round(seconds: number): number {
  return Number(seconds.toPrecision(7));
}

function uneven(file: string, line: number, got: string, expected: string): SaliogramError {
  return new SaliogramError('file-corrupt', `${file}: line ${line}: got ${got}, expected ${expected}`, {
    details: { file, line },
  });
}
