let last = 0;

/** A number for a job of the explainer that no other job of this page has, so that cancelling one ends no other. */
export function nextJob(): number {
  return ++last;
}
