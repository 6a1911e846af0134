/** A share in percent, with a decimal where whole ones would say 100 of what is not all. */
export function percentText(share: number): string {
  if (Number.isNaN(share)) return '–';
  const digits = share > 0.99 && share < 1 ? 1 : share > 0 && share < 0.01 ? 2 : 0;
  return `${(100 * share).toFixed(digits)} %`;
}

/** Seconds as `1:02.5`, from an hour on as `1:00:02.5`; cut, not rounded, like a clock. */
export function clockText(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  const tenths = Math.floor((seconds - whole) * 10);
  const minutes = Math.floor(whole / 60);
  const tail = `${two(whole % 60)}.${tenths}`;
  return minutes < 60 ? `${minutes}:${tail}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${tail}`;
}
