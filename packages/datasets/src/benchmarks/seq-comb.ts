import type { Random } from '@saliogram/core';
import { NARMA_DEFAULTS, narma } from './narma.ts';
import { poisson } from './poisson.ts';
import { emptyTruth } from './truth-benchmark.ts';
import type { TruthSequences } from './truth-benchmark.ts';

/** Whether the first and the second run rise, per class; class 0 has none. */
const RISES = [undefined, [false, false], [true, true], [true, false]];
const NOISE = 0.01;
/** Steps of a run, and the mean of its ripple's frequency, with one channel and with several. */
const RUNS = {
  one: { shortest: 10, below: 20, ripple: 10 },
  several: { shortest: 15, below: 30, ripple: 5 },
};

/**
 * NARMA series into which two runs are set, rising or falling from -5 to 5 times the series' own extremes with a ripple
 * on them, [B, T, C]: none, falling twice, rising twice, rising and falling; the classes are in turn. The first run
 * begins in the first half, the second after it, in another channel if there are several. The truth are their steps.
 *
 * Source: Queen et al. 2023 (TimeX), SeqComb-UV and SeqComb-MV, runs of 10 to 19 and of 15 to 29 steps as in its code.
 */
export function seqCombSequences(
  count: number,
  steps: number,
  channels: number,
  random: Random,
): TruthSequences {
  const made = emptyTruth(count, steps, channels, 'sequence');
  const { shortest, below, ripple } = channels === 1 ? RUNS.one : RUNS.several;
  for (let b = 0; b < count; b++) {
    const first = b * steps * channels;
    const own = made.x.values.subarray(first, first + steps * channels);
    for (let c = 0; c < channels; c++) {
      narma(steps, 2, NARMA_DEFAULTS, random).forEach((value, t) => {
        own[t * channels + c] = value + NOISE * random.normal();
      });
    }
    made.labels[b] = b % RISES.length;
    const rises = RISES[made.labels[b]];
    if (!rises) continue;
    const [lowest, highest] = [-5 * Math.abs(Math.min(...own)), 5 * Math.abs(Math.max(...own))];
    const order = random.shuffle(Array.from({ length: channels }, (_, c) => c));
    let free = 0;
    rises.forEach((isRising, run) => {
      const length = shortest + random.integer(below - shortest);
      const start =
        run === 0 ? random.integer(Math.floor(steps / 2)) : free + random.integer(steps - length - free);
      const frequency = poisson(ripple, random);
      const slope = ((isRising ? 1 : -1) * (highest - lowest)) / length;
      const channel = order[Math.min(run, channels - 1)];
      for (let i = 0; i < length; i++) {
        const s = i - Math.floor(length / 2);
        const cell = (start + i) * channels + channel;
        own[cell] = slope * s + Math.sin(frequency * s);
        made.truth[first + cell] = 1;
      }
      free = start + length;
    });
  }
  return made;
}
