import type { Attribution } from '@saliogram/explain';

/**
 * What the values of a map measure, in plain words for its legend. The class score is the logit, before the classes are
 * made to add up to 1.
 */
const QUANTITIES: Readonly<Record<string, (unit: string) => string>> = {
  'input-derivative': (unit) => `change of the class score per ${unit}`,
  'gradient-times-input': () => 'part in the class score, were its slope the same all the way',
  'smooth-grad': (unit) => `change of the class score per ${unit}, mean under noise`,
  'var-grad': () => 'variance of the class score’s slope under noise',
  'integrated-gradients': () => 'part in the class score, against the baseline',
  'expected-gradients': () => 'part in the class score, against other inputs',
  timing: () => 'part in the class score, beside stretches left as they are',
  'temporal-integrated-gradients': () => 'part in the score after the step itself',
  lrp: () => 'part in the class score',
  'deep-lift': () => 'part in the class score, against the baseline',
  'contextual-decomposition': () => 'part in the class score that its stretch has alone, per step',
  occlusion: () => 'fall of the class probability when hidden',
  rise: () => 'class probability when seen, above its mean',
  'segment-ablation': () => 'fall of the class probability without its stretch, per step',
  lime: () => 'part in the class probability by a straight-line model, per step',
  'kernel-shap': () => 'part in the class probability, per step',
  'shapley-sampling': () => 'part in the class probability, per step',
  'time-shap': () => 'part in the class probability, per step',
  'augmented-occlusion': () => 'change of the class probability when replaced',
  fit: () => 'change of all probabilities that it accounts for',
  winit: () => 'change of later probabilities against what was expected',
  'learned-mask': () => 'share hidden by the mask (1 − m)',
  'curve-mask': () => 'place in the order of what decides, 1 the first',
  'extremal-perturbation': () => 'share kept by the masks, mean over their sizes',
  dynamask: () => 'share kept by the mask',
  'extr-mask': () => 'share kept by the mask',
  'frequency-mask': (unit) => `size of the kept frequencies in ${unit}`,
  magnitude: (unit) => `size of the input in ${unit} (knows no model)`,
  'random-heat': () => 'random numbers (knows nothing)',
};

/** The quantity in plain words; the method's name for one that is not known here. */
export function quantityOf(method: string, unit: string): string {
  return QUANTITIES[method]?.(unit) ?? method;
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

/** Below this part of the other end, an end of a scale is told as next to nothing. */
const NEXT_TO_NOTHING = 0.005;

/** An end of a scale beside the other one. */
export function endText(value: number, other: number): string {
  return value !== 0 && Math.abs(value) < NEXT_TO_NOTHING * Math.abs(other) ? '≈ 0' : shortNumber(value);
}

/** Three significant digits, without exponents where it can be read. */
export function shortNumber(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1000 || size < 0.001) return value.toExponential(1).replaceAll('-', '−');
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
