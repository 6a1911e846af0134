import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeRecord, memoryStore, openRecord } from '@saliogram/records';
import { directoryStore } from '@saliogram/records/node';
import { recordFiles, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

const folder = temporaryFolder();
const convert = (...args: string[]) => saliogram(['convert', ...args], { cwd: folder });
const digital = async (place: string, name: string): Promise<Int32Array[]> =>
  (await openRecord(directoryStore(join(folder, place)), name)).readFrames('all');

beforeAll(() => {
  const files = recordFiles('one');
  files['one.hea'] = Buffer.from(
    new TextDecoder().decode(files['one.hea']).replace(/^(one .*)\n/, '$1 12:30:00 01/02/2003\n') +
      '# a comment\n',
  );
  writeFiles(join(folder, 'in'), files);
});

describe('saliogram convert', () => {
  it('writes a record as values, and reads them back as the same samples', async () => {
    expect(await convert('in/one', 'csv')).toMatchObject({ status: 0, stdout: 'one: one.csv\n' });
    expect(readFileSync(join(folder, 'csv/one.csv'), 'utf8')).toMatch(
      /^time \[s\],MLII \[mV\]\n0,-?[\d.]+\n0\.0027778,/,
    );
    const back = await convert('csv/one.csv', 'back', '--gain', '200', '--format', '212', '--json');
    expect(JSON.parse(back.stdout)).toMatchObject({
      to: 'wfdb',
      records: [{ record: 'one', files: ['one.dat', 'one.hea'] }],
      failures: [],
    });
    expect(await digital('back', 'one')).toEqual(await digital('in', 'one'));
    // The samples are packed as they were.
    expect(readFileSync(join(folder, 'back/one.dat'))).toEqual(readFileSync(join(folder, 'in/one.dat')));
  });

  it('packs records into one .wfdb file, whole or not at all', async () => {
    const first = await convert('in', 'all.wfdb', '--format', '212', '-a', 'atr', '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({
      to: 'wfdb',
      records: [{ record: 'one', files: ['one.dat', 'one.atr', 'one.hea'] }],
    });
    const files = unzipSync(readFileSync(join(folder, 'all.wfdb')));
    const opened = await openRecord(memoryStore(files), 'one');
    expect(await opened.readFrames('all')).toEqual(await digital('in', 'one'));
    expect(Buffer.from(files['one.atr'])).toEqual(readFileSync(join(folder, 'in/one.atr')));
    const before = readFileSync(join(folder, 'all.wfdb'));
    const again = await convert('in', 'all.wfdb', '--format', '16');
    expect(again).toMatchObject({ status: 1, stdout: '' });
    expect(again.stderr).toContain('all.wfdb: is there already');
    expect(readFileSync(join(folder, 'all.wfdb'))).toEqual(before);
    expect((await convert('in', 'values.zip', '--to', 'csv')).status).toBe(0);
    expect(Object.keys(unzipSync(readFileSync(join(folder, 'values.zip'))))).toEqual(['one.csv']);
  });

  it.each(['16', '80', '212', '310', '516'])(
    'writes signal format %s, with annotations and times',
    async (format) => {
      const to = `format-${format}`;
      // What 80 and 310 cannot hold is said below; the recording has few bits.
      const run = await convert('in/one', to, '--format', format, '-a', 'atr');
      if (format === '80') {
        expect(run.status).toBe(1);
        expect(run.stderr).toMatch(/one\.dat: lead MLII: sample \d+ is .* more than format 80 holds/);
        expect(existsSync(join(folder, to))).toBe(false);
        return;
      }
      expect(run.status).toBe(0);
      expect(await digital(to, 'one')).toEqual(await digital('in', 'one'));
      const header = readFileSync(join(folder, to, 'one.hea'), 'utf8');
      expect(header).toMatch(/^one 1 360\/360\(0\) 7200 12:30:00 01\/02\/2003\n/);
      expect(header).toContain('# a comment\n');
      expect(readFileSync(join(folder, to, 'one.atr'))).toEqual(readFileSync(join(folder, 'in/one.atr')));
    },
  );

  it('does a folder, lists what fails, and leaves nothing half written', async () => {
    const loud = encodeRecord('loud', 360, [{ lead: 'II', samples: Int32Array.of(0, 30_000) }]);
    writeFiles(join(folder, 'many'), {
      ...recordFiles('a'),
      ...recordFiles('b', 'V5'),
      ...loud,
      'torn.hea': 'torn 1 360 100\ntorn.dat 212\n',
    });
    const run = await convert('many', 'packed', '--format', '212', '--json');
    expect(run.status).toBe(1);
    const { records, failures } = JSON.parse(run.stdout) as {
      records: { record: string }[];
      failures: { record: string; message: string }[];
    };
    expect(records.map(({ record }) => record)).toEqual(['a', 'b']);
    expect(failures.map(({ record }) => record)).toEqual(['loud', 'torn']);
    expect(failures[0].message).toContain('30000, more than format 212 holds');
    expect(run.stderr).toContain('2 of 4 records could not be converted');
    expect(complaints(run)).toEqual([]);
    expect(readdirSync(join(folder, 'packed')).sort()).toEqual(['a.dat', 'a.hea', 'b.dat', 'b.hea']);
  });

  it('takes the name of a file for one record, and for no more', async () => {
    expect(await convert('in/one', 'named/values.csv')).toMatchObject({
      status: 0,
      stdout: 'one: values.csv\n',
    });
    expect(readFileSync(join(folder, 'named/values.csv'), 'utf8')).toMatch(/^time \[s\],/);
    const run = await convert('in/one', 'other.csv', '--format', '16');
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('other.csv: got a .csv file for no values to write, expected a folder');
    expect(existsSync(join(folder, 'other.csv'))).toBe(false);
  });

  it('does not write over files unless told so', async () => {
    expect((await convert('in/one', 'twice')).status).toBe(0);
    const again = await convert('in/one', 'twice');
    expect(again.status).toBe(1);
    expect(again.stderr).toContain('one.csv: is there already');
    expect((await convert('in/one', 'twice', '--force')).status).toBe(0);
  });

  it.each([
    [['in/one', 'x', '--format', '99'], '--format: got 99, expected the code of a signal format'],
    [['nothing', 'x'], 'nothing.hea: there is no such file'],
    [['nothing.csv', 'x'], 'nothing.csv: cannot be read (ENOENT)'],
    [['csv', 'x', '--to', 'csv'], '--to: got csv'],
    [['in/one', 'x', '--format', '16', '-a', 'qrs'], 'one.qrs: there is no such file'],
  ])('refuses %j', async (args, message) => {
    const run = await convert(...args);
    expect(run.status).toBeGreaterThan(0);
    expect(run.stderr).toContain(message);
    expect(complaints(run)).toHaveLength(1);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});
