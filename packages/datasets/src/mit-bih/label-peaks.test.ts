import { describe, expect, it } from 'vitest';
import type { Annotation } from '@saliogram/records';
import { CLASS_OF_SYMBOL } from './classes.ts';
import { annotatedPeaks, labelPeaks } from './label-peaks.ts';

const at = (sample: number, symbol: string): Annotation => ({
  sample,
  symbol,
  code: 0,
  subtype: 0,
  channel: 0,
  num: 0,
  aux: '',
});
const classOf = CLASS_OF_SYMBOL['paper-5'];

describe('labelPeaks', () => {
  it('takes the reference beat within 150 ms (54 samples at 360 Hz) and no farther', () => {
    const annotations = [at(100, 'V'), at(500, 'L')];
    const { labels, reasons, missed } = labelPeaks([154, 555], annotations, classOf, 360);
    expect([...labels]).toEqual([3, -1]);
    expect(reasons[1]).toBe('no reference beat within 150 ms');
    expect(missed).toBe(1);
  });

  it('passes over annotations that are not beats, and names the symbol of beats outside the classes', () => {
    const annotations = [at(98, '+'), at(110, 'N'), at(300, 'A'), at(600, '!')];
    const { labels, reasons, missed } = labelPeaks([100, 302, 600], annotations, classOf, 360);
    expect([...labels]).toEqual([0, -1, -1]);
    expect(reasons.slice(1)).toEqual(['symbol A', 'no reference beat within 150 ms']);
    expect(missed).toBe(0);
  });

  it('gives one reference beat to one peak only', () => {
    const { labels, reasons } = labelPeaks([90, 105], [at(100, 'N')], classOf, 360);
    expect([...labels]).toEqual([-1, 0]);
    expect(reasons[0]).toBe('no reference beat within 150 ms');
  });
});

describe('annotatedPeaks', () => {
  it('merges classes under the preset paper-106484 only', () => {
    const annotations = ['N', 'f', 'Q', 'E', 'F', 'e', 'A', '~'].map((symbol, i) => at(i, symbol));
    expect([...annotatedPeaks(annotations, classOf).labels]).toEqual([0, -1, -1, -1, -1, -1, -1]);
    const merged = annotatedPeaks(annotations, CLASS_OF_SYMBOL['paper-106484']);
    expect([...merged.labels]).toEqual([0, 4, 4, 3, 3, 0, -1]);
  });
});
