import { SaliogramError } from '@saliogram/core';
import type { RecurrentModel } from '@saliogram/nn';
import { restoreParameters } from '@saliogram/nn';
import type { CheckpointStore } from './checkpoint-store.ts';
import type { ValidationPoint } from './run-state.ts';

/** The point with the lowest validation cross-entropy among those that saw every step; the earliest of equals. */
export function selectBest(history: readonly ValidationPoint[]): ValidationPoint {
  const best = history
    .filter(({ timeScale = 1 }) => timeScale === 1)
    .reduce<ValidationPoint | undefined>(
      (least, point) => (least && least.crossEntropy <= point.crossEntropy ? least : point),
      undefined,
    );
  if (!best)
    throw new SaliogramError(
      'data-missing',
      'selection: got a run without validation, expected at least one point',
    );
  return best;
}

/**
 * Gives `model` the weights it had at `point`.
 *
 * @throws `file-missing`, and what a damaged model file throws
 */
export async function restorePoint(
  model: RecurrentModel,
  point: ValidationPoint,
  checkpoints: CheckpointStore,
): Promise<void> {
  const bytes = await checkpoints.load(point.file);
  if (!bytes) {
    throw new SaliogramError(
      'file-missing',
      `${point.file}: the weights of step ${point.step} are not in the checkpoint store`,
      {
        details: { file: point.file, step: point.step },
      },
    );
  }
  restoreParameters(model, bytes, point.file);
}
