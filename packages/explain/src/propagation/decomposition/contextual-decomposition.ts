import type { OnEvent, RecurrentCellsModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Attribution, Targets } from '../../attribution/attribution.ts';
import { passesSince } from '../../attribution/batches.ts';
import type { RunOptions } from '../../attribution/batches.ts';
import type { SegmentValue } from '../../attribution/segment.ts';
import { eachSequence, openNetwork } from '../each-sequence.ts';
import { checkReadout, readoutOf } from '../readout.ts';
import type { Readout } from '../readout.ts';
import { traceNetwork } from '../trace/network-trace.ts';
import { networkParts } from './network-parts.ts';
import { PHRASE_DEFAULTS, phraseSettings, phrasesOf } from './phrases.ts';
import type { PhraseOptions } from './phrases.ts';

/** Options of {@link contextualDecomposition}. */
export interface ContextualDecompositionOptions extends RunOptions, PhraseOptions {
  /** Receives progress, in phrases. */
  readonly onEvent?: OnEvent;
  /** Whose parts are told; default `score`. */
  readonly readout?: Readout;
}

/** The defaults of {@link contextualDecomposition}. */
export const CONTEXTUAL_DECOMPOSITION_DEFAULTS = { ...PHRASE_DEFAULTS, readout: 'score' } as const;

/**
 * Contextual decomposition: every state is split into beta, which a phrase of the sequence alone brings about, and
 * gamma, the rest and whatever it does together with the phrase, h = beta + gamma through all gates; the phrase is worth
 * its beta in s_c.
 *
 * `segments` has what each phrase is worth; `values` spread it evenly over its cells (the mean where phrases overlap, 0
 * outside). What phrases do together is in no phrase's value, so that the values need not add up to the score.
 * Cost: one forward pass in double precision, and about half a pass per phrase. Source: Murdoch et al. 2018 for one
 * layer of LSTM; further layers, both directions, dense layers, GRU and plain RNN by the same rules.
 *
 * @throws `model-mismatch` when the model does not show its cells, `argument-invalid` for segments outside the sequence
 */
export async function contextualDecomposition(
  model: RecurrentCellsModel,
  x: SequenceBatch,
  targets: Targets,
  options: ContextualDecompositionOptions = {},
): Promise<Attribution> {
  const where = 'contextual-decomposition';
  const readout = options.readout ?? CONTEXTUAL_DECOMPOSITION_DEFAULTS.readout;
  checkReadout(where, readout);
  const before = model.passes();
  const network = openNetwork(where, model, x);
  const phrases = phrasesOf(where, x, options);
  const classOf = await resolveTargets(model, x, targets, options);
  const { channels } = x;
  const values = new Float32Array(x.values.length);
  const worth: SegmentValue[][] = [];
  const total = phrases.reduce((sum, own) => sum + own.length, 0);
  let done = 0;
  await eachSequence(x, where, { ...options, onEvent: () => {} }, async ({ index, input, steps }, turn) => {
    const trace = traceNetwork(network, input, steps);
    const { weight } = readoutOf(network.head[network.head.length - 1], trace, classOf[index], readout);
    const sums = new Float64Array(steps * channels);
    const covers = new Float64Array(steps * channels);
    const own: SegmentValue[] = [];
    for (const { segments, cells, mask, wholeSteps } of phrases[index]) {
      await turn();
      const part = input.map((v, i) => v * mask[i]);
      const beta = networkParts(network, trace, part, wholeSteps);
      const value = beta.reduce((sum, v, i) => sum + v * weight[i], 0);
      own.push(...segments.map((segment) => ({ ...segment, value })));
      for (const cell of cells) {
        sums[cell] += value / cells.length;
        covers[cell]++;
      }
      options.onEvent?.({ type: 'progress', stage: where, done: ++done, total });
    }
    worth.push(own);
    values.set(
      sums.map((v, i) => (covers[i] > 0 ? v / covers[i] : 0)),
      index * x.steps * channels,
    );
  });
  const made = passesSince(model, before);
  return {
    method: where,
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels },
    values,
    heat: { scaling: 'magnitude', floor: 1e-7 },
    settings: { ...phraseSettings(x, options), readout },
    cost: { forward: made.forward + x.batch + total / 2, backward: made.backward },
    segments: worth,
  };
}
