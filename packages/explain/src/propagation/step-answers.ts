import { SaliogramError } from '@saliogram/core';
import type { RecurrentCellsModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { networkMultipliers } from './deep-lift/network-multipliers.ts';
import { eachSequence, openNetwork, sequenceAt } from './each-sequence.ts';
import type { Sequence } from './each-sequence.ts';
import { LRP_DEFAULTS, relevanceOf } from './lrp/lrp.ts';
import { readoutOf } from './readout.ts';
import { stepTrace, traceNetwork } from './trace/network-trace.ts';
import type { Network, NetworkTrace } from './trace/network-trace.ts';

/**
 * {@link lrp} of the answer after every step, at that step: [B, T, C], equal to the last steps of the maps of all
 * prefixes. What a step's answer gives to the step itself goes back through that one step alone, so that the work is T
 * and not T^2 / 2 steps. With the default rule.
 *
 * @param targets the class explained at each step, [B, T]
 * @throws `model-mismatch` when the model does not show its cells, or reads both ways
 */
export function lrpOfStepAnswers(
  model: RecurrentCellsModel,
  x: SequenceBatch,
  targets: ArrayLike<number>,
  options: RunOptions = {},
): Promise<Float32Array> {
  const rule = { epsilon: LRP_DEFAULTS.epsilon, spread: false };
  return ofStepAnswers('lrp of step answers', model, x, options, (network, { input, steps, index }) => {
    const whole = traceNetwork(network, input, steps);
    return (t) => {
      const target = targets[index * x.steps + t];
      return relevanceOf(network, stepTrace(network, whole, t), target, LRP_DEFAULTS.readout, rule).relevance;
    };
  });
}

/**
 * {@link deepLift} of the answer after every step, at that step: [B, T, C], equal to the last steps of the maps of all
 * prefixes, each against as much of the baseline, in T and not T^2 / 2 steps.
 *
 * @param targets the class explained at each step, [B, T]
 * @throws `model-mismatch` when the model does not show its cells, or reads both ways, `argument-invalid` for a baseline
 *   that does not fit
 */
export function deepLiftOfStepAnswers(
  model: RecurrentCellsModel,
  x: SequenceBatch,
  targets: ArrayLike<number>,
  options: RunOptions & BaselineOptions = {},
): Promise<Float32Array> {
  const where = 'deep-lift of step answers';
  const [baselines] = baselineSequences(where, x, options);
  let last: { readonly input: Float64Array; readonly trace: NetworkTrace } | undefined;
  return ofStepAnswers(where, model, x, options, (network, { input, steps, index }) => {
    const baseline = sequenceAt(baselines, index).input;
    const whole = traceNetwork(network, input, steps);
    // Most baselines are one for all sequences.
    if (!last || !isSame(last.input, baseline)) {
      last = { input: baseline, trace: traceNetwork(network, baseline, steps) };
    }
    const reference = last.trace;
    const output = network.head[network.head.length - 1];
    return (t) => {
      const trace = stepTrace(network, whole, t);
      const { weight } = readoutOf(output, trace, targets[index * x.steps + t], 'score');
      const multipliers = networkMultipliers(network, trace, stepTrace(network, reference, t), weight);
      const first = t * x.channels;
      return multipliers.map((m, c) => m * (input[first + c] - baseline[first + c]));
    };
  });
}

async function ofStepAnswers(
  where: string,
  model: RecurrentCellsModel,
  x: SequenceBatch,
  options: RunOptions,
  open: (network: Network, sequence: Sequence) => (t: number) => Float64Array,
): Promise<Float32Array> {
  const network = openNetwork(where, model, x);
  if (network.cells.layers.some(({ directions }) => directions.length > 1)) {
    throw new SaliogramError(
      'model-mismatch',
      `${where}: got a model that reads both ways, expected one whose answer after a step depends on no later step`,
    );
  }
  const values = new Float32Array(x.values.length);
  await eachSequence(x, where, options, (sequence) => {
    const stepOf = open(network, sequence);
    for (let t = 0; t < sequence.steps; t++) {
      values.set(stepOf(t), (sequence.index * x.steps + t) * x.channels);
    }
  });
  return values;
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((v, i) => v === b[i]);
}
