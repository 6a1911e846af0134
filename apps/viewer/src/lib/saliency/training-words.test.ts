import { describe, expect, it } from 'vitest';
import { beatOfExample, fartherSentence, placeOfExample, votesSentence } from './training-words.ts';

const example = { record: '119', sample: 4452, symbol: 'V' };
const near = (symbol: string, distance: number) => ({ example: { ...example, symbol }, distance });

describe('training examples in words', () => {
  it('are found in the open recording by its name and their place', () => {
    const open = { name: '119', samplingFrequency: 360, peaks: Int32Array.of(100, 4440, 9000) };
    expect(beatOfExample(example, 360, open)).toBe(1);
    expect(beatOfExample({ ...example, sample: 4500 }, 360, open)).toBeNull();
    expect(beatOfExample(example, 360, { ...open, name: '100' })).toBeNull();
    expect(beatOfExample(example, 360, { ...open, samplingFrequency: 250 })).toBeNull();
    expect(placeOfExample(example, 360)).toBe('record 119 at 0:12.3');
    expect(placeOfExample({ record: 'mnist', sample: 7, symbol: '3' }, null)).toBe('image 7 of mnist');
  });

  it('vote, and say how far another class lies', () => {
    const votes = [
      { symbol: 'V', count: 18 },
      { symbol: 'N', count: 2 },
    ];
    const found = { ordered: [], ofClasses: [], votes, voting: 20 };
    expect(votesSentence(found, 200, 'beats')).toBe('Of the 20 nearest of 200 training beats 18 are V, 2 N.');
    const classes = [near('V', 2), near('N', 5), near('L', 0)];
    expect(fartherSentence(classes, 'V', 'N')).toBe('The nearest N lies 2.5 times as far as the nearest V.');
    expect(fartherSentence(classes, 'N', 'V')).toBe(
      'The nearest V lies nearer than any N: at 0.40 of its distance.',
    );
    expect([fartherSentence(classes, 'V', 'R'), fartherSentence(classes, 'V', 'L')]).toEqual([null, null]);
  });
});
