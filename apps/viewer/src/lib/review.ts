import type { AppState, BlindReading, Review, Work } from './app-state.ts';

/** What the reader decided of the beat at `peak`; undefined where nothing yet. */
export function reviewOf(work: Work, peak: number): Review | undefined {
  return work.reviews.find((review) => review.peak === peak);
}

/** The label the reader gave the beat at `peak` before the model's was shown; undefined where none. */
export function blindReadingOf(work: Work, peak: number): BlindReading | undefined {
  return work.blindReadings.find((reading) => reading.peak === peak);
}

/**
 * Whether the labels and the explanation of the beat at `peak` may be shown: always outside blind mode, and within it
 * once the reader has given a label.
 */
export function isRevealed({ settings, work }: Pick<AppState, 'settings' | 'work'>, peak: number): boolean {
  return !settings.blind || blindReadingOf(work, peak) !== undefined;
}

/** The label the reader stands by: the decision's, else the blind reading's, else none (empty). */
export function readerSymbol(work: Work, peak: number): string {
  return reviewOf(work, peak)?.symbol || (blindReadingOf(work, peak)?.symbol ?? '');
}

/** `work` with this decision in place of an earlier one on the same beat; reviews stay in order of time. */
export function withReview(work: Work, review: Review): Work {
  const others = work.reviews.filter(({ peak }) => peak !== review.peak);
  return { ...work, reviews: [...others, review].toSorted((a, b) => a.peak - b.peak) };
}

/** `work` with a first reading; one that is there stays, since what was seen after it cannot be unseen. */
export function withBlindReading(work: Work, reading: BlindReading): Work {
  if (blindReadingOf(work, reading.peak)) return work;
  return { ...work, blindReadings: [...work.blindReadings, reading].toSorted((a, b) => a.peak - b.peak) };
}

/** A decision in words, as `changed to V: wide QRS`; `unread` where there is none. */
export function reviewText(review: Review | undefined): string {
  if (!review) return 'unread';
  const label =
    review.symbol === '' ? '' : review.decision === 'changed' ? ` to ${review.symbol}` : ` ${review.symbol}`;
  return `${review.decision}${label}${review.reason === '' ? '' : `: ${review.reason}`}`;
}

/** The peaks whose decisions differ between two states of the work, with both, in order of time. */
export function changedReviews(
  before: Work,
  after: Work,
): readonly { peak: number; before: Review | undefined; after: Review | undefined }[] {
  const peaks = new Set([...before.reviews, ...after.reviews].map(({ peak }) => peak));
  return [...peaks]
    .toSorted((a, b) => a - b)
    .map((peak) => ({ peak, before: reviewOf(before, peak), after: reviewOf(after, peak) }))
    .filter((change) => change.before !== change.after);
}
