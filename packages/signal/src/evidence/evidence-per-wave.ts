import { SaliogramError } from '@saliogram/core';
import { RHYTHM_CHANNELS } from '../beats/rhythm.ts';
import type { BeatChannel } from '../beats/beat-input.ts';
import { BEAT_STRETCHES } from './stretches.ts';
import type { BeatStretch } from './stretches.ts';

/** How much of the weight of a map lies in one stretch of one lead, or in one interval of the rhythm. */
export interface WaveEvidence {
  readonly channel: BeatChannel;
  /** Null for an interval of the rhythm, which lies in no wave, and where the beat's waves were not found. */
  readonly stretch: BeatStretch | null;
  /** Of the whole weight; all shares of a map add up to 1. */
  readonly share: number;
  /** Of the window's time: the share that even weight over one lead would have there. */
  readonly timeShare: number;
}

/**
 * Where the weight of a map lies: the sum over the steps of each stretch in each channel, divided by the whole.
 *
 * @param weights not negative, such as heat, [T, C]
 * @param stretches of each step, as of `stretchesAt`, [T]
 * @param channels C of them; default one lead
 * @returns channel by channel in the order of time; empty where there is no weight
 * @throws `argument-invalid` for weights that are not T times C
 */
export function evidencePerWave(
  weights: ArrayLike<number>,
  stretches: Int8Array,
  channels: readonly BeatChannel[] = ['lead'],
): WaveEvidence[] {
  const steps = stretches.length;
  if (weights.length !== steps * channels.length) {
    throw new SaliogramError(
      'argument-invalid',
      `evidence per wave: got ${weights.length} weights, expected ${steps} x ${channels.length} (steps x channels)`,
      { details: { weights: weights.length, steps, channels: channels.length } },
    );
  }
  let all = 0;
  for (let i = 0; i < weights.length; i++) all += weights[i];
  if (!(all > 0)) return [];
  return channels.flatMap((channel, c) => {
    const isRhythm = (RHYTHM_CHANNELS as readonly string[]).includes(channel);
    const sums = new Map<BeatStretch | null, { weight: number; steps: number }>();
    for (const stretch of [...BEAT_STRETCHES, null]) sums.set(stretch, { weight: 0, steps: 0 });
    for (let t = 0; t < steps; t++) {
      const sum = sums.get(isRhythm || stretches[t] < 0 ? null : BEAT_STRETCHES[stretches[t]])!;
      sum.weight += weights[t * channels.length + c];
      sum.steps++;
    }
    return [...sums]
      .filter(([, sum]) => sum.steps > 0)
      .map(([stretch, sum]) => ({
        channel,
        stretch,
        share: sum.weight / all,
        timeShare: sum.steps / steps,
      }));
  });
}
