import { describe, expect, it, vi } from 'vitest';
import { createRandom } from '@saliogram/core';
import { encodeAnnotations, encodeRecord, openRecord } from '@saliogram/records';
import { entryStore } from './file-entry.ts';
import { annotatorsBeside, listEntries, sortFiles } from './file-set.ts';
import type { NamedFile } from './recording.ts';

const random = createRandom(2);
const samples = Int32Array.from({ length: 20_000 }, () => random.integer(2000) - 1000);
const record = encodeRecord('r7', 360, [{ lead: 'MLII', samples }], 212);
const annotations = encodeAnnotations([
  { sample: 100, symbol: 'N', code: 1, subtype: 0, channel: 0, num: 0, aux: '' },
]);
const wfdb = { ...record, 'r7.atr': annotations };
const model = (): Uint8Array => {
  const json = new TextEncoder().encode('{"__metadata__":{}}');
  const bytes = new Uint8Array(8 + json.length);
  bytes[0] = json.length;
  bytes.set(json, 8);
  return bytes;
};

const file = (name: string, bytes: Uint8Array | string): NamedFile => ({
  name,
  blob: new Blob([typeof bytes === 'string' ? bytes : (bytes as Uint8Array<ArrayBuffer>)]),
});
const filesOf = (content: Record<string, Uint8Array>, folder = ''): NamedFile[] =>
  Object.entries(content).map(([name, bytes]) => file(folder + name, bytes));
const sorted = async (files: readonly NamedFile[]) => sortFiles(await listEntries(files));

describe('files', () => {
  it('are sorted by what they hold, under whatever name', async () => {
    const found = await sorted([
      ...filesOf(wfdb),
      file('weights', model()),
      file('weights.examples.safetensors', model()),
      file('beats.csv', 'time,MLII\n0,1\n'),
      file('numbers.txt', '0.1\t2\n0.2\t3\n'),
      file('letter.txt', 'Dear reader,\nall is well.\n'),
      file('picture.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)),
      file('201.dat', Uint8Array.of(0, 1, 2)),
      file('nothing', ''),
    ]);
    expect(found.recordings).toEqual([
      { kind: 'csv', file: 'beats.csv' },
      { kind: 'csv', file: 'numbers.txt' },
      { kind: 'wfdb', file: 'r7.hea' },
    ]);
    expect(found.models.map(({ name }) => name)).toEqual(['weights']);
    expect(found.examples.map(({ name }) => name)).toEqual(['weights.examples.safetensors']);
    expect(found.unknown).toEqual([
      { name: 'letter.txt', found: 'text without rows of numbers' },
      { name: 'picture.png', found: 'a binary file of unknown kind' },
      { name: '201.dat', found: 'part of a WFDB recording without its header 201.hea' },
      { name: 'nothing', found: 'an empty file' },
    ]);
  });

  it('of a folder may hold what nobody named: lists and sums are passed over', async () => {
    const found = await sorted([
      ...filesOf(wfdb, 'mitdb/'),
      file('mitdb/RECORDS', '100\n101\n'),
      file('mitdb/.DS_Store', Uint8Array.of(0, 0, 0, 1)),
    ]);
    expect(found).toMatchObject({ recordings: [{ kind: 'wfdb', file: 'mitdb/r7.hea' }], unknown: [] });
  });

  it('lists records of a database by their numbers', async () => {
    const names = ['101.hea', '99.hea', '100.hea'].map((name) => file(name, 'x 0\n'));
    expect((await sorted(names)).recordings.map((found) => found.file)).toEqual([
      '99.hea',
      '100.hea',
      '101.hea',
    ]);
  });

  it('names the annotation files beside a header', () => {
    const names = ['r7.hea', 'r7.dat', 'r7.atr', 'r7.qrs', 'r8.atr', 'r7.2', 'x/r7.ecg'];
    expect(annotatorsBeside('r7.hea', names, ['r7.dat'])).toEqual(['atr', 'qrs']);
  });

  it('are read by range', async () => {
    const opened = await openRecord(entryStore(await listEntries(filesOf(wfdb, 'a/b/'))), 'a/b/r7');
    const [part] = await opened.readDigital(['MLII'], 777, 1001);
    expect(part).toEqual(samples.slice(777, 1001));
    await opened.verify();
    await expect(entryStore([]).open('r7.dat')).rejects.toMatchObject({ code: 'file-missing' });
  });

  it('in a zip need a script that is loaded then: what to do without it is said', async () => {
    vi.doMock('./zip-entries.ts', () => Promise.reject(new Error('the server is gone')));
    await expect(listEntries([file('a.zip', 'PK\x03\x04')])).rejects.toMatchObject({
      code: 'network-failed',
      message: expect.stringMatching(/^a\.zip: the script that opens zips was not loaded .*; unpack it/),
    });
    vi.doUnmock('./zip-entries.ts');
  });
});
