import type { Random } from '@saliogram/core';
import { butterworthLowPass } from './low-pass.ts';
import { NARMA_DEFAULTS, narma } from './narma.ts';
import type { NarmaCoefficients } from './narma.ts';
import { poisson } from './poisson.ts';
import { emptyTruth } from './truth-benchmark.ts';
import type { TruthSequences } from './truth-benchmark.ts';

const LIVELY: NarmaCoefficients = [0.5, 0.5, 1.5, 0.5];
/** What each channel is before its spikes: NARMA of order 2, a trend per step, and a shift once scaled to range 1. */
const CHANNELS = [
  { coefficients: LIVELY, trend: 0.003, shift: 0 },
  { coefficients: LIVELY, trend: 0.065, shift: 0 },
  { coefficients: NARMA_DEFAULTS, trend: 0, shift: -0.5 },
];
const NOISE = 0.001;
const FILTER = { order: 6, cutoff: 6.8 / 15 };
const SPIKE = { chance: 0.3, mean: 3, height: 1.5 };

/**
 * Smooth series with spikes, [B, T, 3]: each channel has, with probability 0.3, a Poisson number of spikes of height 1.5
 * (mean 3) at steps of their own. The label is 1 from `delay` steps after the first spike of channel 0 on; that spike is
 * the truth, where its label comes before the end.
 *
 * Source: Tonekaboni et al. 2020 (FIT), whose code generates the data without delay; the delay as Leung et al. 2023
 * (WinIT) describe it.
 */
export function spikeSequences(count: number, steps: number, delay: number, random: Random): TruthSequences {
  const made = emptyTruth(count, steps, CHANNELS.length, 'step');
  for (let b = 0; b < count; b++) {
    CHANNELS.forEach((_, c) => {
      const values = smoothChannel(steps, c, random);
      const spikes = spikeSteps(steps, random);
      for (const t of spikes) values[t] += SPIKE.height;
      for (let t = 0; t < steps; t++) made.x.values[(b * steps + t) * CHANNELS.length + c] = values[t];
      const first = Math.min(...spikes);
      if (c > 0 || first + delay >= steps) return;
      made.truth[(b * steps + first) * CHANNELS.length] = 1;
      made.labels.fill(1, b * steps + first + delay, (b + 1) * steps);
    });
  }
  return made;
}

function smoothChannel(steps: number, channel: number, random: Random): Float64Array {
  const { coefficients, trend, shift } = CHANNELS[channel];
  const values = narma(steps, 2, coefficients, random).map(
    (value, t) => value + NOISE * random.normal() + trend * t,
  );
  const range = Math.max(...values) - Math.min(...values);
  const scaled = values.map((value) => value / range + shift);
  return butterworthLowPass(scaled, FILTER.order, FILTER.cutoff);
}

/** Where a channel spikes, each step at most once; often nowhere. */
function spikeSteps(steps: number, random: Random): Set<number> {
  const spikes = new Set<number>();
  if (random.uniform() >= SPIKE.chance) return spikes;
  const wanted = Math.min(steps, poisson(SPIKE.mean, random));
  while (spikes.size < wanted) spikes.add(random.integer(steps));
  return spikes;
}
