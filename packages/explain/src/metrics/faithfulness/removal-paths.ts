import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../../attribution/batches.ts';
import { scoresOfCopies } from './changed-copies.ts';
import { unitSize } from './unit.ts';
import type { Unit } from './unit.ts';

/** One sequence that loses its units in some order. */
export interface RemovalPath {
  /** Index of the sequence. */
  readonly sequence: number;
  /** Its units in the order of removal. */
  readonly order: ArrayLike<number>;
  /** How many are gone at each point. */
  readonly counts: readonly number[];
}

/**
 * Scores at every point of every path, point after point, [sum of points, K].
 *
 * @param fill what removed values become, of the shape of `x`
 * @param paths by sequence, never falling
 */
export function scoresAlongPaths(
  model: ScoresModel,
  x: SequenceBatch,
  fill: SequenceBatch,
  paths: readonly RemovalPath[],
  unit: Unit,
  stage: string,
  options: RunOptions,
): Promise<Float32Array> {
  const pathOf = Int32Array.from(paths.flatMap(({ counts }, p) => counts.map(() => p)));
  const countOf = paths.flatMap(({ counts }) => counts);
  const size = unitSize(x, unit);
  const remove = (n: number, values: Float32Array): void => {
    const { sequence, order } = paths[pathOf[n]];
    const from = sequence * x.steps * x.channels;
    for (let i = 0; i < countOf[n]; i++) {
      for (let j = order[i] * size; j < (order[i] + 1) * size; j++) values[j] = fill.values[from + j];
    }
  };
  const baseOf = Int32Array.from(pathOf, (p) => paths[p].sequence);
  return scoresOfCopies(model, x, baseOf, remove, stage, options, fill);
}
