import type { Attribution } from '../attribution/attribution.ts';
import { heatOf } from '../attribution/heat.ts';

/** One attribution, as each measure reads it. */
export interface MeasuredMap {
  /** As the method gave them, with sign, [B, T, C]. */
  readonly values: Float32Array;
  /** What decides the order of removal, the highest first, [B, T, C]. */
  readonly order: Float32Array;
  /** What is compared with truth, [B, T, C]. */
  readonly importance: Float32Array;
  /** In [0, 1], [B, T, C]. */
  readonly heat: Float32Array;
}

/** Methods whose values are slopes with a sign, which is a direction and speaks neither for nor against the class. */
const SLOPES = ['smooth-grad'];

/**
 * An attribution as the measures read it: removal goes by the values with their sign, so that what speaks for the class
 * goes first and what speaks against it last (by the magnitudes of signed slopes, which say neither); truth is compared
 * with magnitudes where the method's heat is made of them, as the literature does.
 */
export function measuredMap(attribution: Attribution): MeasuredMap {
  const { method, values, heat } = attribution;
  const importance = heat.scaling === 'magnitude' ? values.map(Math.abs) : values;
  const order = SLOPES.includes(method) ? importance : values;
  return { values, order, importance, heat: heatOf(attribution) };
}
