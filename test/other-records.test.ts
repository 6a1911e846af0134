import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { synthesizeRecording } from '@saliogram/datasets';
import { encodeAnnotations, encodeRecord } from '@saliogram/records';
import { temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

const folder = temporaryFolder();
const model = join(import.meta.dirname, '../models/mitdb-lstm.safetensors');
const evaluate = (...args: string[]) =>
  saliogram(['evaluate', '--model', model, '--records', 'other', '--threads', '1', ...args], { cwd: folder });

/** A record as another database may have it: 128 Hz, a lead of its own name, annotations that count at 512 Hz. */
function otherRecord(name: string, seed: number): Record<string, Uint8Array> {
  const { samples, annotations } = synthesizeRecording({ seed, durationS: 40, samplingFrequency: 128 });
  const digital = Int32Array.from(samples, (mv) => Math.round(mv * 1000));
  const finer = annotations.map((annotation) => ({ ...annotation, sample: 4 * annotation.sample }));
  return {
    ...encodeRecord(name, 128, [{ lead: 'ECG1', samples: digital, adcGain: 1000 }], 16),
    [`${name}.ref`]: encodeAnnotations(finer, { timeResolution: 512 }),
  };
}

beforeAll(() => {
  writeFiles(join(folder, 'other'), { ...otherRecord('x1', 1), ...otherRecord('x2', 2) });
});

describe('saliogram evaluate --records', () => {
  it('tests on all records of another database, at another rate and by the name of its lead', async () => {
    const { status, stdout } = await evaluate('--lead', 'ECG1', '--annotator', 'ref', '--json');
    expect(status).toBe(0);
    const results = JSON.parse(stdout);
    // Two recordings of 40 s at about 70 beats a minute, less their ends.
    expect(results.n).toBeGreaterThan(70);
    expect(results.records.map(({ name }: { name: string }) => name)).toEqual(['x1', 'x2']);
    // Labels stand at the right beats: by chance, or 3/4 of the way off, N would be found in half of them at most.
    expect(results.perClass.N.sensitivity).toBeGreaterThan(0.8);
    expect(results).toMatchObject({ seen: null, baselines: {}, split: { name: 'all records' } });
    expect(results.notes[0]).toContain('not known');
  });

  it('says which leads and which annotations there are not', async () => {
    expect(complaints(await evaluate('--annotator', 'ref'))[0]).toContain(
      'record x1: got leads ECG1, expected MLII or V5',
    );
    expect(complaints(await evaluate('--lead', 'ECG1'))[0]).toMatch(/x1\.atr/);
  });

  it.each([
    [['--split', 'random'], '--split: got it, expected none beside --records'],
    [['--part', 'train'], '--part: got it, expected none beside --records'],
    [['--data', '.'], '--data: got it, expected none beside --records'],
  ])('takes no %j', async (options, complaint) => {
    const run = await evaluate(...options);
    expect(run.status).toBe(2);
    expect(complaints(run)[0]).toContain(complaint);
  });

  it('is what a lead and an annotator are for', async () => {
    const run = await saliogram(['evaluate', '--model', model, '--lead', 'II', '--threads', '1']);
    expect(run.status).toBe(2);
    expect(complaints(run)[0]).toContain('--lead: got it, expected it beside --records only');
  });

  it('does not say of records of its own data that they are others', async () => {
    const { stdout } = await evaluate('--lead', 'ECG1', '--annotator', 'ref');
    expect(stdout).toContain('look at its card before you believe the figures');
  });
});

describe('saliogram train --input rhythm', () => {
  it('is for heartbeats', async () => {
    const run = await saliogram(['train', '--dataset', 'mnist', '--input', 'rhythm', '--out', folder]);
    expect(run.status).toBe(2);
    expect(complaints(run)[0]).toContain('digits have no leads and no rhythm');
  });
});
