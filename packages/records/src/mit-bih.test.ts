import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BEAT_SYMBOLS } from './annotation-codes.ts';
import { encodeAnnotations } from './encode-annotations.ts';
import { directoryStore } from './node/directory-store.ts';
import { decodeAnnotations } from './decode-annotations.ts';
import { readAnnotations } from './read-annotations.ts';
import { openRecord } from './record.ts';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../../../shared/data');
const folder = join(data, 'mitdb');

// The database's own totals (mitdbdir/tables.htm): 112,647 annotations, 109,494 of them beats.
const TOTALS: Record<string, number> = {
  N: 75052,
  L: 8075,
  R: 7259,
  V: 7130,
  '/': 7028,
  A: 2546,
  '+': 1291,
  f: 982,
  F: 803,
  '~': 616,
  '!': 472,
  '"': 437,
  j: 229,
  x: 193,
  a: 150,
  '|': 132,
  E: 106,
  J: 83,
  Q: 33,
  e: 16,
  '[': 6,
  ']': 6,
  S: 2,
};

describe.skipIf(!existsSync(folder))('MIT-BIH Arrhythmia Database (needs MIT-BIH)', () => {
  const store = directoryStore(folder);
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.hea'))
        .map((file) => file.slice(0, -4))
    : [];

  it('decodes all 48 records with the right checksums and initial values', async () => {
    expect(names).toHaveLength(48);
    for (const name of names) {
      const record = await openRecord(store, name);
      expect(record).toMatchObject({ samplingFrequency: 360, sampleCount: 650000 });
      expect(record.signals.every((signal) => signal.checksum !== undefined)).toBe(true);
      await record.verify();
    }
  });

  it('finds the leads by name', async () => {
    const leads = await Promise.all(names.map(async (name) => (await openRecord(store, name)).leads));
    expect(names.filter((_, i) => leads[i][0] !== 'MLII')).toEqual(['102', '104', '114']);
    expect(leads[names.indexOf('114')]).toEqual(['V5', 'MLII']);
    expect(leads[names.indexOf('102')]).toEqual(['V5', 'V2']);
  });

  it('reads every annotation, and writes it so that it is read the same', async () => {
    const counts: Record<string, number> = {};
    for (const name of names) {
      const annotations = await readAnnotations(store, name);
      for (const { symbol } of annotations) counts[symbol] = (counts[symbol] ?? 0) + 1;
      expect(decodeAnnotations(encodeAnnotations(annotations), name)).toEqual(annotations);
    }
    expect(counts).toEqual(TOTALS);
    const beats = Object.entries(counts).filter(([symbol]) => BEAT_SYMBOLS.has(symbol));
    expect(beats.reduce((sum, [, count]) => sum + count, 0)).toBe(109494);
  });

  it('reads rhythm names and signed subtypes', async () => {
    const annotations = await readAnnotations(store, '102');
    expect(annotations[0]).toMatchObject({ symbol: '+', aux: '(P' });
    // Signal quality of 101: noise, clean, unreadable (-1), clean.
    const noise = (await readAnnotations(store, '101')).filter(({ symbol }) => symbol === '~');
    expect(noise.map(({ subtype }) => subtype)).toEqual([1, 0, -1, 0]);
  });
});
