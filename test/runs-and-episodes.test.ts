import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeOf, encodeAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

const folder = temporaryFolder();
const run = (...args: string[]) => saliogram(args, { cwd: folder });
/** `1000N 3000+=(AFIB`: sample, symbol, text. */
const annotationsOf = (text: string): Annotation[] =>
  text.split(' ').map((word) => {
    const [, sample, symbol = '', aux = ''] = /^(\d+)(.)(?:=(.*))?$/.exec(word) ?? [];
    return { sample: Number(sample), symbol, code: codeOf(symbol) ?? 0, subtype: 0, channel: 0, num: 0, aux };
  });
const annotators = ['-a', 'atr', 'tst', '-f', '0'];

beforeAll(() => {
  const files = (reference: string, test: string, name: string) => ({
    [`${name}.hea`]: `${name} 0 1000 20000\n`,
    [`${name}.atr`]: encodeAnnotations(annotationsOf(reference)),
    [`${name}.tst`]: encodeAnnotations(annotationsOf(test)),
  });
  const reference = '500+=(AFIB 1000+=(N 2000V 3000V 4000V 5000N 6000V 7000V 8000N 9000[ 9500] 10000N';
  writeFiles(join(folder, 'many'), {
    ...files(reference, '500+=(AFIB 900+=(N 2000V 3000V 4000N 6000V 7000V 8000N', 'a'),
    ...files(reference, reference, 'b'),
    'c.hea': 'c 0 1000 20000\n',
  });
});

describe('saliogram rxr', () => {
  it('prints the matrices of one record, and each run that differs', async () => {
    const { status, stdout } = await run('rxr', 'many/a', ...annotators, '--list');
    expect(status).toBe(0);
    expect(stdout).toContain('VE run-by-run comparison results for record a\nReference annotator: atr\n');
    expect(stdout).toContain('          Couplet sensitivity: 100% (1/1)\n');
    expect(stdout).toContain('        Short run sensitivity:   0% (0/1)\n');
    expect(stdout).toContain('  3/2(1850-4150)\n');
  });

  it('tells of a folder as JSON and as a table, and lists the record that fails', async () => {
    const { status, stdout, stderr } = await run('rxr', 'many', ...annotators, '--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      reference: 'atr',
      test: 'tst',
      records: [
        { record: 'a', veb: { shortRuns: { sensitivity: { count: 0, of: 1 } } } },
        { record: 'b', veb: { shortRuns: { sensitivity: { count: 1, of: 1 } } } },
      ],
      summary: { veb: { gross: { shortRuns: { sensitivity: { count: 1, of: 2 } } } } },
      failures: [{ record: 'c' }],
    });
    expect(stderr).toContain('1 of 3 records could not be compared');
    const table = await run('rxr', 'many/a', 'many/b', ...annotators, '--form', 'table', '--no-sveb');
    expect(table.stdout).toMatch(/^Ventricular runs\nrecord +couplets +Se/);
    expect(table.stdout).toMatch(/\ngross +2 +100\.00/);
    expect(table.stdout).not.toContain('Supraventricular');
  });

  it('says what is missing', async () => {
    const wrong = await run('rxr', 'many/a', '-a', 'atr');
    expect(wrong.status).toBe(2);
    expect(complaints(wrong).join('\n')).toContain(
      '-a: got atr, expected the reference and the test annotator',
    );
  });
});

describe('saliogram epicmp', () => {
  it('prints the episodes of one record', async () => {
    const { status, stdout } = await run('epicmp', 'many/a', ...annotators);
    expect(status).toBe(0);
    expect(stdout).toContain('AF episode-by-episode comparison results for record a\n');
    expect(stdout).toContain('          Duration sensitivity:  80% (0:00.400/0:00.500)\n');
    expect(stdout).toContain('VF episode-by-episode comparison results for record a\n');
    expect(stdout).toContain('           Episode sensitivity:   0% (0/1)\n');
  });

  it('tells of a folder in lines and as JSON', async () => {
    const lines = await run('epicmp', 'many/a', 'many/b', ...annotators, '--kind', 'af');
    expect(lines.stdout.split('\n').slice(0, 5)).toEqual([
      '(AF detection)',
      'Record  TPs   FN  TPp   FP  ESe E+P DSe D+P  Ref duration  Test duration ',
      '     a    1    0    1    0  100 100  80 100      0:00.500       0:00.400',
      '     b    1    0    1    0  100 100 100 100      0:00.500       0:00.500',
      ' gross    2    0    2    0  100 100  90 100      0:01.000       0:00.900',
    ]);
    const json = await run('epicmp', 'many', ...annotators, '--json');
    expect(json.status).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      records: [{ record: 'a' }, { record: 'b', vf: { reference: [{ from: 9000, to: 9500 }] } }],
      summary: { vf: { gross: { episodes: { sensitivity: { count: 1, of: 2 } } } } },
      failures: [{ record: 'c' }],
    });
  });
});
