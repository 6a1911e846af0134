import { SaliogramError, argmax } from '@saliogram/core';
import type { PassCount, ScoresModel, SequenceBatch } from '@saliogram/core';
import { scoresInBatches } from './batches.ts';
import type { AttributionShape } from './attribution-shape.ts';
import type { RunOptions } from './batches.ts';
import { checkInput } from './check-input.ts';
import type { Convergence } from './convergence.ts';
import type { FrequencyBands } from './frequency-bands.ts';
import type { HeatRule } from './heat.ts';
import type { SegmentValue } from './segment.ts';

/** How important each input of each sequence is to the score of one class. */
export interface Attribution {
  /** The method's name in the registry. */
  readonly method: string;
  /** The explained class of each sequence, [B]. */
  readonly targets: Int32Array;
  readonly shape: AttributionShape;
  /** Importance, [B, T, C]; higher is more important; the unit is the method's own. */
  readonly values: Float32Array;
  /** How these values become heat in [0, 1]. */
  readonly heat: HeatRule;
  /** Everything that shaped the values, plain JSON. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Passes this attribution took, in sequences. */
  readonly cost: PassCount;
  /** For methods whose values add up to a difference of objectives: how far they miss it, per sequence, [B]. */
  readonly completenessGap?: readonly number[];
  /** For methods whose values add up in expectation alone: the standard error of that gap, per sequence, [B]. */
  readonly completenessError?: readonly number[];
  /** For methods that draw samples, the standard error of each value, [B, T, C]. */
  readonly standardErrors?: Float32Array;
  /** For methods that fit a model of their own, the share of variance it explains (R squared), per sequence, [B]. */
  readonly fit?: readonly number[];
  /** For methods that judge whole segments, what each is worth, per sequence. */
  readonly segments?: readonly (readonly SegmentValue[])[];
  /** For iterative methods, when each sequence stopped and why. */
  readonly convergence?: Convergence;
  /** For methods over frequencies, what each band counts for. */
  readonly bands?: FrequencyBands;
  /** For iterative methods on request, the values on the way. */
  readonly history?: readonly AttributionFrame[];
  /** What a reader must know to judge the map, in sentences. */
  readonly notes?: readonly string[];
}

/** The values of an iterative attribution after some iterations; a finished sequence keeps its last. */
export interface AttributionFrame {
  readonly iteration: number;
  /** [B, T, C] */
  readonly values: Float32Array;
  /** What is minimised, [B]. */
  readonly objective: Float32Array;
}

/** The classes to explain: one index per sequence, one index for all, or whatever the model predicts. */
export type Targets = ArrayLike<number> | number | 'predicted';

/**
 * One class index per sequence; `predicted` costs one forward pass.
 *
 * @returns [B]
 * @throws `argument-invalid` when the number of targets or a target does not fit, or an input is not a finite number
 */
export async function resolveTargets(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: RunOptions = {},
): Promise<Int32Array> {
  checkInput('sequences to explain', x);
  const classes = model.classes.length;
  if (targets === 'predicted') {
    const scores = await scoresInBatches(model, x, 'predicted classes', options);
    return Int32Array.from({ length: x.batch }, (_, b) => argmax(scores, b * classes, (b + 1) * classes));
  }
  if (typeof targets === 'string') {
    throw new SaliogramError(
      'argument-invalid',
      `targets: got "${String(targets)}", expected class indices or "predicted"; the model's classes are ${model.classes.map((c, k) => `${k} ${c.symbol}`).join(', ')}`,
      { details: { targets } },
    );
  }
  const given = Array.from({ length: typeof targets === 'number' ? x.batch : targets.length }, (_, b) =>
    typeof targets === 'number' ? targets : targets[b],
  );
  if (given.length !== x.batch) {
    throw new SaliogramError(
      'argument-invalid',
      `targets: got ${given.length} classes, expected one for each of ${x.batch} sequences`,
      { details: { targets: given.length, batch: x.batch } },
    );
  }
  const wrong = given.findIndex((c) => !Number.isInteger(c) || c < 0 || c >= classes);
  if (wrong >= 0) {
    throw new SaliogramError(
      'argument-invalid',
      `targets: got class ${given[wrong]} for sequence ${wrong}, expected an index from 0 to ${classes - 1} (${model.classes.map((c) => c.symbol).join(', ')})`,
      { details: { sequence: wrong, target: given[wrong], classes } },
    );
  }
  return Int32Array.from(given);
}
