import type { Interval } from '@saliogram/core';

/** As in `0.42 (0.39 to 0.45)`, the interval in one piece; a dash for what is no number. */
export function intervalText({ estimate, low, high }: Interval, digits: number): string {
  const number = (value: number): string => (Number.isFinite(value) ? value.toFixed(digits) : '–');
  const interval = Number.isFinite(low)
    ? ` (${number(low)} to ${number(high)})`.replaceAll(/(?<=.) /g, '\u00a0')
    : '';
  return `${number(estimate)}${interval}`.replaceAll('-', '−');
}
