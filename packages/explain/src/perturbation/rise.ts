import { createRandom, throwIfAborted } from '@saliogram/core';
import type { Objective, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { callOptions, passesSince } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import { objectiveValue } from '../attribution/objective-value.ts';
import { cellsOf } from '../attribution/sequence-end.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { smoothMasks } from './smooth-masks.ts';
import { VALUES_AT_ONCE } from './variant-scores.ts';

/** Options of {@link rise}. */
export interface RiseOptions extends RunOptions, BaselineOptions {
  /** Masks; default 1000. */
  readonly samples?: number;
  /** Probability with which a place of the grid is kept; default 0.5. */
  readonly keep?: number;
  /** Places of the grid over the sequence; default (null) 12, or as many as there are steps. */
  readonly cells?: number | null;
  /** One mask for all channels (default), or one for each. */
  readonly channels?: 'together' | 'separate';
  /** What is weighed; default `probability`. */
  readonly objective?: Objective;
  /** Masked copies handed to the model at once; default as many as 2^21 input values hold. */
  readonly batchSize?: number;
}

const MASK_DEFAULTS = {
  samples: 1000,
  keep: 0.5,
  cells: null,
  channels: 'together',
  objective: 'probability',
} as const;

/** The defaults of {@link rise}. */
export const RISE_DEFAULTS = { ...BASELINE_DEFAULTS, ...MASK_DEFAULTS } as const;

/**
 * RISE: E[p_c(b + M (x - b)) M] / E[M] - E[p_c(b + M (x - b))], over smooth random masks M over time: how much higher the
 * class stands where an input is seen.
 *
 * The mean that is taken away moves the map, not its order; without it an input that the model ignores would have that
 * mean, not 0. `standardErrors` tell what the number of masks leaves open. `seed` is that of the masks too, which are the
 * same for all sequences. Cost: one forward pass per mask.
 * Source: Petsiuk et al. 2018, in one dimension, divided by the masks' own mean as in their equation 6.
 *
 * @throws `argument-invalid` for a share outside (0, 1) or a grid finer than the steps
 */
export async function rise(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: RiseOptions = {},
): Promise<Attribution> {
  const where = 'RISE';
  const { samples, keep, channels, objective, seed } = { ...RISE_DEFAULTS, ...options };
  const cells = options.cells ?? Math.min(12, x.steps);
  checkInteger(where, 'samples', samples, 2);
  checkInteger(where, 'cells', cells, 1);
  checkNumber(where, 'cells', cells, 1, x.steps);
  checkNumber(where, 'keep', keep, 0.01, 0.99);
  checkWord(where, 'channels', channels, ['together', 'separate']);
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const baseline = baselineSequences(where, x, options)[0];
  const tracks = channels === 'together' ? 1 : x.channels;
  const masks = smoothMasks(samples * tracks, x.steps, cells, keep, createRandom(seed));
  /** Of mask k, the share of an input of [T, C] that is kept. */
  const kept = (k: number, cell: number): number => {
    const c = cell % x.channels;
    const track = k * tracks + (tracks === 1 ? 0 : c);
    return masks[track * x.steps + (cell - c) / x.channels];
  };
  const size = x.steps * x.channels;
  const values = new Float32Array(x.values.length);
  const standardErrors = new Float32Array(x.values.length);
  for (let b = 0; b < x.batch; b++) {
    const masked = { x, baseline, target: classOf[b], samples, kept };
    const objectives = await maskedObjectives(model, masked, b, objective, where, options);
    for (let cell = 0; cell < cellsOf(x, b); cell++) {
      const { value, error } = weighed(objectives, (k) => kept(k, cell));
      values[b * size + cell] = value;
      standardErrors[b * size + cell] = error;
    }
  }
  throwIfAborted(options.signal, where);
  return {
    method: 'rise',
    targets: classOf,
    shape: { batch: x.batch, steps: x.steps, channels: x.channels },
    values,
    heat: { scaling: 'min-max', floor: 1e-6 },
    settings: { ...baselineSettings(options), samples, keep, cells, channels, objective, seed },
    standardErrors,
    cost: passesSince(model, start),
  };
}

/** Sequences, what hides them and the masks between the two. */
interface Masked {
  readonly x: SequenceBatch;
  readonly baseline: SequenceBatch;
  readonly target: number;
  readonly samples: number;
  readonly kept: (k: number, cell: number) => number;
}

/** The objective of sequence b under every mask. */
async function maskedObjectives(
  model: ScoresModel,
  { x, baseline, target, samples, kept }: Masked,
  b: number,
  objective: Objective,
  stage: string,
  options: RiseOptions,
): Promise<Float64Array> {
  const size = x.steps * x.channels;
  const atOnce = options.batchSize ?? Math.max(1, Math.floor(VALUES_AT_ONCE / size));
  checkInteger(stage, 'batchSize', atOnce, 1);
  const objectives = new Float64Array(samples);
  for (let from = 0; from < samples; from += atOnce) {
    throwIfAborted(options.signal, stage);
    const count = Math.min(atOnce, samples - from);
    const copies = new Float32Array(count * size);
    for (let i = 0; i < count; i++) {
      for (let cell = 0; cell < cellsOf(x, b); cell++) {
        const hidden = baseline.values[b * size + cell];
        copies[i * size + cell] = hidden + kept(from + i, cell) * (x.values[b * size + cell] - hidden);
      }
    }
    const lengths = x.lengths && { lengths: new Int32Array(count).fill(x.lengths[b]) };
    const scores = await model.scores(
      { ...x, values: copies, batch: count, ...lengths },
      callOptions(options),
    );
    for (let i = 0; i < count; i++) {
      objectives[from + i] = objectiveValue(scores, i, model.classes.length, target, objective);
    }
    const done = b * samples + from + count;
    options.onEvent?.({ type: 'progress', stage, done, total: x.batch * samples });
  }
  return objectives;
}

/** The weighted mean of numbers less their plain mean, and its standard error. */
function weighed(numbers: Float64Array, weight: (k: number) => number): { value: number; error: number } {
  const mean = numbers.reduce((sum, v) => sum + v, 0) / numbers.length;
  let [total, sum] = [0, 0];
  numbers.forEach((v, k) => {
    total += weight(k);
    sum += weight(k) * (v - mean);
  });
  const value = total > 0 ? sum / total : 0;
  const average = total / numbers.length;
  // Of a ratio of means less a mean: the scatter of what each mask adds to it, to first order.
  let scatter = 0;
  numbers.forEach((v, k) => {
    const part = average > 0 ? (weight(k) / average) * (v - mean - value) - (v - mean) : 0;
    scatter += part * part;
  });
  return { value, error: Math.sqrt(scatter / numbers.length / (numbers.length - 1)) };
}
