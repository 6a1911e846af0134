import { SaliogramError, createRandom, standardDeviation } from '@saliogram/core';
import type { Objective, Random, ScoresModel, SequenceBatch } from '@saliogram/core';
import { resolveTargets } from '../../attribution/attribution.ts';
import type { Targets } from '../../attribution/attribution.ts';
import { scoresInBatches } from '../../attribution/batches.ts';
import type { RunOptions } from '../../attribution/batches.ts';
import { checkInteger, checkNumber, checkWord } from '../../attribution/check-argument.ts';
import { objectiveValue } from '../../attribution/objective-value.ts';
import { baselineSequences } from '../../baselines/baseline-sequences.ts';
import type { BaselineOptions } from '../../baselines/baseline.ts';
import { scoresOfCopies } from './changed-copies.ts';
import { checkMap } from './removal.ts';

/** Options of {@link infidelity}. */
export interface InfidelityOptions extends RunOptions, BaselineOptions {
  /**
   * The perturbation I: `block` (default) takes a random stretch of all channels to the baseline, the square of Yeh et
   * al. in one dimension; `gaussian` is noise on every cell; `noisy-baseline` takes every cell to the baseline, with noise.
   */
  readonly perturbation?: 'block' | 'gaussian' | 'noisy-baseline';
  /** Length of a block, as a share of the steps; default 0.1. */
  readonly blockShare?: number;
  /** Standard deviation of noise, in standard deviations of the sequence's channel; default 0.2. */
  readonly noise?: number;
  /**
   * What a value is: a `contribution` (default), which goes whole with its cell, as of occlusion, Integrated Gradients and
   * all maps made to be read as importance; or a `slope` df/dx, as of the gradient, that I is multiplied with.
   */
  readonly values?: 'contribution' | 'slope';
  /** `none` (default): values as they are. `best`: times the factor that fits each sequence best, for maps of any unit. */
  readonly scale?: 'none' | 'best';
  /** Perturbations per sequence; default 50. */
  readonly draws?: number;
  /** Default `probability`. */
  readonly objective?: Objective;
}

/** The defaults of {@link InfidelityOptions} beside those of the baseline. */
export const INFIDELITY_DEFAULTS = {
  perturbation: 'block',
  blockShare: 0.1,
  noise: 0.2,
  values: 'contribution',
  scale: 'none',
  draws: 50,
  objective: 'probability',
} as const;

/**
 * Infidelity: the mean over random perturbations I of (I . values - (f(x) - f(x - I)))^2; 0 is best. [B]
 *
 * Of contributions, I . values is the sum over the cells of a block. It is in the square of the objective's unit, so that
 * a model that hardly reacts has a low one with any map: compare maps on the same sequences.
 * Cost: N + 1 forward passes per sequence. Source: Yeh et al. 2019; the best scale as captum's `normalize`.
 *
 * @param values [B, T, C]
 * @throws `argument-invalid` for values of another shape, and for contributions under noise, which they say nothing of
 */
export async function infidelity(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  values: ArrayLike<number>,
  options: InfidelityOptions = {},
): Promise<Float64Array> {
  const [own] = await infidelities(model, x, targets, [values], options);
  return own;
}

/** {@link infidelity} of several maps with the passes of one, [maps][B]. */
export async function infidelities(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  maps: readonly ArrayLike<number>[],
  options: InfidelityOptions = {},
): Promise<Float64Array[]> {
  const settings = check(x, maps, options);
  const { draws, objective, scale } = settings;
  const classOf = await resolveTargets(model, x, targets, options);
  const clean = await scoresInBatches(model, x, 'infidelity', options);
  const [fill] = baselineSequences('infidelity', x, options);
  const random = createRandom(options.seed ?? 0);
  const spread = spreads(x);
  const size = x.steps * x.channels;
  const baseOf = Int32Array.from({ length: x.batch * draws }, (_, n) => Math.floor(n / draws));
  const expected = maps.map(() => new Float64Array(baseOf.length));
  const perturb = (n: number, copy: Float32Array): void => {
    const b = baseOf[n];
    const before = copy.slice();
    perturbSequence(copy, fill, b, spread, settings, random);
    for (let i = 0; i < size; i++) {
      if (before[i] === copy[i]) continue;
      const change = settings.values === 'slope' ? before[i] - copy[i] : 1;
      maps.forEach((values, m) => (expected[m][n] += change * values[b * size + i]));
    }
  };
  const scores = await scoresOfCopies(model, x, baseOf, perturb, 'infidelity', options);
  const K = model.classes.length;
  const falls = Float64Array.from(baseOf, (b, n) => {
    const before = objectiveValue(clean, b, K, classOf[b], objective);
    return before - objectiveValue(scores, n, K, classOf[b], objective);
  });
  return expected.map((own) =>
    Float64Array.from({ length: x.batch }, (_, b) => {
      const [from, to] = [b * draws, (b + 1) * draws];
      return meanSquaredMiss(own.subarray(from, to), falls.subarray(from, to), scale);
    }),
  );
}

type Settings = Required<Pick<InfidelityOptions, keyof typeof INFIDELITY_DEFAULTS>>;

function check(x: SequenceBatch, maps: readonly ArrayLike<number>[], options: InfidelityOptions): Settings {
  const settings: Settings = { ...INFIDELITY_DEFAULTS, ...options };
  for (const values of maps) checkMap('infidelity', x, values);
  checkWord('infidelity', 'perturbation', settings.perturbation, ['block', 'gaussian', 'noisy-baseline']);
  checkWord('infidelity', 'values', settings.values, ['contribution', 'slope']);
  checkWord('infidelity', 'scale', settings.scale, ['none', 'best']);
  checkNumber('infidelity', 'blockShare', settings.blockShare, 0, 1);
  checkNumber('infidelity', 'noise', settings.noise, 0);
  checkInteger('infidelity', 'draws', settings.draws, 1);
  if (settings.values === 'contribution' && settings.perturbation !== 'block') {
    throw new SaliogramError(
      'argument-invalid',
      `infidelity: got perturbation ${settings.perturbation} for contributions, expected block; a contribution says what goes with its cell, not what noise on it does (slopes do)`,
      { details: { perturbation: settings.perturbation, values: settings.values } },
    );
  }
  return settings;
}

/** Standard deviation of each channel of each sequence up to its end, [B, C]. */
function spreads({ values, batch, steps, channels, lengths }: SequenceBatch): Float64Array {
  return Float64Array.from({ length: batch * channels }, (_, i) => {
    const [b, c] = [Math.floor(i / channels), i % channels];
    return standardDeviation(
      Array.from({ length: lengths?.[b] ?? steps }, (_, t) => values[(b * steps + t) * channels + c]),
    );
  });
}

function perturbSequence(
  copy: Float32Array,
  fill: SequenceBatch,
  b: number,
  spread: Float64Array,
  { perturbation, blockShare, noise }: Settings,
  random: Random,
): void {
  const { channels, steps } = fill;
  const length = fill.lengths?.[b] ?? steps;
  const base = b * steps * channels;
  let [from, to] = [0, length];
  if (perturbation === 'block') {
    const width = Math.max(1, Math.round(blockShare * length));
    from = random.integer(length - width + 1);
    to = from + width;
  }
  for (let i = from * channels; i < to * channels; i++) {
    if (perturbation !== 'gaussian') copy[i] = fill.values[base + i];
    if (perturbation !== 'block') copy[i] += noise * spread[b * channels + (i % channels)] * random.normal();
  }
}

function meanSquaredMiss(
  expected: Float64Array,
  falls: Float64Array,
  scale: InfidelityOptions['scale'],
): number {
  let [product, squares] = [0, 0];
  for (let n = 0; n < falls.length; n++) {
    product += expected[n] * falls[n];
    squares += expected[n] ** 2;
  }
  const factor = scale === 'none' ? 1 : squares > 0 ? product / squares : 0;
  return falls.reduce((sum, fall, n) => sum + (factor * expected[n] - fall) ** 2, 0) / falls.length;
}
