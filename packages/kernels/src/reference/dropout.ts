import { scramble } from '../dropout-mask.ts';
import type { KernelSet, Reals } from '../kernel-set.ts';

/** Dropout as its definition says it. */
export function dropoutKernel(values: () => Reals): Pick<KernelSet, 'dropout'> {
  return {
    dropout(rows, units, from, fromStride, to, toStride, key, firstSequence, threshold, scale) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        const row = scramble(key ^ scramble((firstSequence + r) >>> 0));
        for (let u = 0; u < units; u++) {
          const kept = scramble((row + u) >>> 0) >= threshold;
          f[to + r * toStride + u] = kept ? f[from + r * fromStride + u] * scale : 0;
        }
      }
    },
  };
}
