import { SaliogramError } from '@saliogram/core';
import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from './attribution.ts';
import { resolveTargets } from './attribution.ts';
import type { RunOptions } from './batches.ts';
import { AUGMENTED_OCCLUSION_DEFAULTS, augmentedOcclusion } from './augmented-occlusion.ts';
import { requireCapability } from './capability.ts';
import type { Capability, CapabilityModels } from './capability.ts';
import { CLASS_MODE_DEFAULTS } from './class-mode.ts';
import { INPUT_DERIVATIVE_DEFAULTS, inputDerivative } from './input-derivative.ts';
import { INTEGRATED_GRADIENTS_DEFAULTS, integratedGradients } from './integrated-gradients.ts';
import { LEARNED_MASK_DEFAULTS } from './learned-mask-settings.ts';
import { learnedMask } from './learned-mask.ts';
import { magnitude } from './magnitude.ts';
import { OCCLUSION_DEFAULTS, occlusion } from './occlusion.ts';
import { randomHeat } from './random-heat.ts';
import {
  TEMPORAL_INTEGRATED_GRADIENTS_DEFAULTS,
  temporalIntegratedGradients,
} from './temporal-integrated-gradients.ts';

/** What a reader should know of a technique before running it. */
export interface Technique {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  readonly source: string;
  /** Passes, in words. */
  readonly cost: string;
  /** What the model must be able to do. */
  readonly needs: readonly Capability[];
  /** Options and their defaults; null where the default is to do without. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** A technique that yields an attribution. */
export interface AttributionMethod extends Technique {
  /** A control is a map that knows nothing, for comparison. */
  readonly kind: 'explanation' | 'control';
  /** @throws `model-mismatch` for a model that cannot do what it needs, `config-invalid` for an unknown option */
  explain(
    model: ScoresModel,
    x: SequenceBatch,
    targets: Targets,
    options?: RunOptions & Readonly<Record<string, unknown>>,
  ): Promise<Attribution>;
}

/** What any method may be given; `onFrame` is heard of by iterative ones alone. */
const RUN_OPTIONS = ['signal', 'onEvent', 'onFrame', 'batchSize'];

/** A method as its file gives it: for models that can do what it needs. */
type Entry<C extends Capability> = Omit<AttributionMethod, 'needs' | 'explain'> & {
  readonly needs: readonly [C];
  explain(
    this: void,
    model: CapabilityModels[C],
    x: SequenceBatch,
    targets: Targets,
    options: RunOptions & Readonly<Record<string, unknown>>,
  ): Promise<Attribution>;
};

/** Guards a method with the checks that its table entry promises; `frames` for one that calls `onFrame`. */
function method<C extends Capability>(
  { explain, ...entry }: Entry<C>,
  { frames = false } = {},
): AttributionMethod {
  const { name, needs, defaults } = entry;
  const known = Object.keys(defaults);
  return {
    ...entry,
    async explain(model, x, targets, options = {}) {
      requireCapability(model, needs[0], name);
      const unknown = Object.keys(options).find((key) => !known.includes(key) && !RUN_OPTIONS.includes(key));
      if (unknown !== undefined) {
        throw new SaliogramError(
          'config-invalid',
          `${name}: got option ${unknown}, expected ${known.length === 0 ? 'none' : known.join(', ')}`,
          { details: { option: unknown, known } },
        );
      }
      const { onFrame: _onFrame, ...rest } = options;
      return explain(model, x, targets, frames ? options : rest);
    },
  };
}

/** The methods that yield an attribution, controls last. */
export const attributionMethods: readonly AttributionMethod[] = [
  method({
    name: 'input-derivative',
    title: 'Input derivative',
    kind: 'explanation',
    formula: '|d s_c / d x|',
    source: 'Simonyan et al. 2013; the paper, Eq. 2 and 3',
    cost: '1 forward, 1 backward',
    needs: ['scoreGradient'],
    defaults: INPUT_DERIVATIVE_DEFAULTS,
    explain: inputDerivative,
  }),
  method({
    name: 'occlusion',
    title: 'Occlusion',
    kind: 'explanation',
    formula: 'mean over windows W covering t of p_c(x) - p_c(x with W replaced)',
    source: 'Zeiler and Fergus 2014; the paper, section III-C',
    cost: '1 forward per window and 1; half of it with resumed states',
    needs: ['scores'],
    defaults: { ...OCCLUSION_DEFAULTS, runs: null, blocks: null },
    explain: occlusion,
  }),
  method(
    {
      name: 'learned-mask',
      title: 'Learned mask',
      kind: 'explanation',
      formula:
        '1 - m, m = argmin lambda1 ||1 - m||_1 + s_c(m x + k (1 - m)) + lambda2 sum_t |m_{t+1} - m_t|, 0 <= m <= 1',
      source: 'Fong and Vedaldi 2017; the paper, Eq. 4 and 5',
      cost: '1 forward, 1 backward per iteration, and 1 of each',
      needs: ['scoreGradient'],
      defaults: LEARNED_MASK_DEFAULTS,
      explain: learnedMask,
    },
    { frames: true },
  ),
  method({
    name: 'integrated-gradients',
    title: 'Integrated gradients',
    kind: 'explanation',
    formula: '(x - b) times the mean of d s_c / d x from b to x',
    source: 'Sundararajan et al. 2017',
    cost: '1 forward, 1 backward per node, and 2 forward',
    needs: ['scoreGradient'],
    defaults: INTEGRATED_GRADIENTS_DEFAULTS,
    explain: integratedGradients,
  }),
  method({
    name: 'temporal-integrated-gradients',
    title: 'Temporal integrated gradients',
    kind: 'explanation',
    formula: '(x_t - b) times the mean of d s_c(x_1..t) / d x_t from b to x_t',
    source: 'Enguehard 2023',
    cost: '1 forward, and 1 cell step forward and backward per node and step',
    needs: ['scoresOfStepVariants'],
    defaults: TEMPORAL_INTEGRATED_GRADIENTS_DEFAULTS,
    explain: temporalIntegratedGradients,
  }),
  method({
    name: 'augmented-occlusion',
    title: 'Augmented occlusion',
    kind: 'explanation',
    formula: 'mean over v of |p_c(x_1..t) - p_c(x_1..t with x_t <- v)|',
    source: 'Tonekaboni et al. 2020',
    cost: '1 forward, and 1 cell step per replacement',
    needs: ['scoresOfStepVariants'],
    defaults: { ...AUGMENTED_OCCLUSION_DEFAULTS, data: null },
    explain: augmentedOcclusion,
  }),
  method({
    name: 'magnitude',
    title: 'Magnitude of the input',
    kind: 'control',
    formula: '|x|',
    source: 'control: knows no model',
    cost: 'none',
    needs: ['scores'],
    defaults: {},
    explain: async (model, x, targets, options) =>
      magnitude(x, await resolveTargets(model, x, targets, options)),
  }),
  method({
    name: 'random-heat',
    title: 'Random heat',
    kind: 'control',
    formula: 'uniform in [0, 1)',
    source: 'control: knows neither model nor input',
    cost: 'none',
    needs: ['scores'],
    defaults: { seed: 0 },
    explain: async (model, x, targets, options) => {
      const seed = typeof options.seed === 'number' ? options.seed : 0;
      return randomHeat(x, await resolveTargets(model, x, targets, options), seed);
    },
  }),
];

/** The techniques of the paper in its order, then others, then the controls. */
export const techniques: readonly Technique[] = [
  {
    name: 'temporal-scores',
    title: 'Temporal output scores',
    formula: 'p_c(x_1..t) for every t',
    source: 'the paper, section III-A',
    cost: '1 forward',
    needs: ['scoresPerStep'],
    defaults: {},
  },
  {
    name: 'class-mode',
    title: 'Class mode',
    formula: 'argmax_x s_c(x) - lambda ||x||^2',
    source: 'Simonyan et al. 2013; the paper, Eq. 1',
    cost: '1 forward, 1 backward per class and iteration',
    needs: ['scoreGradient'],
    defaults: CLASS_MODE_DEFAULTS,
  },
  ...attributionMethods,
];

/**
 * The method of that name.
 *
 * @throws `argument-invalid`, naming the methods there are
 */
export function attributionMethod(name: string): AttributionMethod {
  const found = attributionMethods.find((m) => m.name === name);
  if (found !== undefined) return found;
  throw new SaliogramError(
    'argument-invalid',
    `explanation method: got ${name}, expected one of ${attributionMethods.map((m) => m.name).join(', ')}`,
    { details: { name } },
  );
}
