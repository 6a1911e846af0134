import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { openRecord } from './record.ts';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../../../shared/data');
const folder = join(data, 'wfdb-formats');

/** One column of what `rdsamp -r` of the WFDB C library prints, its sample numbers left out. */
function column(text: string, index: number): number[] {
  return text
    .trim()
    .split('\n')
    .map((line) => Number(line.trim().split(/\s+/)[index]));
}

describe.skipIf(!existsSync(folder))(
  'sample records, as the WFDB library reads them (needs wfdb-formats)',
  () => {
    const file = (name: string): Buffer => readFileSync(join(folder, name));

    it('format 16, four signals in one file', async () => {
      const store = memoryStore({
        't.hea': file('test01_00s.hea'),
        'test01_00s.dat': file('test01_00s.dat'),
      });
      const record = await openRecord(store, 't');
      await record.verify();
      const expected = file('test01_00s.rdsamp').toString();
      (await record.readDigital('all')).forEach((samples, i) =>
        expect([...samples]).toEqual(column(expected, i)),
      );
    });

    it('formats 16 and 212, one signal a file, over their whole range and of odd length', async () => {
      // The record holds formats not read yet as well: take the lines of those that are.
      const lines = file('binformats.hea').toString().split(/\r?\n/);
      const store = memoryStore({
        'b.hea': Buffer.from(['b 2 200 499', lines[2], lines[6]].join('\n')),
        'binformats.d1': file('binformats.d1'),
        'binformats.d5': file('binformats.d5'),
      });
      const record = await openRecord(store, 'b');
      await record.verify();
      const expected = gunzipSync(file('binformats.rdsamp.gz')).toString();
      const [sixteen, twelve] = await record.readDigital('all');
      expect([...sixteen]).toEqual(column(expected, 1));
      expect([...twelve]).toEqual(column(expected, 5));
    });
  },
);
