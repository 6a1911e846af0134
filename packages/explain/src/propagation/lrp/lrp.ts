import type { RecurrentCell, RecurrentCellsModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Attribution, Targets } from '../../attribution/attribution.ts';
import { passesSince } from '../../attribution/batches.ts';
import type { RunOptions } from '../../attribution/batches.ts';
import { checkNumber, checkWord } from '../../attribution/check-argument.ts';
import { eachSequence, openNetwork } from '../each-sequence.ts';
import { layersBack } from '../layers-back.ts';
import { checkReadout, readoutOf } from '../readout.ts';
import type { Readout } from '../readout.ts';
import { traceNetwork } from '../trace/network-trace.ts';
import type { Network, NetworkTrace } from '../trace/network-trace.ts';
import type { LrpCell } from './lrp-cell.ts';
import { lrpGru } from './lrp-gru.ts';
import { lrpLinear, lrpScratch } from './lrp-linear.ts';
import { lrpLstm } from './lrp-lstm.ts';
import { lrpRnn } from './lrp-rnn.ts';
import type { EpsilonRule, RelevanceLedger } from './relevance-ledger.ts';

/** Options of {@link lrp}. */
export interface LrpOptions extends RunOptions {
  /** Stabiliser of the denominators, at least 1e-12; default 0.001, that of Arras et al. */
  readonly epsilon?: number;
  /**
   * What becomes of the relevance of biases and of epsilon: `absorb` (default), it is lost and counted; `spread`, it is
   * divided evenly among the lower units, so that the values and the initial states have all of it.
   */
  readonly bias?: 'absorb' | 'spread';
  /** What is carried back; default `score`. */
  readonly readout?: Readout;
}

/** The defaults of {@link lrp}. */
export const LRP_DEFAULTS = { epsilon: 0.001, bias: 'absorb', readout: 'score' } as const;

/** An attribution that says where the relevance went, each [B]: start = sum of values + bias + epsilon + initial state. */
export interface LrpAttribution extends Attribution {
  readonly conservation: {
    /** The readout, which was carried back. */
    readonly start: readonly number[];
    readonly bias: readonly number[];
    readonly epsilon: readonly number[];
    readonly initialState: readonly number[];
  };
}

const CELLS: Readonly<Record<RecurrentCell, LrpCell>> = { lstm: lrpLstm, gru: lrpGru, rnn: lrpRnn };

/**
 * Layer-wise relevance propagation: s_c is carried back from the head through the gates to the inputs, each sum sharing
 * its relevance among its terms in proportion (epsilon rule), activations passing it on, and at every product of a gate
 * and a signal the signal taking all. Batch normalisation counts as part of the linear layer before it.
 *
 * The values add up to s_c less what biases, epsilon and initial states took: `completenessGap` is the sum of the
 * values less s_c, `conservation` says who took it.
 * Cost: one forward and one backward pass in double precision. Source: Bach et al. 2015; Arras et al. 2017 and 2019.
 *
 * @throws `model-mismatch` when the model does not show its cells
 */
export async function lrp(
  model: RecurrentCellsModel,
  x: SequenceBatch,
  targets: Targets,
  options: LrpOptions = {},
): Promise<LrpAttribution> {
  const { signal: _signal, onEvent: _onEvent, batchSize: _batchSize, ...own } = options;
  const settings = { ...LRP_DEFAULTS, ...own };
  checkNumber('lrp', 'epsilon', settings.epsilon, 1e-12);
  checkWord('lrp', 'bias', settings.bias, ['absorb', 'spread']);
  checkReadout('lrp', settings.readout);
  const rule = { epsilon: settings.epsilon, spread: settings.bias === 'spread' };
  const before = model.passes();
  const network = openNetwork('lrp', model, x);
  const classOf = await resolveTargets(model, x, targets, options);
  const values = new Float32Array(x.values.length);
  const starts: number[] = [];
  const ledgers: RelevanceLedger[] = [];
  const gaps: number[] = [];
  await eachSequence(x, 'lrp', options, ({ index, input, steps }) => {
    const trace = traceNetwork(network, input, steps);
    const { start, relevance, ledger } = relevanceOf(network, trace, classOf[index], settings.readout, rule);
    values.set(relevance, index * x.steps * x.channels);
    starts.push(start);
    ledgers.push(ledger);
    gaps.push(relevance.reduce((sum, v) => sum + v, 0) - start);
  });
  const made = passesSince(model, before);
  return {
    method: 'lrp',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'magnitude', floor: 1e-6 },
    settings,
    cost: { forward: made.forward + x.batch, backward: made.backward + x.batch },
    completenessGap: gaps,
    conservation: {
      start: starts,
      bias: ledgers.map(({ bias }) => bias),
      epsilon: ledgers.map(({ epsilon }) => epsilon),
      initialState: ledgers.map(({ initialState }) => initialState),
    },
    notes: [conservationNote(starts, ledgers)],
  };
}

/** Where the relevance of one traced sequence lies, [L, C], and what did not reach the inputs. */
export function relevanceOf(
  network: Network,
  trace: NetworkTrace,
  target: number,
  readout: Readout,
  rule: EpsilonRule,
): { start: number; relevance: Float64Array; ledger: RelevanceLedger } {
  const ledger = { bias: 0, epsilon: 0, initialState: 0 };
  const { head, cells } = network;
  const { weight, bias, value } = readoutOf(head[head.length - 1], trace, target, readout);
  const start = value(trace.scores);
  let relevance = Float64Array.of(start);
  for (let l = head.length - 1; l >= 0; l--) {
    const last = l === head.length - 1;
    const layer = last ? { inputs: weight.length, outputs: 1, weight, bias: Float64Array.of(bias) } : head[l];
    const { input, sums } = trace.head[l];
    const lower = new Float64Array(layer.inputs);
    // prettier-ignore
    lrpLinear(layer.outputs, last ? Float64Array.of(start) : sums, 0, relevance, 0, (j) => layer.bias[j], [
      { weights: layer.weight, firstRow: 0, count: layer.inputs, values: input, at: 0, relevance: lower, relevanceAt: 0 },
    ], rule, ledger, lrpScratch(layer.outputs, layer.inputs));
    relevance = lower;
  }
  const inputs = layersBack(cells, trace.steps, relevance, (weights, layer, direction, outputs) =>
    CELLS[cells.cell](weights, trace.layers[layer][direction], outputs, rule, ledger),
  );
  return { start, relevance: inputs, ledger };
}

/** The shares of the readouts' sizes, over the batch, that no input got. */
function conservationNote(starts: readonly number[], ledgers: readonly RelevanceLedger[]): string {
  const size = starts.reduce((sum, v) => sum + Math.abs(v), 0);
  const share = (of: keyof RelevanceLedger): string => {
    const taken = starts.reduce((sum, v, b) => sum + Math.sign(v) * ledgers[b][of], 0);
    return `${Math.round((100 * taken) / (size || 1))} %`;
  };
  return `Of the relevance, biases took ${share('bias')}, epsilon ${share('epsilon')}, initial states ${share('initialState')}; the values have the rest.`;
}
