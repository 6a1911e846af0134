import type { Random } from '@saliogram/core';
import { NARMA_DEFAULTS, narma } from './narma.ts';
import { emptyTruth } from './truth-benchmark.ts';
import type { TruthSequences } from './truth-benchmark.ts';

const CHANNELS = 2;

/**
 * Noisy series with one quiet stretch of 10 to 19 steps around -1.5 or 1.5 (standard deviation 0.1, that of the rest is
 * 1), [B, T, 2]; its channel and its sign make the four classes, in turn. The truth is the stretch.
 *
 * Source: Queen et al. 2023 (TimeX), LowVar.
 */
export function lowVarSequences(count: number, steps: number, random: Random): TruthSequences {
  const made = emptyTruth(count, steps, CHANNELS, 'sequence');
  for (let b = 0; b < count; b++) {
    const first = b * steps * CHANNELS;
    for (let c = 0; c < CHANNELS; c++) {
      narma(steps, 2, NARMA_DEFAULTS, random).forEach((value, t) => {
        made.x.values[first + t * CHANNELS + c] = value + random.normal();
      });
    }
    const label = b % 4;
    made.labels[b] = label;
    const length = 10 + random.integer(10);
    const start = 20 + random.integer(steps - 60);
    for (let t = start; t < start + length; t++) {
      const cell = first + t * CHANNELS + (label < 2 ? 0 : 1);
      made.x.values[cell] = (label % 2 === 0 ? -1.5 : 1.5) + 0.1 * random.normal();
      made.truth[cell] = 1;
    }
  }
  return made;
}
