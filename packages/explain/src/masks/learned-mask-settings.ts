import { SaliogramError } from '@saliogram/core';
import type { Objective, OnEvent, SequenceBatch } from '@saliogram/core';
import { ADAM_DEFAULTS } from './adam.ts';
import type { AdamOptions } from './adam.ts';
import type { AttributionFrame } from '../attribution/attribution.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { checkInteger, checkNumber, checkWord } from '../attribution/check-argument.ts';
import type { StoppingRule } from '../attribution/convergence.ts';
import type { ScoutingRule } from './mask-scouts.ts';
import { BASELINE_DEFAULTS } from '../baselines/baseline.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';

/** An initial mask: the same number everywhere, 1 hides nothing; or one for each sequence, [B, T, C]. */
export type MaskStart = number | Float32Array;

/** Options of {@link learnedMask}; what stands behind the mask, k, is the baseline. */
export interface LearnedMaskOptions
  extends RunOptions, BaselineOptions, Partial<AdamOptions>, Partial<ScoutingRule> {
  /** Receives progress, in iterations over all sequences. */
  readonly onEvent?: OnEvent;
  /** Weight of ||1 - m||_1, a sum over steps and channels; default 1e-3, the paper's for ECG. */
  readonly lambda1?: number;
  /** Weight of the total variation along time, a sum over channels; default 1e-2, the paper's for ECG. */
  readonly lambda2?: number;
  /** Seek as the paper does, with the defaults of {@link LEARNED_MASK_PAPER}; Adam's constants count only then. Default false. */
  readonly paper?: boolean;
  /** Initial masks, of which the most promising is followed; the paper's search takes one. */
  readonly start?: MaskStart | readonly MaskStart[];
  /** What the mask lowers; default `score`. */
  readonly objective?: Objective;
  /** Keep the values every so many iterations in the attribution's history; default 0, never. */
  readonly snapshotEvery?: number;
  /** Receives the best values so far of one sequence of the batch, [1, T, C], after each iteration; they are a copy. */
  readonly onFrame?: (frame: AttributionFrame, sequence: number) => void;
}

/** What both searches share; lambdas and k are the paper's for ECG. */
const COMMON = {
  lambda1: 1e-3,
  lambda2: 1e-2,
  ...BASELINE_DEFAULTS,
  objective: 'score',
  snapshotEvery: 0,
} as const;

/** The defaults of {@link learnedMask}; lambdas and k are the paper's for ECG. */
export const LEARNED_MASK_DEFAULTS = {
  ...COMMON,
  paper: false,
  start: [0.1, 0.25, 0.5, 0.75],
  scouting: [6, 10],
  kick: 12,
  window: 12,
  tolerance: 1e-3,
  maxIterations: 180,
} as const;

/** The paper's search: Adam at its rate from a mask of ones; where it stops, the paper does not say. */
export const LEARNED_MASK_PAPER = {
  ...COMMON,
  paper: true,
  start: 1,
  window: 50,
  tolerance: 1e-3,
  maxIterations: 1000,
  ...ADAM_DEFAULTS,
} as const;

/** The paper's weights by data set (section III-C). */
export const LEARNED_MASK_PRESETS = {
  ecg: { lambda1: 1e-3, lambda2: 1e-2 },
  mnist: { lambda1: 1e-4, lambda2: 1e-4 },
} as const;

interface SharedSettings extends StoppingRule {
  readonly lambda1: number;
  readonly lambda2: number;
  readonly start: readonly MaskStart[];
  readonly objective: Objective;
  readonly snapshotEvery: number;
}

/** Everything that shapes the masks, and nothing that does not. */
export type LearnedMaskSettings = SharedSettings &
  (({ readonly paper: false } & ScoutingRule) | ({ readonly paper: true } & AdamOptions));

const WHERE = 'learned mask';

/**
 * The options with the defaults of their search.
 *
 * @throws `argument-invalid` naming the one that makes no sense
 */
export function learnedMaskSettings(options: LearnedMaskOptions, x: SequenceBatch): LearnedMaskSettings {
  const { paper = LEARNED_MASK_DEFAULTS.paper } = options;
  const given = { ...(paper ? LEARNED_MASK_PAPER : LEARNED_MASK_DEFAULTS), ...options };
  const start =
    typeof given.start === 'number' || given.start instanceof Float32Array ? [given.start] : given.start;
  const { lambda1, lambda2, objective, snapshotEvery, window, tolerance, maxIterations } = given;
  const shared = {
    lambda1,
    lambda2,
    objective,
    snapshotEvery,
    window,
    tolerance,
    maxIterations,
    start,
  };
  checkShared(shared, x);
  if (paper) {
    const { learningRate, beta1, beta2, epsilon } = { ...LEARNED_MASK_PAPER, ...options };
    checkNumber(WHERE, 'learningRate', learningRate, 0);
    return { ...shared, paper, learningRate, beta1, beta2, epsilon };
  }
  const { scouting, kick } = { ...LEARNED_MASK_DEFAULTS, ...options };
  checkInteger(WHERE, 'number of scouting rounds', scouting.length, 1);
  for (const questions of scouting) checkInteger(WHERE, 'scouting', questions, 1);
  checkInteger(WHERE, 'kick', kick, 0);
  return { ...shared, paper, scouting, kick };
}

function checkShared(settings: SharedSettings, x: SequenceBatch): void {
  checkNumber(WHERE, 'lambda1', settings.lambda1, 0);
  checkNumber(WHERE, 'lambda2', settings.lambda2, 0);
  checkNumber(WHERE, 'tolerance', settings.tolerance, 0);
  checkInteger(WHERE, 'window', settings.window, 1);
  checkInteger(WHERE, 'maxIterations', settings.maxIterations, 1);
  checkInteger(WHERE, 'snapshotEvery', settings.snapshotEvery, 0);
  checkWord(WHERE, 'objective', settings.objective, ['score', 'probability', 'log-probability']);
  checkInteger(WHERE, 'number of starts', settings.start.length, 1);
  for (const start of settings.start) {
    if (typeof start === 'number') {
      checkNumber(WHERE, 'start', start, 0, 1);
    } else if (start.length !== x.values.length || start.some((m) => !(m >= 0 && m <= 1))) {
      throw new SaliogramError(
        'argument-invalid',
        `${WHERE}: got a start of ${start.length} values, expected ${x.batch} x ${x.steps} x ${x.channels} (sequences x steps x channels) from 0 to 1`,
        { details: { length: start.length, expected: x.values.length } },
      );
    }
  }
}
