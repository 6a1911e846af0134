import type { Random } from '@saliogram/core';
import { cholesky } from './cholesky.ts';
import { emptyTruth } from './truth-benchmark.ts';
import type { TruthSequences } from './truth-benchmark.ts';

const CHANNELS = 3;
const TRANSITIONS = [
  [0.95, 0.02, 0.03],
  [0.02, 0.95, 0.03],
  [0.03, 0.02, 0.95],
];
const MEANS = [
  [0.8, -0.5, -0.2],
  [0, -1, 0],
  [-0.2, -0.2, 0.8],
];
const VARIANCE = 0.1;
const LENGTH_SCALE = 0.2;

/**
 * Three states, each with its own channel that makes the label, [B, T, 3]: within a run of one state every channel is a
 * Gaussian process (squared exponential kernel, length scale 0.2 steps, variance 0.1) around a mean of that state, and
 * the label of a step is 1 with probability 1 / (1 + exp(-3 x_s)). The truth is channel s at every step. A sequence
 * starts in state 1 with probability 1/3 and else in 0.
 *
 * Source: Tonekaboni et al. 2020 (FIT), as the code of ContraLSP generates it.
 */
export function switchFeatureSequences(count: number, steps: number, random: Random): TruthSequences {
  const made = emptyTruth(count, steps, CHANNELS, 'step');
  const factor = cholesky(squaredExponential(steps), steps);
  const independent = new Float64Array(steps);
  for (let b = 0; b < count; b++) {
    let state = random.uniform() < 1 / 3 ? 1 : 0;
    for (let from = 0; from < steps;) {
      let to = from + 1;
      let next = state;
      for (; to < steps; to++) {
        next = nextState(state, random);
        if (next !== state) break;
      }
      for (let c = 0; c < CHANNELS; c++) {
        for (let i = 0; i < to - from; i++) independent[i] = random.normal();
        for (let i = 0; i < to - from; i++) {
          let value = MEANS[state][c];
          for (let k = 0; k <= i; k++) value += factor[i * steps + k] * independent[k];
          made.x.values[(b * steps + from + i) * CHANNELS + c] = value;
        }
      }
      for (let t = from; t < to; t++) {
        const important = (b * steps + t) * CHANNELS + state;
        made.truth[important] = 1;
        const chance = 1 / (1 + Math.exp(-3 * made.x.values[important]));
        made.labels[b * steps + t] = random.uniform() < chance ? 1 : 0;
      }
      [state, from] = [next, to];
    }
  }
  return made;
}

function nextState(state: number, random: Random): number {
  const drawn = random.uniform();
  const [first, second] = TRANSITIONS[state];
  if (drawn < first) return 0;
  return drawn < first + second ? 1 : 2;
}

function squaredExponential(steps: number): Float64Array {
  return Float64Array.from({ length: steps * steps }, (_, i) => {
    const apart = Math.floor(i / steps) - (i % steps);
    const small = apart === 0 ? 1e-12 : 0;
    return VARIANCE * Math.exp(-(apart ** 2) / (2 * LENGTH_SCALE ** 2)) + small;
  });
}
