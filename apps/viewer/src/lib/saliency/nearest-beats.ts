import type { Beats } from '../app-state.ts';

/** A beat and how far it lies from another. */
export interface Neighbour {
  /** Index of the beat. */
  readonly beat: number;
  /** Root mean square difference of the two inputs, in the input's unit. */
  readonly distance: number;
}

/**
 * The `count` beats of the recording whose inputs lie nearest to that of `beat`, nearest first, itself left out.
 *
 * One nearest neighbour on z-scored inputs classes MIT-BIH beats better than the network does when patients are mixed,
 * so a neighbour of another label is worth a look.
 */
export function nearestBeats(beats: Beats, beat: number, count: number): Neighbour[] {
  const size = beats.steps * beats.channels;
  const own = beats.inputs.subarray(beat * size, (beat + 1) * size);
  const nearest: Neighbour[] = [];
  for (let other = 0; other < beats.count; other++) {
    if (other === beat) continue;
    const most = nearest.length < count ? Infinity : nearest[nearest.length - 1].distance ** 2 * size;
    let sum = 0;
    for (let i = 0, at = other * size; i < size && sum < most; i++, at++)
      sum += (own[i] - beats.inputs[at]) ** 2;
    if (!(sum < most)) continue;
    nearest.push({ beat: other, distance: Math.sqrt(sum / size) });
    nearest.sort((a, b) => a.distance - b.distance);
    if (nearest.length > count) nearest.pop();
  }
  return nearest;
}
