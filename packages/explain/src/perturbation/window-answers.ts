import type { SequenceBatch, StepVariantsModel } from '@saliogram/core';
import { callOptions } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { divergence } from './divergence.ts';
import type { Divergence } from './divergence.ts';

/** What a model predicts after every step, and after every step of windows in which something else stands in one channel. */
export interface WindowAnswers {
  /** [B, T, K] */
  readonly clean: Float32Array;
  /** From every step, for every channel and each of what stands in, after each step of the window, [B, T, C, S, W, K]. */
  readonly drawn: Float32Array;
  readonly steps: number;
  readonly channels: number;
  readonly samples: number;
  readonly window: number;
  readonly classes: number;
}

/**
 * Asks for all windows at once: each takes the steps of its window from the state before it, and no prefix is read
 * but once.
 *
 * @param draws for each first step, what stands in from there on, [B, S, steps, C]
 */
export async function windowAnswers(
  model: StepVariantsModel,
  part: SequenceBatch,
  draws: readonly Float32Array[],
  { window, samples }: { readonly window: number; readonly samples: number },
  options: RunOptions,
): Promise<WindowAnswers> {
  const { batch, steps, channels } = part;
  const others = new Float32Array(batch * steps * channels * samples * window * channels);
  for (let row = 0; row < batch * steps * channels * samples; row++) {
    const s = row % samples;
    const known = Math.floor(row / samples) % channels;
    const place = Math.floor(row / (samples * channels));
    const [sequence, from] = [Math.floor(place / steps), place % steps];
    if (from >= draws.length) continue;
    const span = draws[from].length / (batch * samples * channels);
    for (let j = 0; j < span; j++) {
      const to = (row * window + j) * channels;
      const own = (place + j) * channels;
      others.set(part.values.subarray(own, own + channels), to);
      others[to + known] = draws[from][((sequence * samples + s) * span + j) * channels + known];
    }
  }
  const clean = await model.scoresPerStep(part, callOptions(options));
  const variants = { others, samples: channels * samples, window };
  const { scores } = await model.scoresOfStepVariants(part, variants, callOptions(options));
  return { clean, drawn: scores, steps, channels, samples, window, classes: model.classes.length };
}

/** i(b - n .. b) for n = 0 .. w - 1, [B, w, C]. */
export function importanceWithin(
  { clean, drawn, steps, channels, samples, window, classes }: WindowAnswers,
  kind: Divergence,
  b: number,
  width: number,
): Float64Array {
  const batch = clean.length / (steps * classes);
  const importance = new Float64Array(batch * width * channels);
  for (let cell = 0; cell < importance.length; cell++) {
    const c = cell % channels;
    const n = Math.floor(cell / channels) % width;
    const sequence = Math.floor(cell / (channels * width));
    for (let s = 0; s < samples; s++) {
      const draw = ((sequence * steps + b - n) * channels + c) * samples + s;
      const moved = divergence(kind, clean, sequence * steps + b, drawn, draw * window + n, classes);
      importance[cell] += moved / samples;
    }
  }
  return importance;
}
