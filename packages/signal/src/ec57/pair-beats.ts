/** What {@link pairBeats} reads of a beat. */
interface Beat {
  readonly sample: number;
}

/** The next step of a comparison: a pair, a beat that only one annotator has. */
export type Pairing = 'pair' | 'reference' | 'test';

/**
 * What the earliest of the beats not yet compared is, one to one, after the rule of EC57.
 *
 * Two beats within the window are a pair unless the later one has a neighbour at least as near to it, whose own
 * neighbour is not nearer still: then the earlier beat stays alone.
 *
 * @param reference the next two beats of the reference, `Infinity` where there are none
 * @param test the next two beats of the test annotator
 * @param window in samples; a distance equal to it is within
 */
export function nextPairing(
  reference: readonly [Beat, Beat],
  test: readonly [Beat, Beat],
  window: number,
): Pairing {
  const testIsEarlier = test[0].sample < reference[0].sample;
  const [early, late] = testIsEarlier ? [test, reference] : [reference, test];
  const alone = testIsEarlier ? 'test' : 'reference';
  if (late[0].sample - early[0].sample > window) return alone;
  const successorIsNearer = distance(early[1], late[0]) <= distance(early[0], late[0]);
  const successorHasNearer = distance(early[1], late[1]) < distance(early[1], late[0]);
  return successorIsNearer && !successorHasNearer ? alone : 'pair';
}

/** Of two beats that may be ends of their sequences: an end is infinitely far from anything. */
function distance(a: Beat, b: Beat): number {
  return a.sample === b.sample ? 0 : Math.abs(a.sample - b.sample);
}
