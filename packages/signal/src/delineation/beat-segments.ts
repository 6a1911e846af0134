import type { DelineatedBeat } from './wave.ts';

/** The named segments of a beat, in the order of time; `rest` is what lies before the P and after the T wave. */
export const SEGMENT_NAMES = ['P', 'PR', 'QRS', 'ST', 'T', 'rest'] as const;
/** A named segment of a beat. */
export type SegmentName = (typeof SEGMENT_NAMES)[number];

/** A stretch of a beat's window. */
export interface BeatSegment {
  readonly name: SegmentName;
  /** Samples from the start of the window. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/**
 * The segments of a delineated beat inside a window, which they cover without gap or overlap.
 *
 * P, QRS and T reach from onset to offset; PR is what lies between P and QRS, ST between QRS and T, and `rest` all else:
 * before the P wave (before the QRS complex where there is none), after the T wave (after the QRS complex where there is
 * none), and the whole window of a beat without a QRS complex.
 *
 * @param window first and last sample (exclusive) of the window, numbered as the beat's points are
 * @returns ascending; a segment outside the window is left out, one that reaches beyond it is cut
 */
export function beatSegments(
  { p, qrs, t }: DelineatedBeat,
  window: { readonly from: number; readonly to: number },
): BeatSegment[] {
  const edges: { name: SegmentName; to: number }[] = [];
  if (p && qrs) {
    edges.push(
      { name: 'rest', to: p.onset },
      { name: 'P', to: Math.min(p.offset + 1, qrs.onset) },
      { name: 'PR', to: qrs.onset },
    );
  } else if (qrs) {
    edges.push({ name: 'rest', to: qrs.onset });
  }
  if (qrs) edges.push({ name: 'QRS', to: qrs.offset + 1 });
  if (qrs && t) edges.push({ name: 'ST', to: t.onset }, { name: 'T', to: t.offset + 1 });
  edges.push({ name: 'rest', to: window.to });
  const segments: BeatSegment[] = [];
  let from = window.from;
  for (const { name, to } of edges) {
    const end = Math.min(window.to, Math.max(from, to));
    if (end > from) segments.push({ name, from: from - window.from, to: end - window.from });
    from = end;
  }
  return segments;
}
