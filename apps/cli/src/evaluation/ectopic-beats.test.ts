import { AAMI_CLASSES, MIT_BIH_CLASSES } from '@saliogram/datasets';
import { describe, expect, it } from 'vitest';
import { ectopicBeats } from './ectopic-beats.ts';

// Rows N, S, V, F, Q of the reference; by hand.
const confusion = [
  [900, 10, 20, 0, 0],
  [30, 60, 10, 0, 0],
  [5, 5, 90, 0, 0],
  [10, 0, 40, 0, 0],
  [1, 2, 3, 0, 0],
];

describe('ectopic beats by EC57', () => {
  it('have neither fusion nor unclassifiable beats counted against them', () => {
    const { veb, sveb } = ectopicBeats(confusion, AAMI_CLASSES)!;
    expect(veb.sensitivity).toMatchObject({ count: 90, of: 100 });
    // 20 of N and 10 of S are false; 40 of F and 3 of Q are passed over.
    expect(veb.positivePredictivity).toMatchObject({ count: 90, of: 120 });
    expect(sveb.sensitivity).toMatchObject({ count: 60, of: 100 });
    // 10 of N and 5 of V are false; 2 of Q are passed over.
    expect(sveb.positivePredictivity).toMatchObject({ count: 60, of: 75 });
  });

  it('are none of other classes', () => {
    expect(ectopicBeats(confusion, MIT_BIH_CLASSES)).toBeUndefined();
  });
});
