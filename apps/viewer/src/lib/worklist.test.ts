import { describe, expect, it } from 'vitest';
import { NO_BEATS } from './app-state.ts';
import type { Review } from './app-state.ts';
import {
  filterWorklist,
  predictedClass,
  readPeaks,
  reviewsByPeak,
  sortWorklist,
  worklistRows,
} from './worklist.ts';
import { summariseWorklist } from './worklist-summary.ts';

const symbols = ['N', 'V'];
const references = ['N', 'V', 'N', 'A'].map((symbol, i) => ({ sample: 360 * i, symbol, note: '' }));
// Beats at 0, 1, 2, 5 and 6 s; the model has not looked at the last, the fourth has an atrial premature reference.
const beats = {
  ...NO_BEATS,
  count: 5,
  peaks: Int32Array.of(0, 360, 720, 1800, 2160),
  referenceOf: Int32Array.of(0, 1, 2, 3, -1),
  probabilities: Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.125, 0.875, 1, 0),
  classified: 4,
};
const rows = worklistRows({ beats, references, symbols, samplingFrequency: 360 });
const order = (list: readonly { beat: number }[]): number[] => list.map(({ beat }) => beat);
const review = (peak: number, symbol: string): Review => ({ peak, decision: 'changed', symbol, reason: '' });

describe('worklist', () => {
  it('says of every beat what the model and the reference call it', () => {
    expect(rows[2]).toEqual({
      beat: 2,
      peak: 720,
      timeS: 2,
      reference: 'N',
      model: 'V',
      probability: 0.875,
      doubt: 0.125,
      disagrees: true,
      rrBeforeS: 1,
    });
    expect(rows[4]).toMatchObject({ reference: '', model: '', probability: NaN, disagrees: false });
    expect(predictedClass(beats, 4, 2)).toBe(-1);
  });

  it('begins with what deserves a look', () => {
    expect(order(sortWorklist(rows, 'time'))).toEqual([0, 1, 2, 3, 4]);
    expect(order(sortWorklist(rows, 'doubt'))).toEqual([1, 0, 2, 3, 4]);
    // Beat 3 is called N with certainty where the reference says A; beat 1 is a tie that went to N.
    expect(order(sortWorklist(rows, 'disagreement'))).toEqual([3, 2, 1, 0, 4]);
    expect(order(sortWorklist(rows, 'rarity'))).toEqual([2, 1, 0, 3, 4]);
  });

  it('keeps what either calls the class, and the unread', () => {
    const read = readPeaks({ reviews: [review(720, 'N')], blindReadings: [] });
    expect(order(filterWorklist(rows, { symbol: 'V', unreadOnly: false }, read))).toEqual([1, 2]);
    expect(order(filterWorklist(rows, { symbol: 'V', unreadOnly: true }, read))).toEqual([1]);
  });

  it('counts labels, burden and the longest interval', () => {
    const summary = summariseWorklist(
      rows,
      reviewsByPeak({ reviews: [review(720, 'A')], blindReadings: [] }),
    );
    expect(summary.counts).toEqual([
      { symbol: 'N', model: 3, reference: 2, reader: 0, burden: 0.75 },
      { symbol: 'V', model: 1, reference: 1, reader: 0, burden: 0.25 },
      { symbol: 'A', model: 0, reference: 1, reader: 1, burden: 0 },
    ]);
    expect(summary).toMatchObject({
      beats: 5,
      disagreements: 3,
      longestRr: { rrS: 3, beat: 3 },
      meanRate: 40,
    });
  });

  it('has nothing to say of a recording without beats', () => {
    const none = worklistRows({ beats: NO_BEATS, references, symbols, samplingFrequency: 360 });
    expect(none).toEqual([]);
    expect(summariseWorklist(none, new Map())).toMatchObject({ beats: 0, longestRr: null, meanRate: NaN });
  });
});
