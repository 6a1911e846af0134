import { describe, expect, it } from 'vitest';
import type { DisplayItem } from '../display-list.ts';
import { pdfDocument } from './pdf-document.ts';
import { readPdf } from './read-pdf.ts';
import type { ReadPdf } from './read-pdf.ts';

/** A page of 750 x 600 points, where a pixel is three quarters of a point. */
function pdf(items: readonly DisplayItem[]): ReadPdf {
  const about = { title: 'Page', producer: 'Saliogram', created: new Date('2026-11-23T10:20:30Z') };
  return readPdf(pdfDocument({ width: 1000, height: 800, description: '', items }, about));
}

describe('drawing on a PDF', () => {
  it('turns pixels from the upper left into points from the lower left', () => {
    const { width, height, operators } = pdf([
      {
        kind: 'line',
        points: [0, 800, 4, 0, NaN, NaN, 8, 8, 12, 8],
        style: { stroke: { colour: '#ff0000' }, width: 2, dash: [4, 2] },
      },
      {
        kind: 'clip',
        x: 40,
        y: 80,
        width: 400,
        height: 8,
        items: [
          {
            kind: 'rectangle',
            x: 4,
            y: 8,
            width: 40,
            height: 80,
            style: { fill: { colour: '#00ff00' }, opacity: 0.5 },
          },
        ],
      },
    ]);
    expect([width, height]).toEqual([750, 600]);
    // Without the dot behind a whole number.
    const drawn = operators.slice(operators.indexOf('q\n')).replaceAll(/\.(?=[\s\]])/g, '');
    expect(drawn.split('\n').join(' ')).toBe(
      [
        'q 1 0 0 RG 1.5 w [3 1.5] 0 d 0 0 m 3 600 l 6 594 m 9 594 l S Q',
        'q 30 540 300 -6 re W n q /GS1 gs 0 1 0 rg 3 594 30 -60 re f Q Q',
      ].join(' '),
    );
  });

  it('leaves out what has no colour, no letter or no point', () => {
    const { operators } = pdf([
      { kind: 'rectangle', x: 0, y: 0, width: 9, height: 9, style: {} },
      { kind: 'text', x: 0, y: 0, text: '', size: 9, ink: 'text' },
      { kind: 'line', points: [1, NaN, NaN, 2], style: { stroke: 'trace' } },
    ]);
    expect(operators).toBe(pdf([]).operators);
    const endless = { kind: 'line', points: [1, 2, Infinity, 3], style: { stroke: 'trace' } } as const;
    expect(() => pdf([endless])).toThrowError(/internal: Infinity/);
  });

  it('writes letters of Western Europe as they are, in the places they are meant for', () => {
    const codes = (from: number, to: number): string =>
      String.fromCharCode(...Array.from({ length: to - from + 1 }, (_, i) => from + i));
    const text = `${codes(0x20, 0x7e)}${codes(0xa1, 0xff)}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ`;
    const common = { kind: 'text', y: 200, size: 20 * (4 / 3), ink: 'text' } as const;
    const { written: read } = pdf([
      { ...common, text, x: 100 },
      { ...common, text: 'Hi', x: 50, align: 'end', bold: true },
    ]);
    expect(read[0]).toEqual({ text, font: 'Helvetica', x: 75, y: 450 });
    // It ends at 37.5 pt. Helvetica-Bold.afm: H 722, i 278, so that it is as wide as its size, 20 pt.
    expect(read[1]).toEqual({ text: 'Hi', font: 'Helvetica-Bold', x: 17.5, y: 450 });
  });

  it('spells signs that its fonts do not have, and says which letter it cannot write', () => {
    const spelt: readonly (readonly [string, string])[] = [
      ['\u2212 0.5\u202fmV', '- 0.5 mV'],
      ['\u2265 3 \u03bcV \u2260 V', '>= 3 \u00b5V != V'],
      ['\u0394p, \u03bb, \u03c9', 'deltap, lambda, omega'],
      ['\u2191 for V, \u2193 for N', 'up for V, down for N'],
      // What the reader did with a beat: accepted, changed, flagged.
      ['\u2713 \u2192V \u2691', 'ok ->V flag'],
      ['Mu\u0308ller\t1', 'M\u00fcller 1'],
    ];
    const common = { kind: 'text', x: 0, y: 9, size: 9, ink: 'text' } as const;
    const { written } = pdf(spelt.map(([text]) => ({ ...common, text })));
    expect(written.map(({ text }) => text)).toEqual(spelt.map(([, text]) => text));
    expect(() => pdf([{ ...common, text: 'Łukasz' }])).toThrowError(/got the letter Ł in "Łukasz"/);
  });
});
