import { describe, expect, it } from 'vitest';
import { intervalsFigure } from './intervals-figure.ts';

const figure = {
  title: 'Differences',
  rows: [{ label: 'mask' }, { label: 'random', control: true }],
  panels: [
    {
      title: 'raw',
      quantity: 'fall',
      values: [{ estimate: 0.5, low: 0.25, high: 1 }, null],
      published: [0.75, null],
    },
  ],
};

describe('intervals figure', () => {
  it('places dot, ends and published number on one scale from 0', () => {
    const svg = intervalsFigure(figure);
    // One panel: x from 190 + 10 to 190 + 550 - 10, for 0 to 1.
    const at = (value: number): number => 200 + value * 530;
    expect(svg).toContain(`<circle cx="${at(0.5)}"`);
    expect(svg).toMatch(new RegExp(`d="M${at(0.25)} [\\d.]+H${at(1)}`));
    expect(svg).toContain(`d="M${at(0.75)} `);
  });

  it('says what was not measured, in the picture and in its description', () => {
    const svg = intervalsFigure(figure);
    expect(svg).toContain('>not measured<');
    expect(svg).toContain('mask 0.5000 (0.2500 to 1.0000), random not measured.');
  });

  it('keeps zero in sight of negative differences', () => {
    const svg = intervalsFigure({
      title: 'd',
      rows: [{ label: 'a' }],
      panels: [{ title: 't', quantity: 'q', values: [{ estimate: -1, low: -2, high: -0.5 }] }],
    });
    expect(svg).toMatch(/>0</);
    expect(svg).toContain('>−2<');
  });
});
