import { describe, expect, it } from 'vitest';
import { textWidth, wrap } from './text.ts';

describe('text', () => {
  it('measures with the advance widths of DejaVu Sans: "Wi" is 0.99 + 0.28 em (its hmtx table)', () => {
    expect(textWidth('Wi', 100)).toBeCloseTo(127, 6);
  });

  it('breaks lines at the width and keeps a number with its word', () => {
    const lines = wrap('Occlusion, width 10', 70, 10);
    expect(lines).toEqual(['Occlusion,', 'width\u00a010']);
    for (const line of lines) expect(textWidth(line, 10)).toBeLessThanOrEqual(70);
  });
});
