import type { Objective, SequenceBatch } from '@saliogram/core';
import { objectiveValue } from '../attribution/objective-value.ts';
import { forEachCell } from './occlusion-patches.ts';
import type { Patch } from './occlusion-patches.ts';

/** Gathers, for every input, what the windows over it did to the class. */
export class Falls {
  private readonly bases: SequenceBatch;
  private readonly accumulate: 'mean' | 'sum-paper';
  /** Sum over covering windows of the fall of the objective, [B, T, C]. */
  private readonly sums: Float64Array;
  /** Number of covering windows, [B, T, C]. */
  private readonly counts: Float64Array;
  private readonly cleanOf: Float64Array;

  constructor(bases: SequenceBatch, accumulate: 'mean' | 'sum-paper') {
    this.bases = bases;
    this.accumulate = accumulate;
    this.sums = new Float64Array(bases.values.length);
    this.counts = new Float64Array(bases.values.length);
    this.cleanOf = new Float64Array(bases.batch);
  }

  /** Takes the scores of the bases [B, K] and of their patched copies [B * P, K]. */
  add(
    patches: readonly Patch[],
    clean: Float32Array,
    occluded: Float32Array,
    targets: Int32Array,
    classes: number,
    objective: Objective,
  ): void {
    const { batch, steps, channels } = this.bases;
    for (let b = 0; b < batch; b++) {
      const before = objectiveValue(clean, b, classes, targets[b], objective);
      this.cleanOf[b] = before;
      patches.forEach((patch, p) => {
        const copy = b * patches.length + p;
        const fall = before - objectiveValue(occluded, copy, classes, targets[b], objective);
        forEachCell(patch, channels, (cell) => {
          this.sums[b * steps * channels + cell] += fall;
          this.counts[b * steps * channels + cell]++;
        });
      });
    }
  }

  /** Importance, [B, T, C]. */
  values(): Float32Array {
    if (this.accumulate === 'mean') return Float32Array.from(this.sums, (sum, i) => sum / this.counts[i]);
    // The literal sum S of probabilities under occlusion, as n p - S with n the most windows over any step: the same
    // map turned round, and 0 where an evenly covered step does nothing.
    const size = this.bases.steps * this.bases.channels;
    const most = this.counts.reduce((max, n) => Math.max(max, n), 0);
    return Float32Array.from(this.sums, (sum, i) => {
      const clean = this.cleanOf[Math.floor(i / size)];
      return most * clean - (this.counts[i] * clean - sum);
    });
  }
}
