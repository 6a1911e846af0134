import type { Objective, ScoreGradientModel, SequenceBatch } from '@saliogram/core';
import type { Attribution, Targets } from '../attribution/attribution.ts';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import { BASELINE_DEFAULTS, baselineSettings } from '../baselines/baseline.ts';
import type { Baseline } from '../baselines/baseline.ts';
import { baselineSequences } from '../baselines/baseline-sequences.ts';
import { curveDescent } from './curve-descent.ts';
import { soughtAttribution } from './sought-attribution.ts';
import type { SoughtOptions } from './sought-attribution.ts';

/** Options of {@link curveMask}; the baseline is what stands for inputs outside a mask. */
export interface CurveMaskOptions extends SoughtOptions {
  /** Whose curves are optimised; default `score`. */
  readonly objective?: Objective;
  /** Areas asked at each iteration; default 3. */
  readonly areas?: number;
  /** Weight of the deletion curve; default 1. */
  readonly deletionWeight?: number;
  /** Weight of the insertion curve; default 1. */
  readonly insertionWeight?: number;
  /** Further baselines, whose curves count as much as those of the first; default none. */
  readonly moreBaselines?: readonly Baseline[];
  /** Width of the Gaussian over time that makes r of free values, in steps; default 0, every input by itself. */
  readonly smoothness?: number;
  /** Of Adam, at the first iteration; default 1. */
  readonly learningRate?: number;
  /** All of them are made; default 60. */
  readonly maxIterations?: number;
  /** What the last quarter of the iterations may still gain for a sequence to count as converged; default 0.05. */
  readonly tolerance?: number;
}

/** The defaults of {@link curveMask}. */
export const CURVE_MASK_DEFAULTS = {
  ...BASELINE_DEFAULTS,
  objective: 'score',
  areas: 3,
  deletionWeight: 1,
  insertionWeight: 1,
  moreBaselines: [],
  smoothness: 0,
  learningRate: 1,
  maxIterations: 60,
  tolerance: 0.05,
} as const;

/**
 * Curve mask: the order of the inputs that optimises its own deletion and insertion curves. With m_a the soft mask that
 * lets the share a of a rank vector r through, sigmoid(r - theta_a), r minimises the mean over a of
 * s_c(x + m_a (b - x)) - s_c(b + m_a (x - b)); the value of an input is the share of the masks m_a that contain it.
 *
 * It is made for the measure that judges it: an area under the deletion or insertion curve of the same baseline and
 * objective says how well the search went, not how true the map is. Judge it by other objectives, baselines and models,
 * and by known truth; with several baselines, which take turns, it depends less on any one of them. Cost: one forward and one backward pass per iteration, area and curve.
 * Source: this project; soft top-k masks of one vector after Fong, Patrick and Vedaldi 2019 (areas), the curves after
 * Petsiuk et al. 2018.
 *
 * @throws `model-mismatch` when the model has no gradient; `argument-invalid` when neither curve has a weight
 */
export async function curveMask(
  model: ScoreGradientModel,
  x: SequenceBatch,
  targets: Targets,
  options: CurveMaskOptions = {},
): Promise<Attribution> {
  const settings = settingsOf(options);
  const { tolerance, maxIterations } = settings;
  const { moreBaselines } = { ...CURVE_MASK_DEFAULTS, ...options };
  const more = moreBaselines.map(
    (baseline) => baselineSequences('curve mask', x, { ...options, baseline })[0].values,
  );
  return soughtAttribution(
    model,
    x,
    targets,
    {
      method: 'curve-mask',
      stage: 'curve mask',
      settings: {
        ...settings,
        moreBaselines: moreBaselines.map((baseline) => baselineSettings({ ...options, baseline })),
      },
      objective: settings.objective,
      heat: { scaling: 'min-max', floor: 1e-4 },
      rule: `runs ${maxIterations} iterations; converged when the last quarter lies less than ${tolerance} of max(1, its size) below the quarter before`,
      maxIterations,
      begin(sequence, found) {
        const from = sequence.row * x.steps * x.channels;
        const own = more.map((values) => values.subarray(from, from + sequence.x.length));
        return curveDescent(
          sequence,
          [sequence.fill, ...own],
          { ...settings, iterations: maxIterations },
          found,
        );
      },
      notes: () => ['This map optimises its own deletion and insertion curves; judge it by other measures.'],
    },
    options,
  );
}

function settingsOf(options: CurveMaskOptions) {
  const given = { ...CURVE_MASK_DEFAULTS, ...options };
  const { objective, areas, deletionWeight, insertionWeight, smoothness } = given;
  const { learningRate, maxIterations, tolerance } = given;
  const where = 'curve mask';
  checkWord(where, 'objective', objective, ['score', 'probability', 'log-probability']);
  checkInteger(where, 'areas', areas, 1);
  checkNumber(where, 'deletionWeight', deletionWeight, 0);
  checkNumber(where, 'insertionWeight', insertionWeight, 0);
  checkNumber(where, 'sum of the weights', deletionWeight + insertionWeight, Number.MIN_VALUE);
  checkNumber(where, 'smoothness', smoothness, 0);
  checkNumber(where, 'learningRate', learningRate, 0);
  checkInteger(where, 'maxIterations', maxIterations, 1);
  checkNumber(where, 'tolerance', tolerance, 0);
  const weights = { deletionWeight, insertionWeight, smoothness };
  return { objective, areas, ...weights, learningRate, maxIterations, tolerance };
}
