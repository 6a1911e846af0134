import type { Random } from '@saliogram/core';
import { cholesky } from './cholesky.ts';
import { emptyTruth } from './truth-benchmark.ts';
import type { TruthSequences } from './truth-benchmark.ts';

/**
 * What counts as evidence in the state data: at `every-step` the channel that makes the label there, or that channel at
 * a `change` of state alone, the first step included. 33.3 % and about 2 % of the cells.
 */
export type StateTruth = 'every-step' | 'change';

const CHANNELS = 3;
const MEANS = [
  [0.1, 1.6, 0.5],
  [-0.1, -0.4, -1.5],
];
/** The channel that makes the label in each state. */
const IMPORTANT = [1, 2];
const VARIANCE = 0.801;
const COVARIANCE = 0.01;

const FACTORS = IMPORTANT.map((important) =>
  cholesky(
    Float64Array.from({ length: CHANNELS * CHANNELS }, (_, i) => {
      const [row, column] = [Math.floor(i / CHANNELS), i % CHANNELS];
      if (row === column) return VARIANCE;
      return Math.min(row, column) === 0 && Math.max(row, column) === important ? COVARIANCE : 0;
    }),
    CHANNELS,
  ),
);

/**
 * A hidden Markov model of two states, [B, T, 3]: in state s the channels are normal around a mean of that state, and
 * the label of a step is 1 with probability 1 / (1 + exp(-2 x_{1 + s})). The state starts as a fair coin; from 0 it goes
 * to 1 with probability 0.05, from 1 it stays with 0.95 less 1/500 for every step since the last change.
 *
 * Source: Tonekaboni et al. 2020 (FIT), as the code of Dynamask generates it.
 */
export function stateSequences(
  count: number,
  steps: number,
  truth: StateTruth,
  random: Random,
): TruthSequences {
  const made = emptyTruth(count, steps, CHANNELS, 'step');
  const independent = new Float64Array(CHANNELS);
  for (let b = 0; b < count; b++) {
    let before = random.uniform() < 0.5 ? 1 : 0;
    let sinceChange = 0;
    for (let t = 0; t < steps; t++) {
      const stays = before === 1 ? 0.95 - sinceChange / 500 : 0.05;
      const state = random.uniform() < stays ? 1 : 0;
      sinceChange = state === before ? sinceChange + 1 : 0;
      const at = (b * steps + t) * CHANNELS;
      for (let c = 0; c < CHANNELS; c++) independent[c] = random.normal();
      for (let c = 0; c < CHANNELS; c++) {
        let value = MEANS[state][c];
        for (let k = 0; k <= c; k++) value += FACTORS[state][c * CHANNELS + k] * independent[k];
        made.x.values[at + c] = value;
      }
      const important = at + IMPORTANT[state];
      const chance = 1 / (1 + Math.exp(-2 * made.x.values[important]));
      made.labels[b * steps + t] = random.uniform() < chance ? 1 : 0;
      if (truth === 'every-step' || state !== before || t === 0) made.truth[important] = 1;
      before = state;
    }
  }
  return made;
}
