import type { Attribution } from '@saliogram/explain';

/**
 * Importance of an attribution's cells, higher is more important, as the literature takes it: the modulus where values
 * are signed shares, and of the falls of occlusion; else the values.
 */
export function importanceOf({ values, heat, method }: Attribution): Float32Array {
  return heat.scaling === 'magnitude' || method === 'occlusion' ? values.map(Math.abs) : values;
}
