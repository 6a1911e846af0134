import type { AuditEntry, Work } from './app-state.ts';
import { changedReviews, reviewText } from './review.ts';

/** Who did something, when, and whose label stood there. */
export type AuditContext = Pick<AuditEntry, 'at' | 'reader' | 'model'>;

/** One entry per beat whose decision differs between `before` and `after`; undo is told like any other action. */
export function auditEntries(
  action: string,
  before: Work,
  after: Work,
  context: AuditContext,
): readonly AuditEntry[] {
  return changedReviews(before, after).map((change) => ({
    ...context,
    action,
    peak: change.peak,
    before: reviewText(change.before),
    after: reviewText(change.after),
  }));
}
