import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { memoryStore } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { loadMitBih } from './load.ts';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../../../../shared/data');
const folder = join(data, 'mitdb');

describe.skipIf(!existsSync(folder))('loadMitBih (needs MIT-BIH)', () => {
  // Reference counts of the five symbols per record: the database's own tables (mitdbdir/tables.htm).
  const reference: Readonly<Record<string, Record<string, number>>> = {
    '100': { N: 2239, L: 0, R: 0, V: 1, '/': 0 },
    '102': { N: 99, L: 0, R: 0, V: 4, '/': 2028 },
    '114': { N: 1820, L: 0, R: 0, V: 43, '/': 0 },
    '201': { N: 1625, L: 0, R: 0, V: 198, '/': 0 },
    '202': { N: 2061, L: 0, R: 0, V: 19, '/': 0 },
  };
  const names = Object.keys(reference);

  it('accounts for every reference beat of the five classes when centred on detections', async () => {
    const { data: beats, table } = await loadMitBih(directoryStore(folder), { records: names });
    expect(table.perRecord.map(({ record, lead }) => [record, lead])).toEqual([
      ['100', 'MLII'],
      ['102', 'V5'],
      ['114', 'MLII'],
      ['201', 'MLII'],
      ['202', 'MLII'],
    ]);
    for (const row of table.perRecord) {
      const annotated = Object.values(reference[row.record]).reduce((a, b) => a + b);
      const offTheEdge = row.dropped['window off the record'] ?? 0;
      expect(row.total + row.missed + offTheEdge).toBe(annotated);
      expect(row.total / annotated).toBeGreaterThan(0.99);
    }
    expect(beats.groupNames).toEqual(['100', '102', '114', '201']);
    expect(beats.sequences).toMatchObject({ batch: table.total, steps: 216, channels: 1 });
    expect(table.difference).toBe(table.total - 106_484);
    expect(table.notes[0]).toContain('102 (V5)');
  });

  it('has the database’s counts, less the record ends, when centred on annotations', async () => {
    const { table } = await loadMitBih(directoryStore(folder), { records: names, centring: 'annotated' });
    expect(table.missed).toBe(0);
    for (const row of table.perRecord) {
      const lost = row.dropped['window off the record'] ?? 0;
      expect(lost).toBeLessThan(4);
      const annotated = Object.values(reference[row.record]).reduce((a, b) => a + b);
      expect(row.total).toBe(annotated - lost);
      expect(row.perClass.V).toBe(reference[row.record].V);
    }
  });

  it('hashes the same data to the same sum, and other data to another', async () => {
    const options = { records: ['100'], centring: 'annotated' } as const;
    const first = await loadMitBih(directoryStore(folder), options);
    const again = await loadMitBih(directoryStore(folder), options);
    const unscaled = await loadMitBih(directoryStore(folder), { ...options, scaling: 'none' });
    expect(again.data.dataHash).toBe(first.data.dataHash);
    expect(unscaled.data.dataHash).not.toBe(first.data.dataHash);
  });

  it('names the record whose signal is damaged, cut or missing', async () => {
    const files: Record<string, Uint8Array> = {};
    for (const kind of ['hea', 'dat', 'atr'])
      files[`100.${kind}`] = new Uint8Array(await readFile(join(folder, `100.${kind}`)));
    const options = { records: ['100'] };
    const damaged = files['100.dat'].slice();
    damaged[createRandom(1).integer(damaged.length)] ^= 1;
    await expect(loadMitBih(memoryStore({ ...files, '100.dat': damaged }), options)).rejects.toMatchObject({
      code: 'checksum-mismatch',
      message: expect.stringContaining('100'),
    });
    const cut = { ...files, '100.dat': files['100.dat'].subarray(0, 1949) };
    await expect(loadMitBih(memoryStore(cut), options)).rejects.toMatchObject({ code: 'file-truncated' });
    const { '100.atr': _, ...unannotated } = files;
    await expect(loadMitBih(memoryStore(unannotated), options)).rejects.toMatchObject({
      code: 'file-missing',
      message: expect.stringContaining('100.atr'),
    });
  });

  it('stops when cancelled', async () => {
    const options = { signal: AbortSignal.abort(), records: ['100'] };
    await expect(loadMitBih(directoryStore(folder), options)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
