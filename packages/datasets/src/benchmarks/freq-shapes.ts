import type { Random } from '@saliogram/core';
import { emptyTruth } from './truth-benchmark.ts';
import type { TruthSequences } from './truth-benchmark.ts';

const KINDS = [
  { sign: -1, period: 10 },
  { sign: 1, period: 10 },
  { sign: -1, period: 17 },
  { sign: 1, period: 17 },
];
const NOISE = 0.25;

/**
 * Spikes of three steps, 1.75, 2 and 1.75 high or deep, every 10 or 17 steps in noise, [B, T, 1]; the four classes are
 * their sign and their period, in turn. The truth are the steps of the spikes.
 *
 * Source: Queen et al. 2023 (TimeX), FreqShapes.
 */
export function freqShapesSequences(count: number, steps: number, random: Random): TruthSequences {
  const made = emptyTruth(count, steps, 1, 'sequence');
  for (let b = 0; b < count; b++) {
    const { sign, period } = KINDS[b % KINDS.length];
    made.labels[b] = b % KINDS.length;
    const first = b * steps;
    for (let centre = random.integer(steps - period); centre < steps; centre += period) {
      if (centre < 1 || centre + 2 > steps) continue;
      for (const k of [-1, 0, 1]) {
        made.x.values[first + centre + k] = sign * (2 - 0.25 * k ** 2);
        made.truth[first + centre + k] = 1;
      }
    }
    for (let t = 0; t < steps; t++) made.x.values[first + t] += NOISE * random.normal();
  }
  return made;
}
