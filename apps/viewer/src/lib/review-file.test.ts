import { describe, expect, it } from 'vitest';
import { decodeWork, encodeWork } from './review-file.ts';

const kept = {
  work: {
    reviews: [{ peak: 90, decision: 'changed', symbol: 'V', reason: 'wide' }],
    blindReadings: [{ peak: 90, symbol: 'L', modelSymbol: 'N', referenceSymbol: '' }],
  },
  audit: [
    { at: '2026-01-01', reader: 'AB', action: 'change', peak: 90, before: '', after: 'V', model: 'f00' },
    { at: '2026-01-01', reader: 'AB', action: 'blind mode', peak: null, before: '', after: '', model: '' },
  ],
} as const;

describe('kept work', () => {
  it('comes back as it was', () => {
    expect(decodeWork(encodeWork(kept))).toEqual(kept);
  });

  it.each([
    ['', /is no JSON/],
    ['null', /got version undefined/],
    ['{"version":2}', /got version 2/],
    [encodeWork(kept).replace('"changed"', '"guessed"'), /got version 1 with other fields/],
    [encodeWork(kept).replace('"peak":90', '"peak":"90"'), /got version 1 with other fields/],
    ['{"version":1,"work":{"reviews":[null],"blindReadings":[]},"audit":[]}', /other fields/],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => decodeWork(text)).toThrow(
      expect.objectContaining({ code: 'file-corrupt', message: expect.stringMatching(message) }),
    );
  });
});
