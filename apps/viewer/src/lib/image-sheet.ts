import { isDisagreement } from './jumps.ts';
import { verdictOf } from './beat-verdict.ts';
import type { VerdictState } from './beat-verdict.ts';

/** Which images the sheet shows: all, or of those that are classified so far some. */
export type SheetFilter = 'all' | 'disagreement' | 'doubt';

/** Numbers of the images that a filter leaves, in order; what blind mode hides is told by no filter. */
export function listedImages(state: VerdictState, filter: SheetFilter): readonly number[] {
  const all = Array.from({ length: state.beats.count }, (_, image) => image);
  if (filter === 'all' || state.settings.blind) return all;
  return all.filter((image) => {
    const verdict = verdictOf(state, image);
    return filter === 'doubt' ? verdict.isUncertain : isDisagreement(verdict);
  });
}

/** A move on the sheet. */
export type SheetMove =
  | 'image-back'
  | 'image-on'
  | 'row-back'
  | 'row-on'
  | 'sheet-back'
  | 'sheet-on'
  | 'first-image'
  | 'last-image';

/** Where a move from place `at` of `count` leads, on sheets of `columns` x `rows`; it stays within. */
export function movedOnSheet(
  move: SheetMove,
  at: number,
  { count, columns, rows }: { readonly count: number; readonly columns: number; readonly rows: number },
): number {
  const steps: Readonly<Record<SheetMove, number>> = {
    'image-back': -1,
    'image-on': 1,
    'row-back': -columns,
    'row-on': columns,
    'sheet-back': -columns * rows,
    'sheet-on': columns * rows,
    'first-image': -count,
    'last-image': count,
  };
  return Math.max(0, Math.min(count - 1, at + steps[move]));
}

/** How the labels of the images stand so far. */
export interface SheetCounts {
  readonly classified: number;
  readonly differing: number;
  readonly uncertain: number;
}

/** Counts over all images that are classified. */
export function sheetCounts(state: VerdictState): SheetCounts {
  let [classified, differing, uncertain] = [0, 0, 0];
  for (let image = 0; image < state.beats.count; image++) {
    const verdict = verdictOf(state, image);
    if (verdict.classIndex < 0) continue;
    classified++;
    if (verdict.agreement === 'differs' || verdict.agreement === 'outside') differing++;
    if (verdict.isUncertain) uncertain++;
  }
  return { classified, differing, uncertain };
}
