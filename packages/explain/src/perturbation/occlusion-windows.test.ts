import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { occlusionWindows } from './occlusion-windows.ts';
import type { OcclusionWindow } from './occlusion-windows.ts';

function coverage(steps: number, windows: readonly OcclusionWindow[]): number[] {
  const counts = Array.from({ length: steps }, () => 0);
  for (const window of windows)
    for (const { from, to } of window) for (let t = from; t < to; t++) counts[t]++;
  return counts;
}

describe('occlusion windows', () => {
  it('hang over the ends, or stay inside (by hand)', () => {
    const spans = (options: object): string[] =>
      occlusionWindows(5, options).map((w) => w.map((r) => `${r.from}-${r.to}`).join(' '));
    expect(spans({ width: 3 })).toEqual(['0-1', '0-2', '0-3', '1-4', '2-5', '3-5', '4-5']);
    expect(spans({ width: 3, edges: 'inside' })).toEqual(['0-3', '1-4', '2-5']);
    expect(spans({ width: 2, stride: 2, edges: 'inside' })).toEqual(['0-2', '2-4', '3-5']);
    expect(spans({ width: 2, runs: { count: 2, spacing: 2 }, edges: 'inside' })).toEqual([
      '0-2 2-4',
      '1-3 3-5',
    ]);
  });

  it('of the paper: width 10 over 216 steps', () => {
    expect(occlusionWindows(216, { width: 10, edges: 'inside' })).toHaveLength(207);
    expect(new Set(coverage(216, occlusionWindows(216)))).toEqual(new Set([10]));
  });

  it('make a 5 x 5 block of MNIST from 5 runs of 5 at stride 28', () => {
    const blocks = { rows: 5, columns: 5, rowLength: 28 };
    const inside = occlusionWindows(784, { blocks, edges: 'inside' });
    expect(inside).toHaveLength(24 * 24);
    expect(inside[0]).toEqual([0, 28, 56, 84, 112].map((from) => ({ from, to: from + 5 })));
    const all = occlusionWindows(784, { blocks });
    expect(all).toHaveLength(32 * 32);
    expect(new Set(coverage(784, all))).toEqual(new Set([25]));
    for (const { from, to } of all.flat()) expect(Math.floor(from / 28)).toBe(Math.floor((to - 1) / 28));
    // The literal runs do run on into the next line.
    const literal = occlusionWindows(784, { width: 5, runs: { count: 5, spacing: 28 }, edges: 'inside' });
    expect(literal[26].map(({ from, to }) => [from, to])[0]).toEqual([26, 31]);
  });

  it('cover every step, equally when they overhang and the stride divides the width', () => {
    const geometry = fc.record({
      steps: fc.integer({ min: 1, max: 60 }),
      width: fc.integer({ min: 1, max: 12 }),
      stride: fc.integer({ min: 1, max: 12 }),
      count: fc.integer({ min: 1, max: 3 }),
      gap: fc.integer({ min: 0, max: 6 }),
      edges: fc.constantFrom<'overhang' | 'inside'>('overhang', 'inside'),
    });
    fc.assert(
      fc.property(geometry, ({ steps, width, stride, count, gap, edges }) => {
        const spacing = width + gap;
        fc.pre(stride <= width && (edges === 'overhang' || width <= steps));
        // Whole windows with gaps may miss steps between their runs, which is refused (below).
        fc.pre(edges === 'overhang' || count === 1);
        const windows = occlusionWindows(steps, { width, stride, edges, runs: { count, spacing } });
        const counts = coverage(steps, windows);
        expect(Math.min(...counts)).toBeGreaterThan(0);
        if (edges === 'overhang' && width % stride === 0) {
          expect(counts.every((n) => n === (count * width) / stride)).toBe(true);
        }
        for (const window of windows) {
          expect(window.length).toBeGreaterThan(0);
          window.forEach(({ from, to }, i) => {
            expect(from).toBeGreaterThanOrEqual(i === 0 ? 0 : window[i - 1].to);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(steps);
          });
        }
      }),
      { seed: 1 },
    );
  });

  it('are refused when they cannot cover, overlap themselves, or do not fit', () => {
    expect(() => occlusionWindows(20, { width: 3, stride: 4 })).toThrow('got stride 4 with windows of 3');
    expect(() => occlusionWindows(20, { width: 5, runs: { count: 2, spacing: 4 } })).toThrow('got spacing 4');
    expect(() => occlusionWindows(5, { width: 6, edges: 'inside' })).toThrow('got a window of 6 over 5');
    expect(() => occlusionWindows(30, { blocks: { rows: 2, columns: 2, rowLength: 7 } })).toThrow(
      'lines of 7 for 30',
    );
    expect(() => occlusionWindows(30, { width: 0 })).toThrow('got width 0');
    const apart = { width: 1, runs: { count: 2, spacing: 3 }, edges: 'inside' } as const;
    expect(() => occlusionWindows(5, apart)).toThrow('leave step 2 of 5 uncovered');
  });
});
