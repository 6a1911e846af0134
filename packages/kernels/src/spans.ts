import type { Span } from './lane-view.ts';
import { ROWS_PER_PRODUCT } from './layout.ts';

/**
 * Divides steps into spans within which the same sequences take part; several steps only when all `count` do, because
 * their rows then follow each other in memory.
 *
 * @param active how many sequences, from the first, take part in a step
 */
export function spansOf(steps: number, count: number, active: (t: number) => number): Span[] {
  const most = Math.max(1, Math.floor(ROWS_PER_PRODUCT / count));
  const spans: Span[] = [];
  let from = 0;
  while (from < steps) {
    const rows = active(from);
    let to = from + 1;
    if (rows === count) while (to < steps && to - from < most && active(to) === count) to++;
    if (rows > 0) spans.push({ from, to, rows });
    from = to;
  }
  return spans;
}

/** The spans of sequences with the given lengths, longest first. */
export function spansOfLengths(steps: number, count: number, lengths: readonly number[] | undefined): Span[] {
  if (!lengths) return spansOf(steps, count, () => count);
  let rows = count;
  return spansOf(lengths[0], count, (t) => {
    while (rows > 0 && lengths[rows - 1] <= t) rows--;
    return rows;
  });
}
