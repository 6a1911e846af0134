/**
 * Pairs detected with reference beats, one to one: in order of time distance, nearest first, each beat is used once.
 *
 * Ties go to the earlier detected beat, then to the earlier reference beat.
 *
 * @param detected sample numbers, ascending
 * @param reference sample numbers, ascending
 * @param toleranceSamples the largest distance of a pair; 150 ms by the convention of EC57
 * @returns for each detected beat, the index of its reference beat, or -1
 */
export function matchBeats(
  detected: ArrayLike<number>,
  reference: ArrayLike<number>,
  toleranceSamples: number,
): Int32Array {
  const pairs: { distance: number; d: number; r: number }[] = [];
  for (let d = 0, first = 0; d < detected.length; d++) {
    while (first < reference.length && reference[first] < detected[d] - toleranceSamples) first++;
    for (let r = first; r < reference.length && reference[r] <= detected[d] + toleranceSamples; r++) {
      pairs.push({ distance: Math.abs(reference[r] - detected[d]), d, r });
    }
  }
  pairs.sort((a, b) => a.distance - b.distance || a.d - b.d || a.r - b.r);
  const matches = new Int32Array(detected.length).fill(-1);
  const taken = new Uint8Array(reference.length);
  for (const { d, r } of pairs) {
    if (matches[d] >= 0 || taken[r]) continue;
    matches[d] = r;
    taken[r] = 1;
  }
  return matches;
}
