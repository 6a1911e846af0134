import { SaliogramError } from '@saliogram/core';

/**
 * The sampling frequency that evenly spaced times have, Hz: the one with the fewest significant digits that agrees with
 * them as far as they were rounded.
 *
 * @param times in `unit`
 * @param unit s
 * @param name of the file, for messages
 * @throws `file-corrupt` for fewer than two times, or a step of another length than the mean one
 */
export function samplingFrequencyOf(times: readonly number[], unit: number, name: string): number {
  const steps = times.length - 1;
  const span = (times.at(-1) ?? 0) - times[0];
  if (steps < 1 || span <= 0)
    throw uneven(
      name,
      times.length + 1,
      `${times.length} times over ${span * unit} s`,
      'at least two that rise',
    );
  const mean = span / steps;
  for (let i = 1; i < times.length; i++) {
    const step = times[i] - times[i - 1];
    // Rounded to 1 ms, a step at 360 Hz is 2 or 3.
    if (Math.abs(step - mean) <= 0.5 * mean) continue;
    throw uneven(name, i + 2, `a step of ${step * unit} s`, `about ${mean * unit} s as between the others`);
  }
  const resolution = 10 ** -Math.max(...[...times.slice(0, 100), ...times.slice(-100)].map(decimals));
  for (let digits = 1; digits < 10; digits++) {
    const frequency = Number((1 / (mean * unit)).toPrecision(digits));
    if (Math.abs(steps / frequency / unit - span) <= resolution) return frequency;
  }
  return 1 / (mean * unit);
}

/** Digits after the point. */
function decimals(time: number): number {
  const [fraction = '', exponent = '0'] = (String(time).split('.')[1] ?? '').split('e');
  return fraction.length - Number(exponent);
}

function uneven(name: string, line: number, got: string, expected: string): SaliogramError {
  return new SaliogramError(
    'file-corrupt',
    `${name}: line ${line}: time: got ${got}, expected ${expected}; records are evenly sampled`,
    { details: { file: name, line } },
  );
}
