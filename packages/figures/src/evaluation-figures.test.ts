import { describe, expect, it } from 'vitest';
import { placeMatrixFigure } from './place-matrix-figure.ts';
import { removalCurvesFigure } from './removal-curves-figure.ts';
import { scoreMatrixFigure } from './score-matrix-figure.ts';
import { textWidth } from './text.ts';

const interval = (estimate: number) => ({ estimate, low: estimate - 0.1, high: estimate + 0.1 });
const rows = [{ label: 'Occlusion' }, { label: 'Random heat', control: true }];

describe('scoreMatrixFigure', () => {
  const fills = (svg: string): (string | undefined)[] =>
    [...svg.matchAll(/<rect [^>]*height="29" fill="([^"]+)"/g)].map((match) => match[1]);

  it('colours the best of a column alike, whichever way is better', () => {
    const values = [interval(0.25), interval(-1.5)];
    const [higher, lower] = (['higher', 'lower'] as const).map((better) =>
      scoreMatrixFigure({ title: 't', rows, columns: [{ title: 'Score', better, values }] }),
    );
    expect(fills(higher ?? '')).toEqual(fills(lower ?? '').toReversed());
    expect(new Set(fills(higher ?? '')).size).toBe(2);
    expect(higher).toContain('>Score ↑<');
    expect(lower).toContain('>Score ↓<');
    for (const text of ['>.25<', '>.15; .35<', '>−1.50<', '>−1.60; −1.40<']) expect(higher).toContain(text);
  });

  it('gives no colour to what only describes, and a dash to what was not measured', () => {
    const column = { title: 'Gini', better: 'neither', values: [interval(0.25), null] } as const;
    const svg = scoreMatrixFigure({ title: 't', rows, columns: [column] });
    expect(fills(svg)).toEqual(['#ffffff']);
    expect(svg).toContain('>–<');
  });

  it('sets what may be best in bold', () => {
    const column = { title: 'Score', better: 'higher' as const, values: [interval(1), interval(0)] };
    const svg = scoreMatrixFigure({ title: 't', rows, columns: [{ ...column, mayBeBest: [true, false] }] });
    expect(svg).toMatch(/font-weight="bold"[^>]*>1\.00</);
    expect(svg).not.toMatch(/font-weight="bold"[^>]*>\.00</);
  });

  it('keeps leaning heads inside, and shortens those with an abbreviation', () => {
    const columns = Array.from({ length: 10 }, () => ({
      title: 'Cross-entropy after the removal of everything',
      better: 'higher' as const,
      values: [interval(1), interval(0)],
    }));
    const svg = scoreMatrixFigure({ title: 't', rows, columns });
    const ends = [...svg.matchAll(/rotate\(-45 ([\d.]+) [\d.]+\)/g)].map(
      ([, x]) => Number(x) + textWidth(`${columns[0]!.title} ↑`, 9) * Math.SQRT1_2,
    );
    expect(ends).toHaveLength(10);
    expect(Math.max(...ends)).toBeLessThan(760);
    const short = { ...columns[0]!, title: 'Cumulative prediction difference (CPD)' };
    expect(scoreMatrixFigure({ title: 't', rows, columns: [short] })).toContain('>CPD ↑<');
  });
});

describe('placeMatrixFigure', () => {
  const column = (title: string, places: (number | null)[]) => ({
    title,
    better: 'lower' as const,
    places,
    mayBeBest: places.map((place) => place === 1),
  });

  it('numbers the places, frames what may be best, and has a dash for what was not measured', () => {
    const svg = placeMatrixFigure({
      title: 't',
      rows,
      families: [
        { title: 'Faithfulness', columns: [column('Deletion area', [1, 2])] },
        { title: 'Stability', columns: [column('Sensitivity-max', [null, 1])] },
      ],
    });
    for (const text of ['>Deletion area ↓<', '>Faithfulness<', '>Stability<', '>1<', '>2<', '>–<'])
      expect(svg).toContain(text);
    expect(svg).toContain('Deletion area: Occlusion 1, Random heat 2. Sensitivity-max: Random heat 1.');
    const frames = [...svg.matchAll(/fill="none" stroke="#[0-9a-f]+" stroke-width="1.2"/g)];
    expect(frames).toHaveLength(2);
  });

  it('keeps many columns and their heads inside', () => {
    const columns = Array.from({ length: 20 }, () => column('Cross-entropy after removal', [1, 2]));
    const svg = placeMatrixFigure({
      title: 't',
      rows,
      families: [
        { title: 'One', columns: columns.slice(0, 12) },
        { title: 'Other', columns: columns.slice(12) },
      ],
    });
    const ends = [...svg.matchAll(/rotate\(-45 ([\d.]+) [\d.]+\)/g)].map(
      ([, x]) => Number(x) + textWidth('Cross-entropy after removal ↓', 9) * Math.SQRT1_2,
    );
    expect(ends).toHaveLength(20);
    expect(Math.max(...ends)).toBeLessThan(760);
  });
});

describe('removalCurvesFigure', () => {
  it('draws both curves of every method and says their areas', () => {
    const svg = removalCurvesFigure({
      shares: [0, 0.5, 1],
      lines: [
        { label: 'Occlusion', deletion: [1, 0.5, 0], insertion: [0, 1, 1] },
        { label: 'Random heat', control: true, deletion: [1, 1, 1], insertion: [0, 0, 1] },
      ],
    });
    // Trapezoids by hand: (1 + 0.5) / 4 + (0.5 + 0) / 4, and (0 + 1) / 4 + (1 + 1) / 4.
    expect(svg).toContain('Occlusion: area 0.500 under deletion, 0.750 under insertion.');
    expect(svg).toContain('Random heat: area 1.000 under deletion, 0.250 under insertion.');
    // Two curves and a line of the legend each.
    expect(svg.match(/stroke-width="1.8"/g)).toHaveLength(3);
    expect(svg.match(/stroke-dasharray="6 3"/g)).toHaveLength(3);
  });
});
