let last = 0;

/** A number for a job of the explainer that no other job of this page has. */
export function nextJob(): number {
  return ++last;
}
