import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../attribution/attribution.ts';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { passesSince } from '../attribution/batches.ts';
import { hasCapability } from '../attribution/capability.ts';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';
import { clearAfterEnds, lengthOf, longestOf } from '../attribution/sequence-end.ts';
import { DIVERGENCES } from './divergence.ts';
import type { GeneratorName, GeneratorRunOptions } from './generator-options.ts';
import type { SequenceForecaster, SequenceGenerator } from './sequence-generator.ts';
import { inStepParts } from './step-variants.ts';
import { importanceWithin, windowAnswers } from './window-answers.ts';
import { drawnWindows, expectedWindows } from './window-counterfactuals.ts';
import { importanceAfter } from './window-prefixes.ts';

/** Options of {@link winit}; by default compared by `probability-difference`. */
export interface WinitOptions extends Omit<GeneratorRunOptions, 'generator' | 'samples'> {
  /**
   * What stands in for the inputs of a window: what is to be `expected` of them given the past (default), or several
   * draws (`drawn`), whose scatter is in the map.
   */
  readonly counterfactual?: 'expected' | 'drawn';
  /** Who knows what else might have come, as {@link GeneratorRunOptions} has it; a forecaster where it is expected. */
  readonly generator?: GeneratorName | SequenceGenerator | SequenceForecaster;
  /** Draws per window and channel, where they are drawn; default 3. */
  readonly samples?: number;
  /** Steps back that a prediction is traced; default 10. */
  readonly window?: number;
  /** How the importance of an input to the predictions after it becomes one: their mean (default), or the largest, of either sign. */
  readonly aggregate?: 'mean' | 'max' | 'absmax';
}

/** The defaults of {@link winit}. */
export const WINIT_DEFAULTS = {
  counterfactual: 'expected',
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
 * i(a..b) is D(p(y|x_1..b), p(y|x_1..b with something else in channel i from a to b)); the value is the mean of that over
 * the predictions b = a .. a + w - 1. What else is what was to be expected given what came before a, or draws, over which
 * D is averaged.
 *
 * So it sees what an input changes later, up to the window. It asks all classes after every step: the target is named in
 * the result and used for nothing. What stands in from a on is the same for every b.
 * Cost: one forward pass, and w cell steps for each of C channels (times S draws) at a step, from the state before them;
 * for a model without single steps w C S sequences and the prefix for each prediction, resumed where it can.
 * Source: Leung et al. 2023; their code draws, but trains its generators by the squared error of what they draw, which
 * takes the scatter out. Theirs are recurrent (`recurrent`), here by default linear.
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
  const given = { ...WINIT_DEFAULTS, ...options };
  const { counterfactual, seed, divergence: kind, window, aggregate } = given;
  checkInteger(where, 'samples', given.samples, 1);
  checkInteger(where, 'window', window, 1);
  checkWord(where, 'counterfactual', counterfactual, ['expected', 'drawn']);
  checkWord(where, 'divergence', kind, DIVERGENCES);
  checkWord(where, 'aggregate', aggregate, ['mean', 'max', 'absmax']);
  const start = model.passes();
  const classOf = await resolveTargets(model, x, targets, options);
  const isDrawn = counterfactual === 'drawn';
  const others = await (isDrawn ? drawnWindows : expectedWindows)(where, x, given);
  const { samples } = others;
  const { steps, channels } = x;
  const longest = longestOf(x);
  const values = new Float32Array(x.values.length);
  await inStepParts(x, window * channels * samples, where, options, async (part, from) => {
    const drawn = await others.windowsOf(part, longest);
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
      collectGains(found, importance, part, b, (sequence) => b < lengthOf(x, from + sequence));
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
    settings: {
      counterfactual,
      generator: others.name,
      ...(isDrawn && { samples }),
      seed,
      divergence: kind,
      window,
      aggregate,
    },
    cost: passesSince(model, start),
    ...(others.notes && { notes: others.notes }),
  };
}

/**
 * What each input of the window adds to the importance of the steps after it, for the prediction after step b.
 *
 * @param importance i(b - n .. b), [B, w, C]
 */
function collectGains(
  found: readonly number[][],
  importance: Float64Array,
  { batch, steps, channels }: SequenceBatch,
  b: number,
  isAsked: (sequence: number) => boolean,
): void {
  const size = importance.length / batch;
  for (let sequence = 0; sequence < batch; sequence++) {
    if (!isAsked(sequence)) continue;
    for (let i = 0; i < size; i++) {
      const at = sequence * size + i;
      const [n, c] = [Math.floor(i / channels), i % channels];
      const after = n > 0 ? importance[at - channels] : 0;
      found[(sequence * steps + b - n) * channels + c].push(importance[at] - after);
    }
  }
}

function aggregated(gains: readonly number[], how: 'mean' | 'max' | 'absmax'): number {
  if (gains.length === 0) return 0;
  if (how === 'mean') return gains.reduce((sum, v) => sum + v, 0) / gains.length;
  const [low, high] = [Math.min(...gains), Math.max(...gains)];
  return how === 'absmax' && -low > high ? low : high;
}
