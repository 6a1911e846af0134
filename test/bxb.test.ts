import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeAnnotations, encodeAnnotations } from '@saliogram/records';
import { recordFiles, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

const folder = temporaryFolder();
const record = join(folder, 'one');
const bxb = (...args: string[]) => saliogram(['bxb', ...args], { cwd: folder });

interface Result {
  records: {
    record: string;
    qrs: { sensitivity: { count: number; of: number } };
    disagreements?: unknown[];
  }[];
  gross: { qrs: { sensitivity: { of: number; value: number } } };
  failures: { record: string; message: string }[];
}

beforeAll(() => {
  const files = recordFiles('one');
  const beats = decodeAnnotations(files['one.atr'], 'one.atr').filter(({ symbol }) => symbol !== '+');
  // One beat is missed, one is called ventricular, one is invented.
  const worse = beats.map((beat, i) => (i === 8 ? { ...beat, symbol: 'V', code: 5 } : beat));
  worse.splice(12, 1, { ...worse[12], sample: worse[12].sample - 120 });
  const counted = worse.map((beat) => ({ ...beat, sample: 2 * beat.sample }));
  writeFiles(folder, {
    ...files,
    'one.tst': encodeAnnotations(worse),
    'one.two': encodeAnnotations(counted, { timeResolution: 720 }),
  });
});

describe('saliogram bxb', () => {
  it("prints the matrix of one record, the escape beats' class, and each disagreement", async () => {
    const { status, stdout } = await bxb(record, '-a', 'atr', 'tst', '-f', '0', '--list');
    expect(status).toBe(0);
    expect(stdout).toContain('Beat-by-beat comparison results for record one\n');
    expect(stdout).toMatch(/QRS sensitivity: +\d+\.\d\d% \(\d+\/\d+\)/);
    expect(stdout).toContain('Escape beats (e, j, n) count as S.');
    expect(stdout).toMatch(/\n {2}[NV]\(\d+\)\/O\(\d+\)\n/);
    expect(stdout).toMatch(/\n {2}O\(\d+\)\/[NV]\(\d+\)\n/);
  });

  it('brings annotations that are counted at another rate to the samples of the record', async () => {
    const [own, other] = await Promise.all(
      ['tst', 'two'].map((annotator) => bxb(record, '-a', 'atr', annotator, '-f', '0', '--json')),
    );
    expect((JSON.parse(other.stdout) as Result).records).toEqual((JSON.parse(own.stdout) as Result).records);
  });

  it('gives the same as JSON, and writes what was compared as annotations', async () => {
    const { status, stdout } = await bxb(
      record,
      '-a',
      'atr',
      'tst',
      '-f',
      '0:00',
      '--list',
      '--out',
      'cmp',
      '--json',
    );
    expect(status).toBe(0);
    const { records, gross, failures } = JSON.parse(stdout) as Result;
    expect(records.map((each) => each.record)).toEqual(['one']);
    expect(records[0].disagreements).toHaveLength(3);
    expect(gross.qrs.sensitivity).toEqual(records[0].qrs.sensitivity);
    expect(failures).toEqual([]);
    const written = decodeAnnotations(readFileSync(`${record}.cmp`), 'one.cmp');
    expect(written.filter(({ symbol }) => symbol === '"').map(({ aux }) => aux[0])).toHaveLength(3);
  });

  it('scores a whole folder with the detector, and lists the record that fails without stopping', async () => {
    writeFiles(join(folder, 'many'), {
      ...recordFiles('a'),
      ...recordFiles('b', 'V5'),
      'c.hea': 'c 1 360 100\n',
    });
    const run = await bxb(join(folder, 'many'), '--detector', 'improved', '-f', '2', '--json');
    expect(run.status).toBe(1);
    const { records, failures, gross } = JSON.parse(run.stdout) as Result;
    expect(records.map((each) => each.record)).toEqual(['a', 'b']);
    expect(failures).toMatchObject([{ record: 'c' }]);
    expect(failures[0].message).toContain('c.hea');
    expect(gross.qrs.sensitivity.value).toBeGreaterThan(0.95);
    expect(complaints(run).length).toBe(0);
    expect(run.stderr).toContain('1 of 3 records could not be compared');
    const table = await bxb(join(folder, 'many'), '--detector', 'improved', '-f', '2');
    expect(table.stdout).toMatch(/^gross .*\naverage /m);
    expect(table.stdout).toMatch(/^c: not compared: .*c\.hea/m);
  });

  it.each([
    [[record, '-a', 'atr'], '-a: got atr, expected the reference and the test annotator'],
    [[record, '-a', 'atr', 'tst', 'x'], 'name records before -a'],
    [[record, '-a', 'atr', 'tst', '-f', 'soon'], '--from: got "soon", expected seconds'],
    [[record, '-a', 'atr', 'tst', '--escape-beats', 'V'], '--escape-beats: got "V", expected one of S, N'],
    [[record, '-a', 'atr', 'tst', '--out', '../x'], '--out: got "../x", expected the name of an annotator'],
    [['.', '-a', 'atr', 'none'], undefined],
    [[], "missing required argument 'records'"],
  ])('%j is refused with what was expected', async (args, sentence) => {
    const { status, stderr } = await bxb(...args);
    expect(status).toBe(sentence === undefined ? 1 : 2);
    expect(stderr).toContain(sentence ?? 'one.none: there is no such file');
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
