import { heatColour } from '@saliogram/figures';
import { describe, expect, it } from 'vitest';
import type { DisplayItem } from '../display-list.ts';
import { svgText } from './svg-text.ts';

const written = (items: readonly DisplayItem[], options?: Parameters<typeof svgText>[1]): string =>
  svgText({ width: 100, height: 50, description: 'a < b', items }, options);

describe('svgText', () => {
  it('lifts the pen at gaps and rounds to hundredths', () => {
    const points = [0, 1, 2, 3.14159, NaN, NaN, 5, 6, 7, 8];
    const svg = written([{ kind: 'line', points, style: { stroke: 'trace', width: 2, dash: [3, 1] } }]);
    expect(svg).toContain('d="M0 1L2 3.14M5 6L7 8"');
    expect(svg).toContain('stroke="#000000" stroke-width="2" stroke-dasharray="3 1"');
  });

  it('writes inks and heat in the colours of the theme', () => {
    const item = { kind: 'rectangle', x: 1, y: 2, width: 3, height: 4 } as const;
    expect(written([{ ...item, style: { fill: 'accent', opacity: 0.5 } }], { theme: 'light' })).toContain(
      '<rect x="1" y="2" width="3" height="4" fill="#0b5cad" opacity="0.5"/>',
    );
    expect(written([{ ...item, style: { fill: { heat: 0.5 } } }])).toContain(heatColour(0.5));
    expect(written([{ ...item, style: { fill: { heat: 0.5 } } }], { theme: 'dark' })).toContain(
      heatColour(0.5, 'dark'),
    );
    expect(written([{ ...item, style: { fill: { colour: '#123456' }, stroke: 'none' } }])).toContain(
      'fill="#123456"/>',
    );
  });

  it('escapes text, and draws none of it without ink', () => {
    const text = { kind: 'text', x: 1, y: 2, text: 'R & "S"', size: 10, align: 'end', bold: true } as const;
    const svg = written([
      { ...text, ink: 'text' },
      { ...text, text: 'unseen', ink: 'none' },
    ]);
    expect(svg).toContain('text-anchor="end" fill="#000000">R &amp; &quot;S&quot;</text>');
    expect(svg).not.toContain('unseen');
    expect(svg).toContain('<desc>a &lt; b</desc>');
  });

  it('gives every clip a name of its own', () => {
    const clip = { kind: 'clip', x: 0, y: 0, width: 9, height: 9 } as const;
    const svg = written([
      { ...clip, items: [{ ...clip, items: [] }] },
      { ...clip, items: [] },
    ]);
    expect([...svg.matchAll(/<clipPath id="([^"]+)"/g)].map((match) => match[1]).toSorted()).toEqual([
      'clip-1',
      'clip-2',
      'clip-3',
    ]);
  });

  it('is 25 mm wide for 100 px of which 4 are a millimetre', () => {
    expect(written([], { millimetresPerPx: 0.25 })).toContain(
      'width="25mm" height="12.5mm" viewBox="0 0 100 50"',
    );
  });
});
