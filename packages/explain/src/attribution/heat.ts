import type { AttributionShape } from './attribution-shape.ts';

/**
 * How values become heat, per sequence over all its steps and channels:
 * `min-max` (v - min) / (max - min), the paper's; `zero-max` max(v, 0) / max, which keeps "no effect" at 0;
 * `magnitude` |v| / max |v|, for signed values.
 */
export type HeatScaling = 'min-max' | 'zero-max' | 'magnitude';

/** A scaling, and the floor below which rescaling would only magnify numerical dust. */
export interface HeatRule {
  readonly scaling: HeatScaling;
  /** In the unit of the values: where the largest value, or its distance to heat 0, is no more than this, nothing is salient. */
  readonly floor: number;
}

/** What heat is made from. */
export interface HeatSource {
  readonly shape: AttributionShape;
  /** [B, T, C] */
  readonly values: Float32Array;
  readonly heat: HeatRule;
}

/** Of one sequence, the value shown as heat 0 and the distance to the one shown as heat 1 (0: nothing salient). */
function rangeOf(values: Float32Array, rule: HeatRule): { low: number; span: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    const v = rule.scaling === 'magnitude' ? Math.abs(value) : value;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  if (rule.scaling !== 'min-max') low = 0;
  const span = high - low;
  // "Not above" rather than "below", so that NaN and a floor of 0 on constant values give no heat either.
  return span > rule.floor && high > rule.floor ? { low, span } : { low, span: 0 };
}

/**
 * Heat in [0, 1] per sequence, [B, T, C]: 1 at the most important input; all zeros where nothing is salient.
 *
 * Equal values get equal heat: an order of deletion made from heat has to break ties by a rule of its own.
 *
 * @param rule replaces parts of the attribution's own rule
 * Source: the paper, section III-C ("normalized to heat values between 0 and 1").
 */
export function heatOf(attribution: HeatSource, rule: Partial<HeatRule> = {}): Float32Array {
  const { shape, values } = attribution;
  const used = { ...attribution.heat, ...rule };
  const size = shape.steps * shape.channels;
  const heat = new Float32Array(values.length);
  for (let b = 0; b < shape.batch; b++) {
    const row = values.subarray(b * size, (b + 1) * size);
    const { low, span } = rangeOf(row, used);
    if (span === 0) continue;
    for (let i = 0; i < size; i++) {
      const v = used.scaling === 'magnitude' ? Math.abs(row[i]) : row[i];
      heat[b * size + i] = Math.min(1, Math.max(0, (v - low) / span));
    }
  }
  return heat;
}

/**
 * Heat that is 0 where a value says "no effect", whatever the rule of the method: |v| of signed contributions, else what of
 * v is above 0; [B, T, C]. Maps of different methods can be compared and added up so.
 */
export function heatFromZero(attribution: HeatSource): Float32Array {
  const { scaling } = attribution.heat;
  return heatOf(attribution, { scaling: scaling === 'magnitude' ? scaling : 'zero-max' });
}

/** For each sequence, 1 where the map says something and 0 where nothing is salient, [B]. */
export function salientSequences(attribution: HeatSource, rule: Partial<HeatRule> = {}): Uint8Array {
  const { shape, values } = attribution;
  const used = { ...attribution.heat, ...rule };
  const size = shape.steps * shape.channels;
  return Uint8Array.from({ length: shape.batch }, (_, b) =>
    rangeOf(values.subarray(b * size, (b + 1) * size), used).span > 0 ? 1 : 0,
  );
}
