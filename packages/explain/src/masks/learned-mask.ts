import type { ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, AttributionFrame, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { describeRule } from '../attribution/convergence.ts';
import { searchInputs } from './input-searches.ts';
import type { InputFound, SoughtSequence } from './input-searches.ts';
import { learnedMaskSettings } from './learned-mask-settings.ts';
import type { LearnedMaskOptions, LearnedMaskSettings, MaskStart } from './learned-mask-settings.ts';
import { adamDescent } from './mask-adam.ts';
import { MaskFrames } from './mask-frames.ts';
import { scoutedDescent } from './mask-scouts.ts';
import { maskedInputs } from './masked-inputs.ts';
import type { MaskFound, MaskQuestions } from './mask-search.ts';
import { baselineSettings } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';

/**
 * Learned mask: the m in [0, 1] that minimises J(m) =
 * lambda1 ||1 - m||_1 + s_c(m x + k (1 - m)) + lambda2 sum_t |m_{t+1} - m_t|; importance is 1 - m, per step and channel.
 *
 * J has many minima. By default spectral proximal gradient steps (exact in the variation and the bounds, so that ties
 * and plateaus are exact) descend from several constant masks, and the most promising descent is followed to its end.
 * {@link LEARNED_MASK_PAPER} is the paper's search, Adam at 1e-3 from a mask of ones, which stops far from any minimum.
 * The paper leaves open whether s_c is the score or the probability: the score is lowered here, because at m = 1 the
 * probability of a confident model is flat and the mask would never leave its start.
 * Cost: one forward and one backward pass per sequence and iteration, and one of each; a sequence that has converged
 * leaves the batch to the next.
 * Source: Fong and Vedaldi 2017; the paper, Eq. 4 and 5; for the search, Wright et al. 2009.
 *
 * @throws `model-mismatch` when the model has no gradient
 */
export async function learnedMask(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: LearnedMaskOptions = {},
): Promise<Attribution> {
  requireCapability(model, 'scoreGradient', 'learned-mask');
  const settings = learnedMaskSettings(options, x);
  const begin = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const size = x.steps * x.channels;
  const { maxIterations, snapshotEvery } = settings;
  const frames = new MaskFrames(x.batch, size, snapshotEvery, maxIterations);
  const reached = new Uint32Array(x.batch);
  let done = 0;
  const stage = 'learned mask';
  const search = {
    stage,
    model,
    x,
    targets: classOf,
    fill: baselineSequences(stage, x, options)[0].values,
    objective: settings.objective,
    begin: (sequence: SoughtSequence, found: InputFound) =>
      maskedInputs(sequence, settings.objective, searchOf(sequence, size, settings), found),
    watch(row: number, iteration: number, found: InputFound, last: boolean) {
      frames.record(row, iteration, found.values, found.objective, last);
      options.onFrame?.(frameOf(found, iteration, size), row);
      const now = last ? maxIterations : iteration;
      done += now - reached[row];
      reached[row] = now;
      options.onEvent?.({ type: 'progress', stage, done, total: x.batch * maxIterations });
    },
  };
  const rows = await searchInputs(search, options);
  const values = new Float32Array(x.values.length);
  rows.forEach(({ values: mask }, row) => {
    for (let j = 0; j < mask.length; j++) values[row * size + j] = 1 - mask[j];
  });
  const unfinished = rows.filter((row) => !row.converged).length;
  return {
    method: 'learned-mask',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'min-max', floor: 1e-2 },
    settings: {
      ...settings,
      ...baselineSettings(options),
      start: settings.start.map((start) => (typeof start === 'number' ? start : 'given')),
    },
    cost: passesSince(model, begin),
    convergence: {
      rule: describeRule(settings),
      converged: rows.map((row) => row.converged),
      iterations: rows.map((row) => row.iterations),
      objective: rows.map((row) => row.objective),
    },
    ...(snapshotEvery > 0 ? { history: frames.frames() } : {}),
    notes:
      unfinished === 0
        ? []
        : [
            `${x.batch === 1 ? 'The mask was' : `${unfinished} of ${x.batch} masks were`} still moving after ${maxIterations} iterations.`,
          ],
  };
}

/** What a search has come to, as a batch of one; steps after the end of the sequence are 0. */
function frameOf({ values: mask, objective }: InputFound, iteration: number, size: number): AttributionFrame {
  const values = new Float32Array(size);
  for (let j = 0; j < mask.length; j++) values[j] = 1 - mask[j];
  return { iteration, values, objective: Float32Array.of(objective) };
}

/**
 * The search over masks of one sequence.
 *
 * @param size T x C of the batch, which a given start has for each sequence
 */
function searchOf(
  { row, x: { length }, channels }: SoughtSequence,
  size: number,
  settings: LearnedMaskSettings,
): (own: MaskFound) => MaskQuestions {
  const maskFrom = (start: MaskStart): Float32Array =>
    typeof start === 'number'
      ? new Float32Array(length).fill(start)
      : start.slice(row * size, row * size + length);
  const problem = { channels, weights: settings };
  const starts = settings.start.map(maskFrom);
  return (own) =>
    settings.paper
      ? adamDescent(problem, starts[0], settings, own)
      : scoutedDescent(problem, starts, settings, own);
}
