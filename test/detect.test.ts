import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeAnnotations, encodeRecord } from '@saliogram/records';
import { recordFiles, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

interface Result {
  records: { record: string; lead: string; beats: number; seconds: number; file: string }[];
  skipped: string[];
  failures: { record: string; message: string }[];
}

const detect = (folder: string, ...args: string[]) => saliogram(['detect', ...args], { cwd: folder });

describe('saliogram detect', () => {
  it('writes the beats of a folder, says which record failed, and does only that one again', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { ...recordFiles('a'), ...recordFiles('c', 'V5'), 'b.hea': 'b 1 360 100\n' });
    const first = await detect(folder, folder, '--json');
    expect(first.status).toBe(1);
    const { records, failures } = JSON.parse(first.stdout) as Result;
    expect(records.map(({ record, lead }) => [record, lead])).toEqual([
      ['a', 'MLII'],
      ['c', 'V5'],
    ]);
    expect(failures).toMatchObject([{ record: 'b' }]);
    expect(failures[0].message).toContain('b.hea');
    expect(first.stderr).toContain('1 of 3 records failed');
    expect(complaints(first)).toEqual([]);

    const read = (annotator: string) =>
      decodeAnnotations(readFileSync(join(folder, `a.${annotator}`)), annotator);
    const truth = read('atr').filter(({ symbol }) => symbol !== '+');
    const found = read('qrs');
    expect(found).toHaveLength(records[0].beats);
    expect(found.every(({ symbol, channel }) => symbol === 'N' && channel === 0)).toBe(true);
    const near = truth.filter(({ sample }) => found.some((beat) => Math.abs(beat.sample - sample) <= 10));
    expect(near.length).toBeGreaterThanOrEqual(truth.length - 1);

    writeFileSync(join(folder, 'a.qrs'), 'kept');
    writeFiles(folder, recordFiles('b'));
    const second = await detect(folder, folder);
    expect(second.status).toBe(0);
    expect(second.stdout).toContain('2 records were done before');
    expect(second.stdout).toMatch(/^b +MLII +\d+/m);
    expect(readFileSync(join(folder, 'a.qrs'), 'utf8')).toBe('kept');
    const forced = JSON.parse((await detect(folder, folder, '--force', '--json')).stdout) as Result;
    expect(forced.records.map(({ beats }) => beats > 10)).toEqual([true, true, true]);
    expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('looks at the lead that is named, marks it, and writes where it is told', async () => {
    const folder = temporaryFolder();
    const files = recordFiles('x');
    const flat = new Int32Array(7200);
    const beats = flat.map((_, i) => Math.max(0, 200 - 50 * Math.abs((i % 300) - 150)));
    const signals = [flat, beats].map((samples, i) => ({ lead: ['V1', 'II'][i], samples }));
    writeFiles(folder, { ...files, ...encodeRecord('two', 360, signals, 16) });
    const run = await detect(
      folder,
      'two',
      '--lead',
      'II',
      '--out',
      'beats',
      '-a',
      'pt',
      '--mode',
      'published',
    );
    expect(run.status).toBe(0);
    const found = decodeAnnotations(readFileSync(join(folder, 'beats/two.pt')), 'two.pt');
    expect(found.map(({ sample }) => sample % 300)).toEqual(found.map(() => 150));
    expect(found.length).toBeGreaterThan(22);
    expect(found.every(({ channel }) => channel === 1)).toBe(true);
    expect(existsSync(join(folder, 'two.pt'))).toBe(false);
    const missing = await detect(folder, 'two', 'x', '--lead', 'II', '--json');
    expect((JSON.parse(missing.stdout) as Result).failures).toMatchObject([{ record: 'x' }]);
  });

  it.each([
    [['x', '-a', 'atr'], '--annotator: got "atr"'],
    [['x', '-a', '../y'], '--annotator: got'],
    [['x', '--mode', 'best'], '--mode: got "best"'],
    [['sub/x', 'x', '--out', 'y'], 'two records named x'],
    [['none'], 'none.hea'],
  ])('refuses %j', async (args, words) => {
    const folder = temporaryFolder();
    writeFiles(folder, recordFiles('x'));
    writeFiles(join(folder, 'sub'), recordFiles('x'));
    const { status, stderr } = await detect(folder, ...args);
    expect(status).toBeGreaterThan(0);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('    at ');
    expect(readFileSync(join(folder, 'x.atr'))).toEqual(Buffer.from(recordFiles('x')['x.atr']));
  });
});
