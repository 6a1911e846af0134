import type { Random } from '@saliogram/core';
import { emptyTruth } from './truth-benchmark.ts';
import type { TruthSequences } from './truth-benchmark.ts';

const SALIENT = 5;

/** What few of the cells are salient: five `features` over half of the time, or five `times` over half of the features. */
export type RareKind = 'features' | 'times';

/**
 * Autoregressive series, [B, T, C]: x_t = e_t - 0.25 x_{t-1} - 0.1 x_{t-2} - 0.05 x_{t-3} from rest, e standard normal.
 * The truth A of a series is a quarter to three quarters of the steps at five features drawn for it, or five steps in a
 * row from 0 to T - 6 on at a quarter to three quarters of the features. There is no label: the model is the white box
 * f(x)_t = sum over the cells of A at t of x^2.
 *
 * Source: Crabbe and van der Schaar 2021 (Dynamask), rare feature and rare time.
 */
export function rareSequences(
  count: number,
  steps: number,
  channels: number,
  kind: RareKind,
  random: Random,
): TruthSequences {
  const made = emptyTruth(count, steps, channels, 'sequence');
  const { values } = made.x;
  for (let b = 0; b < count; b++) {
    const first = b * steps * channels;
    for (let i = 0; i < steps * channels; i++) {
      const before = (lag: number): number => (i >= lag * channels ? values[first + i - lag * channels] : 0);
      values[first + i] = random.normal() - 0.25 * before(1) - 0.1 * before(2) - 0.05 * before(3);
    }
    const middle = (length: number): number[] => {
      const from = Math.floor(length / 4);
      return Array.from({ length: Math.floor((3 * length) / 4) - from }, (_, i) => from + i);
    };
    const start = random.integer(Math.max(1, steps - SALIENT));
    const times = kind === 'features' ? middle(steps) : Array.from({ length: SALIENT }, (_, i) => start + i);
    const features =
      kind === 'features'
        ? random.shuffle(Array.from({ length: channels }, (_, c) => c)).slice(0, SALIENT)
        : middle(channels);
    for (const t of times) for (const c of features) made.truth[first + t * channels + c] = 1;
  }
  return made;
}
