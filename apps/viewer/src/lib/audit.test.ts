import { describe, expect, it } from 'vitest';
import { auditEntries } from './audit.ts';
import { blindReadingOf, isRevealed, readerSymbol, withBlindReading, withReview } from './review.ts';

const none = { reviews: [], blindReadings: [] };
const accepted = withReview(none, { peak: 90, decision: 'accepted', symbol: 'N', reason: '' });
const changed = withReview(accepted, { peak: 90, decision: 'changed', symbol: 'V', reason: 'wide QRS' });
const context = { at: '2026-01-02T03:04:05.000Z', reader: 'AB', model: 'f00' };

describe('review and its audit', () => {
  it('replaces a decision on the same beat and keeps the order of time', () => {
    const two = withReview(changed, { peak: 10, decision: 'flagged', symbol: '', reason: 'noise' });
    expect(two.reviews.map(({ peak, decision }) => [peak, decision])).toEqual([
      [10, 'flagged'],
      [90, 'changed'],
    ]);
  });

  it('tells before and after of every beat that changed, undo alike', () => {
    expect(auditEntries('change', accepted, changed, context)).toEqual([
      { ...context, action: 'change', peak: 90, before: 'accepted N', after: 'changed to V: wide QRS' },
    ]);
    expect(auditEntries('undo', accepted, none, context)).toEqual([
      { ...context, action: 'undo', peak: 90, before: 'accepted N', after: 'unread' },
    ]);
    expect(auditEntries('undo', changed, changed, context)).toEqual([]);
  });

  it('hides a beat in blind mode until it has a reading, which is final', () => {
    const settings = { pxPerMm: 4, theme: 'system', blind: true, reader: '', intervals: true } as const;
    const reading = { peak: 90, symbol: 'L', modelSymbol: 'N', referenceSymbol: 'N' };
    const read = withBlindReading(none, reading);
    expect(isRevealed({ settings, work: none }, 90)).toBe(false);
    expect(isRevealed({ settings: { ...settings, blind: false }, work: none }, 90)).toBe(true);
    expect(isRevealed({ settings, work: read }, 90)).toBe(true);
    expect(blindReadingOf(withBlindReading(read, { ...reading, symbol: 'V' }), 90)?.symbol).toBe('L');
    expect(readerSymbol(read, 90)).toBe('L');
    expect(readerSymbol({ ...read, reviews: changed.reviews }, 90)).toBe('V');
  });
});
