import { BEAT_SYMBOLS } from '@saliogram/records';
import { describe, expect, it } from 'vitest';
import { BEAT_LABELS, fullLabelText, labelOf, labelText } from './labels.ts';

describe('labels', () => {
  it('name what a symbol stands for, and V is never fibrillation', () => {
    expect(labelText('V')).toBe('premature ventricular contraction (V)');
    expect(labelText('/')).toBe('paced beat (/)');
    expect(labelText('r')).toBe('R-on-T premature ventricular contraction (r)');
    expect(fullLabelText('L')).toBe(
      'left bundle branch block beat (L), AAMI N: normal or bundle branch block beat',
    );
  });

  it('put the beats of the standard into the classes of EC57 table 3 (de Chazal 2004, table I)', () => {
    const symbolsOf = (aami: string): string =>
      BEAT_LABELS.filter((label) => label.aami === aami)
        .map(({ symbol }) => symbol)
        .toSorted()
        .join('');
    expect(symbolsOf('N')).toBe('BLNRej');
    expect(symbolsOf('S')).toBe('AJSan');
    expect(symbolsOf('V')).toBe('EVr');
    expect(symbolsOf('F')).toBe('F');
    expect(symbolsOf('Q')).toBe('/?Qf');
    expect(symbolsOf('')).toBe('');
  });

  it('cover every beat symbol once, and say so of what they do not know', () => {
    expect(new Set(BEAT_LABELS.map(({ symbol }) => symbol))).toEqual(new Set(BEAT_SYMBOLS));
    expect(BEAT_LABELS.length).toBe(BEAT_SYMBOLS.size);
    expect(labelOf('7')).toEqual({ symbol: '7', name: 'digit 7', aami: '' });
    expect([labelText('7'), labelText('PVC'), labelText('V')]).toEqual([
      'digit 7',
      'class PVC',
      'premature ventricular contraction (V)',
    ]);
    expect(labelText('')).toBe('no label');
  });
});
