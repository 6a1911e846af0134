import { describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import { recordFiles, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

interface Result {
  windowSeconds: number;
  leads: {
    record: string;
    lead: string;
    windows: { index: number }[];
    intervals: { from: number; to: number; kind: string }[];
  }[];
  failures: { record: string; message: string }[];
}

const quality = (folder: string, ...args: string[]) => saliogram(['quality', ...args], { cwd: folder });

describe('saliogram quality', () => {
  it('tells clean leads from bad ones over a folder, and lists the record that fails', async () => {
    const folder = temporaryFolder();
    const random = createRandom(1);
    writeFiles(folder, {
      ...recordFiles('clean', 'MLII', 40),
      ...recordFiles('bad', 'V5', 40, (digital) => {
        digital.fill(20, 10.5 * 360, 14 * 360);
        digital.fill(2000, 25 * 360, 27 * 360);
        for (let i = 30 * 360; i < digital.length; i++) digital[i] += Math.round(150 * random.normal());
      }),
      'broken.hea': 'broken 1 360 100\n',
    });
    const run = await quality(folder, folder, '--json');
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('1 of 3 records could not be assessed');
    expect(complaints(run)).toEqual([]);
    const { windowSeconds, leads, failures } = JSON.parse(run.stdout) as Result;
    expect([windowSeconds, leads.map(({ record, lead }) => [record, lead])]).toEqual([
      10,
      [
        ['bad', 'V5'],
        ['clean', 'MLII'],
      ],
    ]);
    expect(failures).toMatchObject([{ record: 'broken' }]);
    const [bad, clean] = leads;
    expect(clean.intervals).toEqual([]);
    expect(clean.windows.every(({ index }) => index > 0.8)).toBe(true);
    expect(bad.intervals).toContainEqual({ from: 10.5 * 360, to: 14 * 360, kind: 'flat' });
    expect(bad.intervals).toContainEqual({ from: 25 * 360, to: 27 * 360, kind: 'leadsOff' });
    expect(bad.intervals.at(-1)).toEqual({ from: 30 * 360, to: 40 * 360, kind: 'noisy' });
  });

  it('prints a line per lead, and where with --list', async () => {
    const folder = temporaryFolder();
    const flat = (digital: Int32Array): Int32Array => digital.fill(20, 10.5 * 360, 14 * 360);
    writeFiles(folder, recordFiles('x', 'II', 20, flat));
    const { status, stdout } = await quality(folder, 'x', '--lead', 'II', '--window', '5', '--list');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^x +II +0\.\d\d +0\.\d\d +0\.0 +3\.5 +\d+\.\d +20\.0$/m);
    expect(stdout).toContain('x, II:\n');
    expect(stdout).toMatch(/ {2}0:10\.5 to 0:14\.0 {2}flat$/m);
    const missing = await quality(folder, 'x', '--lead', 'V9');
    expect(missing.status).toBe(1);
    expect(missing.stderr).toContain('V9');
    expect((await quality(folder, 'x', '--window', '0')).stderr).toContain('--window: got 0,');
  });
});
