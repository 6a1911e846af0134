import { scramble } from '../dropout-mask.ts';
import type { KernelSet, Reals } from '../kernel-set.ts';

/** Dropout as its definition says it. */
export function dropoutKernel(values: () => Reals): Pick<KernelSet, 'dropout'> {
  return {
    dropout(rows, units, at, stride, key, firstSequence, threshold, scale) {
      const f = values();
      for (let r = 0; r < rows; r++) {
        const row = scramble(key ^ scramble((firstSequence + r) >>> 0));
        for (let u = 0; u < units; u++) {
          const kept = scramble((row + u) >>> 0) >= threshold;
          f[at + r * stride + u] = kept ? f[at + r * stride + u] * scale : 0;
        }
      }
    },
  };
}
