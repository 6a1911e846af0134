import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { Targets } from '../attribution/attribution.ts';
import type { RunOptions } from '../attribution/batches.ts';
import type { BaselineOptions } from '../baselines/baseline.ts';
import { magnitude } from '../controls/magnitude.ts';
import { deletionCurve, insertionCurve } from '../metrics/faithfulness/deletion-insertion.ts';
import { randomSeparations } from '../metrics/faithfulness/order-test.ts';

/** What a verdict compares every map of the same sequences, classes and baseline with. */
export interface SharedEvidence {
  /** How random orders separate, [B][R]. */
  readonly chance: readonly Float64Array[];
  /** Insertion less deletion area of |x|, [B]. */
  readonly magnitude: Float64Array;
}

/** Options of {@link sharedEvidence}. */
export interface SharedEvidenceOptions extends RunOptions, BaselineOptions {
  /** Random orders drawn; default 99, which makes 0.01 the smallest p-value. */
  readonly chanceOrders?: number;
}

/** As many random orders as make 0.01 the smallest p-value. */
export const CHANCE_ORDERS = 99;

/**
 * What is the same for every map of some sequences: found once, it is handed to each verdict. Cost: 12 forward passes per
 * random order and 42 more for each sequence, less what is resumed.
 */
export async function sharedEvidence(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: SharedEvidenceOptions = {},
): Promise<SharedEvidence> {
  const { chanceOrders: orders = CHANCE_ORDERS, onEvent, ...quiet } = options;
  const chance = await randomSeparations(model, x, targets, {
    ...quiet,
    orders,
    ...(onEvent && { onEvent }),
  });
  return { chance, magnitude: await magnitudeLead(model, x, targets, quiet) };
}

/** By how much of area insertion in the order of |x| is above deletion in it, [B]: what a map has to beat. */
export async function magnitudeLead(
  model: ScoresModel,
  x: SequenceBatch,
  targets: Targets,
  options: RunOptions & BaselineOptions = {},
): Promise<Float64Array> {
  const { values: size } = magnitude(x, new Int32Array(x.batch));
  const deletion = await deletionCurve(model, x, targets, size, options);
  const insertion = await insertionCurve(model, x, targets, size, options);
  return insertion.area.map((area, b) => area - deletion.area[b]);
}
