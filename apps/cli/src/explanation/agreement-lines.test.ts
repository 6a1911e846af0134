import { describe, expect, it } from 'vitest';
import { agreementLines } from './agreement-lines.ts';

const agreement = {
  methods: ['occlusion', 'lrp', 'random-heat'],
  rankCorrelation: [
    [1, 0.6, -0.1],
    [0.6, 1, NaN],
    [-0.1, NaN, 1],
  ],
  topOverlap: [],
};

describe('agreement of maps in lines', () => {
  it('is the matrix where there is room', () => {
    expect(agreementLines(agreement, Infinity)).toEqual([
      'agreement: rank correlation of each two maps over the steps, in hundredths',
      '                  1    2    3',
      '1  occlusion    100   60  -10',
      '2  lrp           60  100    -',
      '3  random-heat  -10    -  100',
    ]);
  });

  it('is a line for each map where there is not', () => {
    expect(agreementLines(agreement, 28).slice(1, -1)).toEqual([
      '             mean       most like',
      'occlusion      25   60  lrp',
      'lrp            60   60  occlusion',
      'random-heat   -10  -10  occlusion',
    ]);
  });
});
