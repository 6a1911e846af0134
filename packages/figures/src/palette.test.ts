import { describe, expect, it } from 'vitest';
import { classColour, heatColour, imageHeatColour, inkOn, luminance, TRACE } from './palette.ts';

const contrast = (a: string, b: string): number => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

describe('palette', () => {
  it('knows luminance: white is 1, black 0, and #808080 0.2159 (WCAG 2, by hand)', () => {
    expect(luminance('#ffffff')).toBeCloseTo(1, 6);
    expect(luminance('#000000')).toBe(0);
    expect(luminance('#808080')).toBeCloseTo(0.2159, 4);
  });

  it('darkens steadily with heat, so that it reads in grey', () => {
    const steps = Array.from({ length: 101 }, (_, i) => luminance(heatColour(i / 100)));
    for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeLessThanOrEqual(steps[i - 1] + 1e-3);
    expect(heatColour(0)).toBe('#ffffff');
    expect(steps[0] - steps[100]).toBeGreaterThan(0.6);
  });

  it('keeps the trace at 4.5 : 1 or more on every heat', () => {
    for (let i = 0; i <= 100; i++) expect(contrast(TRACE, heatColour(i / 100))).toBeGreaterThan(4.5);
  });

  it('lightens steadily on a dark ground, and keeps a light trace at 4.5 : 1 or more', () => {
    const colours = Array.from({ length: 101 }, (_, i) => heatColour(i / 100, 'dark'));
    for (let i = 1; i <= 100; i++) {
      expect(luminance(colours[i])).toBeGreaterThanOrEqual(luminance(colours[i - 1]) - 1e-3);
    }
    for (const colour of colours) expect(contrast('#f2f4f8', colour)).toBeGreaterThan(4.5);
    expect(contrast(colours[0], colours[100])).toBeGreaterThan(3);
  });

  it('clamps heat outside [0, 1]', () => {
    expect(heatColour(-1)).toBe(heatColour(0));
    expect(imageHeatColour(2)).toBe(imageHeatColour(1));
  });

  it('has ten class colours, all different, with readable letters on them', () => {
    const colours = Array.from({ length: 10 }, (_, k) => classColour(k));
    expect(new Set(colours).size).toBe(10);
    for (const colour of colours) expect(contrast(colour, inkOn(colour))).toBeGreaterThan(4.5);
  });
});
