import { describe, expect, it } from 'vitest';
import { classStrip, runsOf } from './class-strip.ts';
import { stepScale } from './layout.ts';
import { classColour } from './palette.ts';

const classes = [
  { symbol: 'N', name: 'Normal' },
  { symbol: 'V', name: 'Premature ventricular contraction' },
];

describe('class strip', () => {
  it('finds runs that cover every step once', () => {
    expect(runsOf([0, 0, 1, 0])).toEqual([
      { from: 0, to: 2, value: 0 },
      { from: 2, to: 3, value: 1 },
      { from: 3, to: 4, value: 0 },
    ]);
    expect(runsOf([])).toEqual([]);
  });

  it('shows class by place, colour, hatch and letter', () => {
    const box = { x: 0, y: 0, width: 100, height: 10 };
    const { markup } = classStrip([0, 0, 0, 1, 1], classes, stepScale(5, box), box);
    expect(markup).toContain(`<rect x="0" y="0" width="60" height="10" fill="${classColour(0)}"`);
    expect(markup).toContain(`<rect x="60" y="0" width="40" height="10" fill="${classColour(1)}"`);
    expect(markup.match(/>[NV]</g)).toEqual(['>N<', '>V<']);
    expect(markup).toContain('stroke-opacity');
  });

  it('leaves out letters that do not fit', () => {
    const box = { x: 0, y: 0, width: 20, height: 10 };
    expect(classStrip([0, 1, 0], classes, stepScale(3, box), box).markup).not.toContain('<text');
  });
});
