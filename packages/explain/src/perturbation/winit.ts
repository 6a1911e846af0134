import { createRandom } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import { hasCapability } from '../attribution/capability.ts';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';
import { clearAfterEnds, lengthOf, longestOf } from '../attribution/sequence-end.ts';
import { DIVERGENCES, divergence } from './divergence.ts';
import type { Divergence } from './divergence.ts';
import { generatorOf } from './generator-options.ts';
import type { GeneratorRunOptions } from './generator-options.ts';
import type { SequenceGenerator } from './sequence-generator.ts';
import { prefixOf } from './step-answers.ts';
import { inStepParts } from './step-variants.ts';
import { variantScores } from './variant-scores.ts';
import { importanceWithin, windowAnswers } from './window-answers.ts';

/** Options of {@link winit}; by default 3 samples, compared by `probability-difference`. */
export interface WinitOptions extends GeneratorRunOptions {
  /** Steps back that a prediction is traced; default 10. */
  readonly window?: number;
  /** How the importance of an input to the predictions after it becomes one: their mean (default), or the largest, of either sign. */
  readonly aggregate?: 'mean' | 'max' | 'absmax';
}

/** The defaults of {@link winit}. */
export const WINIT_DEFAULTS = {
  generator: 'linear-gaussian',
  data: null,
  samples: 3,
  seed: 0,
  divergence: 'probability-difference',
  window: 10,
  aggregate: 'mean',
} as const;

/**
 * WinIT (windowed importance in time): what x_a,i means to the prediction after step b is i(a..b) - i(a+1..b), where
 * i(a..b) is the mean of D(p(y|x_1..b), p(y|x_1..b with channel i drawn anew from a to b)), given what came before a; the
 * value is the mean of that over the predictions b = a .. a + w - 1.
 *
 * So it sees what an input changes later, up to the window. It asks all classes after every step: the target is named in
 * the result and used for nothing. The draws from a are the same for every b.
 * Cost: one forward pass, and w cell steps for each of C S draws at a step, from the state before them; for a model
 * without single steps w C S draws and the prefix for each prediction, resumed where it can.
 * Source: Leung et al. 2023; their generator is a recurrent network (`recurrent`), here by default linear-Gaussian.
 *
 * @throws `argument-invalid` for data that do not fit, or a window of no step
 */
export async function winit(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: WinitOptions = {},
): Promise<Attribution> {
  const where = 'WinIT';
  const { samples, seed, divergence: kind, window, aggregate } = { ...WINIT_DEFAULTS, ...options };
  checkInteger(where, 'samples', samples, 1);
  checkInteger(where, 'window', window, 1);
  checkWord(where, 'divergence', kind, DIVERGENCES);
  checkWord(where, 'aggregate', aggregate, ['mean', 'max', 'absmax']);
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const generator = await generatorOf(where, x, options);
  const { steps, channels } = x;
  const longest = longestOf(x);
  const values = new Float32Array(x.values.length);
  await inStepParts(x, window * channels * samples, where, options, async (part, from) => {
    const drawn = await drawAll(part, longest, generator, window, samples, seed);
    const answers = hasCapability(model, 'scoresOfStepVariants')
      ? await windowAnswers(model, part, drawn, { window, samples }, options)
      : null;
    // Of each input, its importance to the predictions after it, oldest first.
    const found = Array.from({ length: part.values.length }, (): number[] => []);
    for (let b = 0; b < longest; b++) {
      const own = { kind, window: Math.min(window, b + 1), samples };
      const importance = answers
        ? importanceWithin(answers, kind, b, own.window)
        : await importanceAfter(model, part, drawn, b, own, options);
      for (let sequence = 0; sequence < part.batch; sequence++) {
        if (b >= lengthOf(x, from + sequence)) continue;
        for (let n = 0; n < own.window; n++) {
          for (let c = 0; c < channels; c++) {
            const [to, before] = [at(sequence, n, c), at(sequence, n - 1, c)];
            const gain = importance[to] - (n > 0 ? importance[before] : 0);
            found[(sequence * steps + b - n) * channels + c].push(gain);
          }
        }
      }
      function at(sequence: number, n: number, c: number): number {
        return (sequence * own.window + n) * channels + c;
      }
    }
    found.forEach((gains, i) => (values[from * steps * channels + i] = aggregated(gains, aggregate)));
  });
  clearAfterEnds(values, x);
  return {
    method: 'winit',
    targets: classOf,
    shape: { batch: x.batch, steps, channels },
    values,
    heat: { scaling: 'zero-max', floor: 1e-6 },
    settings: { generator: generator.name, samples, seed, divergence: kind, window, aggregate },
    cost: passesSince(model, start),
    ...(generator.notes && { notes: generator.notes }),
  };
}

/** For each first step up to the longest end, draws of the window that begins there, or of what is left, [B, S, steps, C]. */
async function drawAll(
  part: SequenceBatch,
  longest: number,
  generator: SequenceGenerator,
  window: number,
  samples: number,
  seed: number,
): Promise<Float32Array[]> {
  const random = createRandom(seed);
  const drawn: Float32Array[] = [];
  for (let from = 0; from < longest; from++) {
    const steps = Math.min(window, longest - from);
    drawn.push(await generator.sample(part, { from, steps, samples }, random));
  }
  return drawn;
}

/** i(b - n .. b) for n = 0 .. w - 1, [B, w, C]. */
async function importanceAfter(
  model: ScoresModel,
  part: SequenceBatch,
  drawn: readonly Float32Array[],
  b: number,
  { kind, window, samples }: { kind: Divergence; window: number; samples: number },
  options: GeneratorRunOptions,
): Promise<Float64Array> {
  const { batch, channels } = part;
  const bases = prefixOf(part, b + 1);
  const size = (b + 1) * channels;
  const rows = window * channels * samples;
  const values = new Float32Array(batch * rows * size);
  const firstChange = new Int32Array(batch * rows);
  for (let row = 0; row < batch * rows; row++) {
    const sequence = Math.floor(row / rows);
    const s = row % samples;
    const c = Math.floor(row / samples) % channels;
    const from = b - (Math.floor(row / (samples * channels)) % window);
    const span = drawn[from].length / (batch * samples * channels);
    values.set(bases.values.subarray(sequence * size, (sequence + 1) * size), row * size);
    firstChange[row] = from;
    for (let t = from; t <= b; t++) {
      const source = ((sequence * samples + s) * span + t - from) * channels + c;
      values[row * size + t * channels + c] = drawn[from][source];
    }
  }
  const sequences = { ...bases, values, batch: batch * rows };
  const baseOf = Int32Array.from({ length: batch * rows }, (_, row) => Math.floor(row / rows));
  const variants = { sequences, baseOf, firstChange };
  const { baseScores, scores } = await variantScores(model, bases, variants, options);
  const importance = new Float64Array(batch * window * channels);
  for (let row = 0; row < batch * rows; row++) {
    const moved = divergence(kind, baseScores, baseOf[row], scores, row, model.classes.length);
    importance[Math.floor(row / samples)] += moved / samples;
  }
  return importance;
}

function aggregated(gains: readonly number[], how: 'mean' | 'max' | 'absmax'): number {
  if (gains.length === 0) return 0;
  if (how === 'mean') return gains.reduce((sum, v) => sum + v, 0) / gains.length;
  const [low, high] = [Math.min(...gains), Math.max(...gains)];
  return how === 'absmax' && -low > high ? low : high;
}
