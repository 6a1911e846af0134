import type { ScoresModel, SequenceBatch } from '@saliogram/core';
import { callOptions, inBatches } from '../attribution/batches.ts';
import type { RunOptions } from '../attribution/batches.ts';
import { objectiveValue } from '../attribution/objective-value.ts';
import { cellsOf } from '../attribution/sequence-end.ts';
import { SCORE_READINGS } from './readings.ts';
import type { ScoreReading } from './readings.ts';

/** Which inputs heat above the threshold hides, 1 or 0, [B, T, C]; heat equal to the threshold stays. */
export function hiddenInputs(heat: Float32Array, threshold: number): Uint8Array {
  const hidden = new Uint8Array(heat.length);
  for (let i = 0; i < heat.length; i++) if (heat[i] > threshold) hidden[i] = 1;
  return hidden;
}

/** What hiding inputs did to each sequence. */
export interface ScoreReductions {
  /** Fall of the class score or probability, [B]. */
  readonly falls: Record<ScoreReading, Float64Array>;
  /** Share of the inputs up to the end of a sequence that are left unmasked, [B]. */
  readonly unmasked: Float64Array;
}

/**
 * Hides inputs and measures the fall of the target's score and probability.
 *
 * @param fill what hides, [B, T, C]
 * @param hidden 1 where an input is replaced, [B, T, C]
 * @param cleanScores scores of the unmasked sequences, [B, K]
 */
export async function scoreReductions(
  model: ScoresModel,
  x: SequenceBatch,
  targets: ArrayLike<number>,
  cleanScores: Float32Array,
  fill: Float32Array,
  hidden: Uint8Array,
  stage: string,
  options: RunOptions,
): Promise<ScoreReductions> {
  const classes = model.classes.length;
  const size = x.steps * x.channels;
  const unmasked = new Float64Array(x.batch);
  const falls = { score: new Float64Array(x.batch), probability: new Float64Array(x.batch) };
  await inBatches(x, stage, options, async (part, from) => {
    const values = part.values.slice();
    for (let b = 0; b < part.batch; b++) {
      const cells = cellsOf(part, b);
      let count = 0;
      for (let j = 0; j < cells; j++) {
        if (hidden[(from + b) * size + j] === 0) continue;
        values[b * size + j] = fill[(from + b) * size + j];
        count++;
      }
      unmasked[from + b] = 1 - count / cells;
    }
    const scores = await model.scores({ ...part, values }, callOptions(options));
    for (const reading of SCORE_READINGS) {
      for (let b = 0; b < part.batch; b++) {
        const target = targets[from + b];
        falls[reading][from + b] =
          objectiveValue(cleanScores, from + b, classes, target, reading) -
          objectiveValue(scores, b, classes, target, reading);
      }
    }
  });
  return { falls, unmasked };
}
