import type { Beats, Sheet } from './app-state.ts';

/** What the choice hangs on. */
export interface NextImages {
  readonly beats: Pick<Beats, 'count' | 'probabilities'>;
  readonly sheet: Sheet;
  /** The image that is looked at; null for none. */
  readonly chosen: number | null;
  /** K. */
  readonly classes: number;
}

/**
 * The images to classify next, at most `most`: the one that is looked at, then those on the sheet, then those behind the
 * sheet and from the start again, where the rest is wanted; none where all is done.
 */
export function nextImages({ beats, sheet, chosen, classes }: NextImages, most: number): number[] {
  const { count, probabilities } = beats;
  const isOpen = (image: number): boolean => image < count && !(probabilities[image * classes] >= 0);
  const first = new Set([...(chosen === null ? [] : [chosen]), ...sheet.numbers].filter(isOpen));
  if (first.size > 0) return [...first].slice(0, most);
  const next: number[] = [];
  if (!sheet.isRestWanted) return next;
  const start = sheet.numbers.at(-1) ?? 0;
  for (let i = 0; i < count && next.length < most; i++) {
    const image = (start + i) % count;
    if (isOpen(image)) next.push(image);
  }
  return next;
}
