import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { directoryStore } from './node/directory-store.ts';
import { openRecord, type EcgRecord } from './record.ts';
import { INVALID_SAMPLE } from './sample-sink.ts';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../../../shared/data');
const folder = join(data, 'wfdb-formats');
const mitdb = join(data, 'mitdb');

type Digests = Record<string, { samples: number; sha256: string }>;
// Its field `origin` says what the WFDB library's tools were asked.
const printed = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/rdsamp-digests.json'), 'utf8'),
) as Record<'wfdb-formats' | 'mitdb', Digests>;

/** The library prints no sample as this number. */
const PRINTED_INVALID = -32768;

/** The digest of the first `samples` digital samples of all leads, as of the fixture. */
async function digest(record: EcgRecord, samples: number): Promise<string> {
  const hash = createHash('sha256');
  for (const values of await record.readDigital('all', 0, samples)) {
    hash.update(values.map((value) => (value === INVALID_SAMPLE ? PRINTED_INVALID : value)));
  }
  return hash.digest('hex');
}

describe.skipIf(!existsSync(folder))(
  'sample records, as the WFDB library reads them (needs wfdb-formats)',
  () => {
    for (const [title, { samples, sha256 }] of Object.entries(printed['wfdb-formats'])) {
      it(title, async () => {
        const [name, resolution] = title.split(', ');
        const highest = resolution === 'highest' ? ({ resolution } as const) : {};
        const record = await openRecord(directoryStore(folder), name, highest);
        expect(await digest(record, samples)).toBe(sha256);
        await record.verify();
      });
    }

    // Beside the digests, what was frozen as text: it also tells where a difference is.
    it.each([
      ['binformats', 'binformats.rdsamp.gz', 0],
      ['flacformats', 'flacformats.rdsamp.gz', 0],
      ['310derive', '310derive.from-0.007s.rdsamp', 2], // 0.007 s is sample 2 at 250 Hz
    ])('%s, number by number', async (name, file, from) => {
      const bytes = readFileSync(join(folder, file));
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
      const rows = text
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number));
      const record = await openRecord(directoryStore(folder), name);
      const columns = record.leads.map((_, lead) => Int32Array.from(rows, (row) => row[lead]));
      expect(await record.readDigital('all', from, from + rows.length)).toEqual(columns);
    });

    it('any range is a part of the whole', async () => {
      for (const name of ['binformats', 'flacformats', '310derive', 'test01_00s_skew', 'mixedsignals']) {
        const record = await openRecord(directoryStore(folder), name, { resolution: 'highest' });
        const whole = await record.read('all');
        const count = record.sampleCount;
        for (const [from, to] of [
          [0, 1],
          [1, 2],
          [7, 11],
          [count - 5, count],
          [Math.floor(count / 3), Math.floor(count / 2)],
        ]) {
          const part = await record.read('all', from, to);
          expect(part).toEqual(whole.map((values) => values.slice(from, to)));
        }
      }
    });

    it('the end of a signal that is moved is NaN', async () => {
      const record = await openRecord(directoryStore(folder), 'test01_00s_skew');
      const [, moved] = await record.read('all', 3996);
      expect([...moved].map(Number.isNaN)).toEqual([false, true, true, true]);
    });

    it('a variable layout has gaps, and each segment its own scale', async () => {
      const record = await openRecord(directoryStore(join(folder, 's25047')), 's25047-2704-05-04-10-44');
      expect(record).toMatchObject({ leads: ['II', 'V', 'ABP'], sampleCount: 543240 });
      const [lead, , pressure] = await record.read('all', 25738, 25742);
      // Segment 3234460_0001 begins at 25740 with -24 at 86 per mV; it has no pressure.
      expect([...lead.subarray(0, 3)]).toEqual([NaN, NaN, Math.fround(-24 / 86)]);
      expect([...pressure].every(Number.isNaN)).toBe(true);
      // Segment 0017 begins with -72 at 1 per mmHg, which is -72 mmHg and not what the layout's scale would make of it.
      const [mmHg] = await record.read(['ABP'], 445740, 445741);
      expect([...mmHg]).toEqual([-72]);
    });
  },
);

describe.skipIf(!existsSync(mitdb))(
  'MIT-BIH Arrhythmia Database, as the WFDB library reads it (needs MIT-BIH)',
  () => {
    it('all 48 records, every sample', async () => {
      const store = directoryStore(mitdb);
      for (const [name, { samples, sha256 }] of Object.entries(printed.mitdb)) {
        expect(samples).toBe(650000);
        expect(await digest(await openRecord(store, name), samples), name).toBe(sha256);
      }
      expect(Object.keys(printed.mitdb)).toHaveLength(48);
    });
  },
);
