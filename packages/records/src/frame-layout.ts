/** How samples of several signals take turns: a frame holds the samples of one instant, signal by signal. */
export interface FrameLayout {
  /** Per signal, how many samples of it a frame holds. */
  readonly samplesPerFrame: readonly number[];
  /** Per signal, its first place in a frame. */
  readonly starts: readonly number[];
  /** Samples of a frame. */
  readonly size: number;
}

/** Takes samples of the signal `wanted[index]`, the first of them `at` samples after the start of the range; the block is reused. */
export type TakeBlock = (index: number, block: Int32Array, at: number) => void;

export function frameLayout(samplesPerFrame: readonly number[]): FrameLayout {
  let size = 0;
  const starts = samplesPerFrame.map((count) => {
    size += count;
    return size - count;
  });
  return { samplesPerFrame, starts, size };
}

/**
 * Hands out the samples of whole frames to the signals they belong to.
 *
 * @param frames samples as they take turns
 * @param wanted the signals asked for
 * @param at frames between the start of the range and these
 * @param scratch at least as long as `frames`
 */
export function dealFrames(
  layout: FrameLayout,
  frames: Int32Array,
  wanted: readonly number[],
  at: number,
  scratch: Int32Array,
  take: TakeBlock,
): void {
  const { size, starts, samplesPerFrame } = layout;
  const count = frames.length / size;
  wanted.forEach((signal, index) => {
    const each = samplesPerFrame[signal];
    if (each === size) {
      take(index, frames, at * each);
      return;
    }
    const block = scratch.subarray(0, count * each);
    for (let k = 0; k < each; k++) {
      for (let i = k, from = starts[signal] + k; i < block.length; i += each, from += size)
        block[i] = frames[from];
    }
    take(index, block, at * each);
  });
}
