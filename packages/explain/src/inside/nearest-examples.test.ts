import { describe, expect, it } from 'vitest';
import { nearestExamples } from './nearest-examples.ts';

const examples = [
  { record: 'a', symbol: 'N' },
  { record: 'b', symbol: 'V' },
  { record: 'c', symbol: 'V' },
  { record: 'd', symbol: 'N' },
];
/** In a space of two units: 5, 1, 2 and 0 from the origin. */
const known = { examples, states: Float32Array.of(3, 4, 1, 0, 0, 2, 0, 0), width: 2 };
const origin = { states: Float32Array.of(0, 0), batch: 1, width: 2 };

describe('known sequences around one', () => {
  it('are in the order of their distance, by classes too, and vote', () => {
    const { ordered, ofClasses, votes, voting } = nearestExamples(known, origin);
    expect(ordered.map(({ example, distance }) => [example.record, distance])).toEqual([
      ['d', 0],
      ['b', 1],
      ['c', 2],
      ['a', 5],
    ]);
    expect(ofClasses.map(({ example }) => example.record)).toEqual(['d', 'b']);
    expect(votes).toEqual([
      { symbol: 'N', count: 2 },
      { symbol: 'V', count: 2 },
    ]);
    expect(voting).toBe(4);
  });

  it('leave out the sequence itself', () => {
    const { ordered, votes } = nearestExamples(known, origin, ({ record }) => record === 'd');
    expect(ordered.map(({ example }) => example.record)).toEqual(['b', 'c', 'a']);
    expect(votes[0]).toEqual({ symbol: 'V', count: 2 });
    expect(nearestExamples({ ...known, examples: [], states: new Float32Array() }, origin).ordered).toEqual(
      [],
    );
  });

  it('of another width are refused', () => {
    expect(() => nearestExamples(known, { ...origin, width: 1 })).toThrow(/same width/);
  });
});
