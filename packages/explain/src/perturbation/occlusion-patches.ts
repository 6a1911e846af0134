import type { CallOptions, ScoresModel, SequenceBatch } from '@saliogram/core';
import type { OcclusionWindow } from './occlusion-windows.ts';
import { variantScores } from './variant-scores.ts';

/** One perturbation: a window, in one channel or (-1) in all. */
export interface Patch {
  readonly window: OcclusionWindow;
  readonly channel: number;
}

/**
 * Scores of the bases [B, K] and of every patched copy [B * P, K], all patches of a base together.
 *
 * @param fill what hides, [B, T, C]
 */
export async function patchedScores(
  model: ScoresModel,
  bases: SequenceBatch,
  patches: readonly Patch[],
  fill: Float32Array,
  options: CallOptions,
): Promise<{ clean: Float32Array; occluded: Float32Array }> {
  const { steps, channels } = bases;
  const size = steps * channels;
  const copies = bases.batch * patches.length;
  const values = new Float32Array(copies * size);
  const baseOf = new Int32Array(copies);
  const firstChange = new Int32Array(copies);
  for (let b = 0; b < bases.batch; b++) {
    const base = bases.values.subarray(b * size, (b + 1) * size);
    patches.forEach((patch, p) => {
      const copy = b * patches.length + p;
      baseOf[copy] = b;
      firstChange[copy] = patch.window[0].from;
      values.set(base, copy * size);
      forEachCell(patch, channels, (cell) => {
        values[copy * size + cell] = fill[b * size + cell];
      });
    });
  }
  const { lengths } = bases;
  const sequences = {
    ...bases,
    values,
    batch: copies,
    ...(lengths && { lengths: baseOf.map((b) => lengths[b]) }),
  };
  const variants = { sequences, baseOf, firstChange };
  const { baseScores, scores } = await variantScores(model, bases, variants, options);
  return { clean: baseScores, occluded: scores };
}

/** Visits the inputs of a patch as indices into [T, C]. */
export function forEachCell(
  { window, channel }: Patch,
  channels: number,
  visit: (cell: number) => void,
): void {
  for (const { from, to } of window) {
    for (let t = from; t < to; t++) {
      if (channel >= 0) visit(t * channels + channel);
      else for (let c = 0; c < channels; c++) visit(t * channels + c);
    }
  }
}
