import { beatSegments } from '../delineation/beat-segments.ts';
import type { DelineatedBeat } from '../delineation/wave.ts';

/** Stretches of a beat's window, in the order of time: its segments, and what lies before and after them. */
export const BEAT_STRETCHES = ['before', 'P', 'PR', 'QRS', 'ST', 'T', 'after'] as const;
export type BeatStretch = (typeof BEAT_STRETCHES)[number];

/**
 * Which stretch of a delineated beat each point of time lies in.
 *
 * @param samples points in samples of the delineated lead, ascending, not necessarily whole, [N]
 * @returns index into {@link BEAT_STRETCHES}, [N]; -1 throughout for a beat without a QRS complex
 */
export function stretchesAt(beat: DelineatedBeat, samples: ArrayLike<number>): Int8Array {
  const stretches = new Int8Array(samples.length).fill(-1);
  const { qrs } = beat;
  if (qrs === null || samples.length === 0) return stretches;
  const from = Math.floor(samples[0]);
  const to = Math.ceil(samples[samples.length - 1]) + 1;
  for (const segment of beatSegments(beat, { from, to })) {
    const rest = segment.from + from < qrs.onset ? 'before' : 'after';
    const stretch = BEAT_STRETCHES.indexOf(segment.name === 'rest' ? rest : segment.name);
    for (let i = 0; i < samples.length; i++) {
      const place = Math.round(samples[i]) - from;
      if (place >= segment.from && place < segment.to) stretches[i] = stretch;
    }
  }
  return stretches;
}
