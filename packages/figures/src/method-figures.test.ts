import { describe, expect, it } from 'vitest';
import { agreementFigure } from './agreement-matrix.ts';
import { methodImagesFigure } from './method-images-figure.ts';
import { methodMapsFigure } from './method-maps-figure.ts';

const values = Float32Array.from({ length: 60 }, (_, t) => Math.sin(t / 4));
const heat = Float32Array.from({ length: 60 }, (_, t) => (t > 20 && t < 30 ? 1 : 0));
const layout = { steps: 60, samplingFrequency: 360, originStep: 20, unit: 'z-score' };
const agreement = {
  names: ['Occlusion & more', 'Random heat'],
  values: [
    [1, -0.123],
    [-0.123, NaN],
  ],
  quantity: 'rank correlation',
};

describe('methodMapsFigure', () => {
  const maps = [
    { title: 'Occlusion', details: ['62 % in the QRS'], heat },
    { title: 'Random heat', heat: null },
  ];
  const svg = methodMapsFigure({
    title: 'Beat <1>',
    maps,
    values,
    layout,
    waves: [{ name: 'QRS', from: 20, to: 30 }],
    agreement,
  });

  it('puts every method below the other, with its words and the waves through all', () => {
    expect(svg).toMatch(/^<svg [^]*<\/svg>$/);
    for (const text of ['Occlusion', '62\u00a0%', 'Random heat', 'QRS', 'Beat &lt;1&gt;'])
      expect(svg.replaceAll(' %', '\u00a0%')).toContain(text);
    expect(svg.match(/>nothing salient</g)).toHaveLength(1);
    // Lines at steps 20 and 30 of 60.
    const [, first, second] = /d="M([\d.]+) 52V[\d.]+M([\d.]+) 52V/.exec(svg) ?? [];
    expect(Number(second) - Number(first)).toBeCloseTo((760 - 206 - 14) / 6, 1);
    expect(svg).toContain('Heat of Occlusion, 62 % in the QRS; Random heat.');
  });

  it('has the matrix of agreement below them', () => {
    expect(svg).toContain('>−12<');
    expect(svg).toContain('>–<');
    expect(svg).toContain('>Occlusion &amp; more  1<');
    expect(agreementFigure({ ...agreement, title: 'Agreement' })).toContain(
      'Random heat and Occlusion &amp; more −12',
    );
  });

  it('draws images side by side, the image itself first', () => {
    const images = methodImagesFigure({
      title: 'Digit 7',
      maps: [...maps, ...maps, ...maps],
      values,
      layout: { rows: 6, columns: 10 },
    });
    expect(images).toContain('>Image<');
    expect(images.match(/>Occlusion</g)).toHaveLength(3);
    expect(images.match(/>nothing salient</g)).toHaveLength(3);
  });

  it('keeps thirty methods inside the figure', () => {
    const names = Array.from({ length: 30 }, (_, i) => `Method ${i}`);
    const svg30 = agreementFigure({
      title: 'Thirty',
      names,
      values: names.map(() => names.map(() => 0.5)),
      quantity: 'rank correlation',
    });
    const [, width] = /viewBox="0 0 (\d+)/.exec(svg30) ?? [];
    const rights = [...svg30.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
      ([, x, w]) => Number(x) + Number(w),
    );
    expect(Math.max(...rights)).toBeLessThanOrEqual(Number(width));
  });
});
