import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js';
import type { ZipWriterAddDataOptions } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { encodeRecord, openRecord } from '@saliogram/records';
import { bytesOf, entryStore } from './file-entry.ts';
import { listEntries, sortFiles } from './file-set.ts';
import type { NamedFile } from './recording.ts';
import { zipEntries } from './zip-entries.ts';

const random = createRandom(2);
const samples = Int32Array.from({ length: 20_000 }, () => random.integer(2000) - 1000);
const wfdb = encodeRecord('r7', 360, [{ lead: 'MLII', samples }], 212);

const file = (name: string, bytes: Uint8Array): NamedFile => ({
  name,
  blob: new Blob([bytes as Uint8Array<ArrayBuffer>]),
});

describe('zip', () => {
  for (const level of [0, 6] as const) {
    it(`gives the files back that were put in, packed at level ${level}`, async () => {
      const zip = zipSync({ 'db/': new Uint8Array(0), ...withFolder(wfdb) }, { level });
      const entries = await listEntries([file('db.zip', zip)]);
      for (const [name, bytes] of Object.entries(wfdb)) {
        const entry = entries.find((each) => each.name === `db/${name}`)!;
        expect(await bytesOf(await entry.blob())).toEqual(bytes);
        expect(await entry.head(5)).toEqual(bytes.slice(0, 5));
      }
      const found = await sortFiles(entries);
      expect(found.recordings).toEqual([{ kind: 'wfdb', file: 'db/r7.hea' }]);
      await (await openRecord(entryStore(entries), 'db/r7')).verify();
    });
  }

  for (const level of [0, 6] as const) {
    it(`tells what is damaged, and never gives wrong bytes, packed at level ${level}`, async () => {
      const zip = zipSync(withFolder(wfdb), { level });
      const cut = listEntries([file('cut.zip', zip.subarray(0, zip.length - 30))]);
      await expect(cut).rejects.toMatchObject({
        code: 'file-corrupt',
        message: expect.stringMatching(/^cut\.zip: this zip .+; copy the file again$/),
      });
      for (let trial = 0; trial < 40; trial++) {
        const damaged = zip.slice();
        damaged[random.integer(zip.length)] ^= 1 << random.integer(8);
        const entries = await listEntries([file('bad.zip', damaged)]).catch((error: unknown) => {
          expect(error).toMatchObject({ name: 'SaliogramError' });
          return [];
        });
        for (const [name, bytes] of Object.entries(wfdb)) {
          const entry = entries.find((each) => each.name === `db/${name}`);
          const blob = await entry?.blob().catch((error: unknown) => {
            expect(error).toMatchObject({ name: 'SaliogramError' });
          });
          if (blob) expect(await bytesOf(blob)).toEqual(bytes);
        }
      }
    });
  }

  it('says of a damaged file which one it is, and opens the others', async () => {
    const zip = zipSync({ 'a.csv': samplesOf(1), 'b.csv': samplesOf(2) }, { level: 0 });
    zip[Buffer.from(zip).indexOf('b.csv') + 'b.csv'.length + 100] ^= 1;
    const [a, b] = await listEntries([file('two.zip', zip)]);
    expect(await bytesOf(await a.blob())).toEqual(samplesOf(1));
    await expect(b.blob()).rejects.toMatchObject({
      code: 'file-corrupt',
      message:
        'two.zip: this zip holds b.csv damaged: its bytes are not the 40000 that were packed; copy the file again',
    });
  });

  it('may be larger than its fields of 32 bits can say', async () => {
    const zip = await packed({ zip64: true });
    // The end of the table of contents in its form of 64 bits.
    expect(Buffer.from(zip).includes(Buffer.from('PK\x06\x06', 'latin1'))).toBe(true);
    const [entry] = await listEntries([file('large.zip', zip)]);
    expect(entry).toMatchObject({ name: 'a.csv', size: 40_000 });
    expect(await bytesOf(await entry.blob())).toEqual(samplesOf(1));
  });

  it('is not opened where it is encrypted or packed another way: what to do is said', async () => {
    const odd = zipSync({ 'a.csv': samplesOf(1) });
    // Method 12 is bzip2; once in the file's own header, once in the table of contents.
    odd[8] = 12;
    odd[Buffer.from(odd).indexOf('PK\x01\x02', 0, 'latin1') + 10] = 12;
    for (const [zip, found] of [
      [await packed({ password: 'p', zipCrypto: true }), 'encryption'],
      [await packed({ password: 'p' }), 'encryption'],
      [odd, 'compression method 12'],
    ] as const) {
      const [entry] = await zipEntries(file('odd.zip', zip).blob, 'odd.zip');
      for (const read of [entry.blob(), entry.head(4)]) {
        await expect(read).rejects.toMatchObject({
          code: 'format-unknown',
          message: `odd.zip: a.csv: got ${found}, expected a plain zip (stored or deflated); unpack it first`,
        });
      }
    }
  });
});

function samplesOf(seed: number): Uint8Array<ArrayBuffer> {
  const generator = createRandom(seed);
  return Uint8Array.from({ length: 40_000 }, () => generator.integer(256));
}

/** A zip of one file by the writer of another library than `zipSync`. */
async function packed(options: ZipWriterAddDataOptions): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  await writer.add('a.csv', new Uint8ArrayReader(samplesOf(1)), options);
  return writer.close();
}

function withFolder(content: Record<string, Uint8Array>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(content).map(([name, bytes]) => [`db/${name}`, bytes]));
}
