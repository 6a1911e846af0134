import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { timeScaleList, timeScaleText } from './time-scales.ts';

describe('time scales', () => {
  it('are read from scale:epochs and written the same way', () => {
    const scales = v.parse(timeScaleList(), '14:2,4:1');
    expect(scales).toEqual([14, 14, 4]);
    expect(timeScaleText(scales)).toBe('14:2,4:1');
  });

  it.each(['', '4', '4:', '4:8,', 'x:1', '4:8;2:4'])('refuse %j', (text) => {
    expect(v.safeParse(timeScaleList(), text).success).toBe(false);
  });
});
