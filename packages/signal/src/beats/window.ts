/** Which samples around an R peak make a beat: from `peak - before` up to `peak + after` (exclusive). */
export interface BeatWindow {
  /** Samples before the peak. */
  readonly before: number;
  /** Samples from the peak on, the peak among them. */
  readonly after: number;
}

/**
 * Copies the `before + after` samples around `peak` to `out` from `offset` on.
 *
 * @returns false, with `out` unchanged, when the window leaves the signal or holds a value that is not finite
 */
export function cutBeat(
  signal: Float32Array,
  peak: number,
  window: BeatWindow,
  out: Float32Array,
  offset: number,
): boolean {
  const from = peak - window.before;
  const to = peak + window.after;
  if (!(from >= 0 && to <= signal.length)) return false;
  for (let i = from; i < to; i++) if (!Number.isFinite(signal[i])) return false;
  out.set(signal.subarray(from, to), offset);
  return true;
}
