import { describe, expect, it } from 'vitest';
import { verdictOnChange, verdictOnExcess } from './verdict.ts';

const interval = (low: number, high: number) => ({ estimate: (low + high) / 2, low, high });

describe('verdicts', () => {
  it.each([
    [interval(0, 0), 0, undefined, 'no effect'],
    [interval(0, 0), 0.2, undefined, 'holds'],
    [interval(0.01, 0.05), 0.9, undefined, 'holds'],
    [interval(0.06, 0.2), 0.9, undefined, 'sensitive'],
    [interval(0.03, 0.2), 0.9, undefined, 'unclear'],
    [interval(0.06, 0.2), 0.9, interval(0.01, 0.1), 'shortcut'],
    [interval(0.06, 0.2), 0.9, interval(0, 0.1), 'as its control'],
    [interval(0.03, 0.2), 0.9, interval(0.01, 0.1), 'unclear'],
    [interval(NaN, NaN), 0, undefined, 'not measured'],
  ])('of a change %j, greatest %d, excess %j is %s', (changed, greatest, excess, word) => {
    expect(verdictOnChange(changed, greatest, excess)).toBe(word);
  });

  it('of a share beside a control goes by the excess', () => {
    expect(verdictOnExcess(interval(0.1, 0.2))).toBe('more than its control');
    expect(verdictOnExcess(interval(-0.2, 0))).toBe('no more than its control');
    expect(verdictOnExcess(interval(-0.2, 0.1))).toBe('unclear');
    expect(verdictOnExcess(interval(NaN, NaN))).toBe('not measured');
  });
});
