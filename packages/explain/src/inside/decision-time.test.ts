import { describe, expect, it } from 'vitest';
import { decisionTime } from './decision-time.ts';

describe('decision time', () => {
  it('is the last change of the class that is held (by hand)', () => {
    expect(decisionTime([0, 1, 1, 0, 2, 2])).toEqual({ step: 4, classIndex: 2, changes: 3, before: 0 });
    expect(decisionTime([1, 1, 1])).toEqual({ step: 0, classIndex: 1, changes: 0, before: -1 });
    expect(decisionTime([2])).toEqual({ step: 0, classIndex: 2, changes: 0, before: -1 });
  });
});
