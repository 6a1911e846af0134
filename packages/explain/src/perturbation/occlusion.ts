import { sliceBatch, throwIfAborted } from '@saliogram/core';
import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';
import { clearAfterEnds } from '../attribution/sequence-end.ts';
import { Falls } from './occlusion-falls.ts';
import { patchedScores } from './occlusion-patches.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { occlusionWindows } from './occlusion-windows.ts';
import type { WindowGeometry } from './occlusion-windows.ts';
import { VALUES_AT_ONCE } from './variant-scores.ts';

/** Options of {@link occlusion}. */
export interface OcclusionOptions extends RunOptions, WindowGeometry, BaselineOptions {
  /** Occluded copies handed to the model at once; default as many as 2^21 input values hold. */
  readonly batchSize?: number;
  /**
   * `mean` (default): the mean fall over the windows that cover a step. `sum-paper`: the paper's literal sum of the
   * class probability under occlusion, turned round so that higher is more important; where windows do not cover
   * evenly (`inside`) it makes the ends salient.
   */
  readonly accumulate?: 'mean' | 'sum-paper';
  /** Hide all channels of a window at once (default), or each channel by itself, C times the cost. */
  readonly channels?: 'together' | 'separate';
  /** Whose fall is measured; default `probability`, the paper's. */
  readonly objective?: Objective;
}

const WINDOW_DEFAULTS = {
  width: 10,
  stride: 1,
  accumulate: 'mean',
  channels: 'together',
  edges: 'overhang',
  objective: 'probability',
} as const;

/** The defaults of {@link occlusion}. */
export const OCCLUSION_DEFAULTS = { ...WINDOW_DEFAULTS, ...BASELINE_DEFAULTS } as const;

/**
 * Occlusion: the mean, over the windows W that cover step t, of p_c(x) - p_c(x with W replaced by the baseline).
 *
 * Negative values mark inputs whose removal helps the class. Cost: one forward pass per window and sequence, plus one;
 * half of that for a model that resumes from the state before the window, with the same values.
 * Source: Zeiler and Fergus 2014; the paper, section III-C, which sums the class probability instead, so that low means
 * important there.
 *
 * @throws `argument-invalid` for an impossible geometry or baseline
 */
export async function occlusion(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: OcclusionOptions = {},
): Promise<Attribution> {
  const settings = settingsOf(options);
  const windows = occlusionWindows(x.steps, options);
  const channels = settings.channels === 'together' ? [-1] : Array.from({ length: x.channels }, (_, c) => c);
  const patches = windows.flatMap((window) => channels.map((channel) => ({ window, channel })));
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const copies = options.batchSize ?? Math.max(1, Math.floor(VALUES_AT_ONCE / (x.steps * x.channels)));
  checkInteger('occlusion', 'batchSize', copies, 1);
  const basesAtOnce = Math.max(1, Math.floor(copies / patches.length));
  const hidden = baselineSequences('occlusion', x, options)[0];
  const values = new Float32Array(x.values.length);
  const size = x.steps * x.channels;
  for (let from = 0; from < x.batch; from += basesAtOnce) {
    const to = Math.min(from + basesAtOnce, x.batch);
    const bases = sliceBatch(x, from, to);
    const fill = hidden.values.subarray(from * size, to * size);
    const falls = new Falls(bases, settings.accumulate);
    for (let first = 0; first < patches.length; first += copies) {
      throwIfAborted(options.signal, 'occlusion');
      const some = patches.slice(first, first + copies);
      const { clean, occluded } = await patchedScores(model, bases, some, fill, options);
      falls.add(some, clean, occluded, classOf.subarray(from, to), model.classes.length, settings.objective);
    }
    values.set(falls.values(), from * size);
    options.onEvent?.({ type: 'progress', stage: 'occlusion', done: to, total: x.batch });
  }
  clearAfterEnds(values, x);
  return {
    method: 'occlusion',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'min-max', floor: 1e-4 },
    settings: { ...settings, ...baselineSettings(options), windows: windows.length },
    cost: passesSince(model, start),
  };
}

function settingsOf(options: OcclusionOptions) {
  const { signal: _signal, onEvent: _onEvent, batchSize: _batchSize, ...given } = options;
  const { baseline: _baseline, reference: _reference, snrDb: _snrDb, seed: _seed, ...own } = given;
  // A block states its own width; the settings must not print another.
  const width = own.blocks?.columns ?? own.width ?? WINDOW_DEFAULTS.width;
  const settings = { ...WINDOW_DEFAULTS, ...own, width };
  checkWord('occlusion', 'accumulate', settings.accumulate, ['mean', 'sum-paper']);
  checkWord('occlusion', 'channels', settings.channels, ['together', 'separate']);
  checkWord('occlusion', 'objective', settings.objective, ['score', 'probability', 'log-probability']);
  return settings;
}
