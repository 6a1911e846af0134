/** A share as per cent, number and sign kept on one line; a dash where there is none. */
export function percent(share: number | null | undefined, digits = 2): string {
  return share === null || share === undefined || !Number.isFinite(share)
    ? '–'
    : `${(100 * share).toFixed(digits)}\u00a0%`;
}

/** A whole number with thousands separated by commas. */
export function thousands(count: number): string {
  return String(Math.round(Math.abs(count)))
    .replace(/\B(?=(\d{3})+$)/g, ',')
    .replace(/^/, count < 0 ? '−' : '');
}

/** A class as its name and symbol. */
export function className({ name, symbol }: { readonly name: string; readonly symbol: string }): string {
  return name === symbol ? name : `${name} (${symbol})`;
}
