import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readAnnotations } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { describe, expect, it } from 'vitest';
import { DS1, DS2, PACED_RECORDS } from '../splits/de-chazal.ts';
import { AAMI_CLASSES, CLASS_OF_SYMBOL } from './classes.ts';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../../../../shared/data');
const folder = join(data, 'mitdb');

describe('AAMI classes', () => {
  it('take every beat symbol of MIT-BIH to the class that EC57 has it in, escape beats to N', () => {
    const classOf = (symbols: string): string[] => [
      ...new Set(
        symbols.split('').map((symbol) => AAMI_CLASSES[CLASS_OF_SYMBOL.aami.get(symbol) ?? -1].symbol),
      ),
    ];
    expect(classOf('NLRej')).toEqual(['N']);
    expect(classOf('AaJS')).toEqual(['S']);
    expect(classOf('VE')).toEqual(['V']);
    expect(classOf('F')).toEqual(['F']);
    expect(classOf('/fQ')).toEqual(['Q']);
    expect(CLASS_OF_SYMBOL.aami.has('!')).toBe(false);
    expect(CLASS_OF_SYMBOL.aami.has('+')).toBe(false);
  });
});

describe.skipIf(!existsSync(folder))('AAMI classes (needs MIT-BIH)', () => {
  // Counted by an independent reader of the annotation files; their sums equal the tables of the database's directory.
  it.each([
    ['DS1', DS1, [45_866, 944, 3788, 415, 8]],
    ['DS2', DS2, [44_259, 1837, 3221, 388, 7]],
    ['the paced records', PACED_RECORDS, [506, 0, 227, 0, 8028]],
  ])('have the beats of %s', async (_, records, expected) => {
    const counts = AAMI_CLASSES.map(() => 0);
    for (const record of records) {
      for (const { symbol } of await readAnnotations(directoryStore(folder), record)) {
        const label = CLASS_OF_SYMBOL.aami.get(symbol);
        if (label !== undefined) counts[label]++;
      }
    }
    expect(counts).toEqual(expected);
  });
});
