import type { Attribution } from '@saliogram/explain';
import { techniques } from '@saliogram/explain';

/** What the values of a map measure, for its legend. */
const QUANTITIES: Readonly<Record<string, (unit: string) => string>> = {
  'input-derivative': (unit) => `change of the class score per ${unit}`,
  occlusion: () => 'fall of the class probability when hidden',
  'learned-mask': () => 'share hidden by the mask (1 − m)',
  'integrated-gradients': () => 'part in the class score',
  'temporal-integrated-gradients': () => 'part in the score after the step itself',
  'augmented-occlusion': () => 'change of the class probability when replaced',
  magnitude: (unit) => `size of the input in ${unit} (knows no model)`,
  'random-heat': () => 'random numbers (knows nothing)',
};

/** The quantity in words; the formula for a method that is not known here. */
export function quantityOf(method: string, unit: string): string {
  return QUANTITIES[method]?.(unit) ?? techniques.find(({ name }) => name === method)?.formula ?? method;
}

/** The values shown as heat 0 and as heat 1, of one sequence. */
export function heatEnds({ values, heat }: Pick<Attribution, 'values' | 'heat'>): {
  low: number;
  high: number;
} {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    const v = heat.scaling === 'magnitude' ? Math.abs(value) : value;
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  return { low: heat.scaling === 'min-max' ? low : 0, high };
}

/** Three significant digits, without exponents where it can be read. */
export function shortNumber(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000 || size < 0.001) return value.toExponential(1).replace('-', '−');
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
