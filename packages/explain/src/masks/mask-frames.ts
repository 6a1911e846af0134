import type { AttributionFrame } from '../attribution/attribution.ts';

/** Keeps 1 - m of every sequence every so many iterations, for an animation of the learning. */
export class MaskFrames {
  private readonly kept: AttributionFrame[];
  private readonly size: number;
  private lastIteration = 0;

  /** @param every 0 keeps nothing */
  constructor(batch: number, size: number, every: number, maxIterations: number) {
    this.size = size;
    const count = every === 0 ? 0 : Math.ceil(maxIterations / every) + 1;
    this.kept = Array.from({ length: count }, (_, f) => ({
      iteration: Math.min(f * every, maxIterations),
      values: new Float32Array(batch * size),
      objective: new Float32Array(batch),
    }));
  }

  /** Takes a mask [T, C] after some updates; the last one of a sequence fills all later frames too. */
  record(row: number, iteration: number, mask: Float32Array, objective: number, last: boolean): void {
    this.lastIteration = Math.max(this.lastIteration, iteration);
    for (const frame of this.kept) {
      if (frame.iteration !== iteration && !(last && frame.iteration > iteration)) continue;
      frame.values.set(
        mask.map((m) => 1 - m),
        row * this.size,
      );
      frame.objective[row] = objective;
    }
  }

  /** The frames up to the first that shows every sequence finished. */
  frames(): AttributionFrame[] {
    const end = this.kept.findIndex((frame) => frame.iteration >= this.lastIteration);
    return end < 0 ? [] : this.kept.slice(0, end + 1);
  }
}
