import type { RecurrentCellsModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Attribution, Targets } from '../../attribution/attribution.ts';
import { passesSince } from '../../attribution/batches.ts';
import type { RunOptions } from '../../attribution/batches.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../../baselines/baseline.ts';
import type { BaselineOptions } from '../../baselines/baseline.ts';
import { baselineSequences } from '../../baselines/baseline-sequences.ts';
import { eachSequence, openNetwork, sequenceAt } from '../each-sequence.ts';
import { checkReadout, readoutOf } from '../readout.ts';
import type { Readout } from '../readout.ts';
import { traceNetwork } from '../trace/network-trace.ts';
import { networkMultipliers } from './network-multipliers.ts';

/** Options of {@link deepLift}. */
export interface DeepLiftOptions extends RunOptions, BaselineOptions {
  /** Whose difference is divided; default `score`. */
  readonly readout?: Readout;
}

/** The defaults of {@link deepLift}. */
export const DEEP_LIFT_DEFAULTS = { ...BASELINE_DEFAULTS, readout: 'score' } as const;

/**
 * DeepLIFT, rescale rule: the difference of s_c between x and a baseline is carried back through the gates, an
 * activation by the slope between its two values, a product of two changing factors by halves: the change of a b is
 * (b + b') / 2 times that of a and (a + a') / 2 times that of b, the Shapley value of the two.
 *
 * The values add up to s_c(x) - s_c(baseline) up to rounding, which `completenessGap` tells.
 * Cost: two forward and one backward pass in double precision. Source: Shrikumar et al. 2017 (rescale rule); for
 * products Shrikumar et al. 2016 and Arras et al. 2019, who compare the halves with signal-take-all.
 *
 * @throws `model-mismatch` when the model does not show its cells, `argument-invalid` for a baseline that does not fit
 */
export async function deepLift(
  model: RecurrentCellsModel,
  x: SequenceBatch,
  targets: Targets,
  options: DeepLiftOptions = {},
): Promise<Attribution> {
  const readout = options.readout ?? DEEP_LIFT_DEFAULTS.readout;
  checkReadout('deep-lift', readout);
  const before = model.passes();
  const network = openNetwork('deep-lift', model, x);
  const [baselines] = baselineSequences('deep-lift', x, options);
  const classOf = await resolveTargets(model, x, targets, options);
  const values = new Float32Array(x.values.length);
  const gaps: number[] = [];
  await eachSequence(x, 'deep-lift', options, ({ index, input, steps }) => {
    const baseline = sequenceAt(baselines, index).input;
    const trace = traceNetwork(network, input, steps);
    const reference = traceNetwork(network, baseline, steps);
    const { weight, value } = readoutOf(
      network.head[network.head.length - 1],
      trace,
      classOf[index],
      readout,
    );
    const multipliers = networkMultipliers(network, trace, reference, weight);
    const contributions = multipliers.map((m, i) => m * (input[i] - baseline[i]));
    values.set(contributions, index * x.steps * x.channels);
    const difference = value(trace.scores) - value(reference.scores);
    gaps.push(contributions.reduce((sum, v) => sum + v, 0) - difference);
  });
  const made = passesSince(model, before);
  return {
    method: 'deep-lift',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings: { ...baselineSettings(options), readout },
    cost: { forward: made.forward + 2 * x.batch, backward: made.backward + x.batch },
    completenessGap: gaps,
  };
}
