import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { MIT_BIH_RECORDS, RHYTHM_PREPROCESSING, synthesizeRecording } from '@saliogram/datasets';
import { encodeAnnotations, encodeRecord } from '@saliogram/records';
import type { AuditResults } from '@saliogram/report';
import { modelBytes, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

const folder = temporaryFolder();
const model = join(folder, 'one.safetensors');
const other = join(folder, 'two.safetensors');
const wide = join(folder, 'wide.safetensors');
const data = join(folder, 'mitdb');
const engine = ['--backend', 'reference'];

beforeAll(async () => {
  // Four hearts under the names of all records.
  const files: Record<string, Uint8Array> = {};
  const recordings = [1, 2, 3, 4].map((seed) => synthesizeRecording({ seed, durationS: 12 }));
  MIT_BIH_RECORDS.forEach((name, i) => {
    const { samples: mv, annotations } = recordings[i % recordings.length];
    const samples = Int32Array.from(mv, (value) => Math.round(value * 200));
    const second = { lead: 'V1', samples: samples.map((value) => Math.round(-value / 2)) };
    Object.assign(files, encodeRecord(name, 360, [{ lead: 'MLII', samples }, second], 212));
    files[`${name}.atr`] = encodeAnnotations(annotations);
  });
  writeFiles(data, files);
  writeFileSync(model, await modelBytes());
  writeFileSync(
    wide,
    await modelBytes({
      architecture: {
        kind: 'lstm',
        inputs: RHYTHM_PREPROCESSING.channels?.length ?? 0,
        hidden: [8],
        outputs: 5,
      },
      preprocessing: RHYTHM_PREPROCESSING,
    }),
  );
  const training = { split: { name: 'patient', seed: 0 } };
  writeFileSync(other, await modelBytes({ training } as Parameters<typeof modelBytes>[0]));
}, 120_000);

const audit = (...args: string[]) =>
  saliogram(['audit', '--data', data, ...engine, ...args], { cwd: folder });
const quick = ['--methods', 'input-derivative', '--limit', '10'];

describe('saliogram audit', () => {
  it('compares two models on beats that both are tested on, and writes page and tables', async () => {
    const files = ['--report', 'audit.html', '--markdown', 'audit.md'];
    const run = await audit('--model', model, '--against', other, ...quick, ...files, '--json');
    expect(run.status).toBe(0);
    const results = JSON.parse(run.stdout) as AuditResults & { rules: string[] };
    expect(results.models.map(({ file, split }) => [file, split.name])).toEqual([
      ['one.safetensors', 'random'],
      ['two.safetensors', 'patient'],
    ]);
    expect(results.beats).toMatchObject({ n: 10, testOf: 'every model' });
    // The weights are the same, so that the explanations are.
    const [drift] = results.drift?.agreement[0].rows ?? [];
    expect(drift.kind).toBe('models');
    expect(drift.measures.cosine.all.estimate).toBeCloseTo(1, 9);
    const tried = results.shortcuts.map(({ suspect, model: file }) => `${suspect} ${file}`);
    for (const suspect of ['Window edges', 'Baseline level', 'Pacing spikes', 'Record identity']) {
      expect(tried).toContain(`${suspect} one.safetensors`);
      expect(tried).toContain(`${suspect} two.safetensors`);
    }
    expect(run.stderr).toContain('"stage":"find waves"');
    const page = readFileSync(join(folder, 'audit.html'), 'utf8');
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    const tables = readFileSync(join(folder, 'audit.md'), 'utf8');
    expect(tables).toMatch(/^`saliogram audit --model one.safetensors --against two.safetensors --limit 10/);
    expect(tables).toContain('| Record identity |');
    expect(tables).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('compares models of other rates, leads and channels on the time they share', async () => {
    const run = await audit('--model', model, '--against', wide, ...quick, '--json');
    expect(run.stderr).not.toContain('"type":"error"');
    expect(run.status).toBe(0);
    const results = JSON.parse(run.stdout) as AuditResults;
    // -200 ms to 394 ms at 180 Hz.
    expect(results.drift?.grid).toMatchObject({ fromMs: -200, points: 108 });
    const rowsOf = (file: string) => results.shortcuts.filter((row) => row.model === file);
    const suspects = (file: string) => rowsOf(file).map(({ suspect }) => suspect);
    expect(suspects('one.safetensors')).not.toContain('Leads');
    expect(suspects('wide.safetensors')).toContain('Leads');
    const level = rowsOf('wide.safetensors').find(({ suspect }) => suspect === 'Baseline level');
    expect(level?.verdict).toMatch(/^no effect, by construction \(scaling dominant-beat\)/);
    const [one, other] = results.models;
    expect(one.channels).toEqual([]);
    expect(other.channels.map(({ name }) => name)).toEqual(RHYTHM_PREPROCESSING.channels);
    const shares = other.channels.map(({ share }) => share.all.estimate);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
  });

  it('prints the shortcuts of one model', async () => {
    const { status, stdout } = await audit('--model', model, ...quick);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Baseline level +0.5 mV added .* by construction/m);
    expect(stdout).not.toMatch(/How alike|NaN|undefined/);
  });

  it.each([
    [['--model', 'none.safetensors'], 1, 'none.safetensors: no such model file'],
    [['--against', 'none.safetensors'], 1, 'none.safetensors: no such model file'],
    [['--methods', 'guess'], 2, 'explanation method: got guess, expected one of'],
    [['--limit', '1'], 2, '--limit: got 1, expected a whole number from 2'],
  ])('%j is refused with what was expected', async (args, status, sentence) => {
    const run = await audit('--model', model, ...args);
    expect(run.status).toBe(status);
    expect(complaints(run).join('\n')).toContain(sentence);
    expect(run.stderr).not.toMatch(/^\s+at /m);
  });

  it('ends cleanly when interrupted, and leaves no page', async () => {
    const run = await saliogram(
      ['audit', '--data', data, ...engine, '--model', model, ...quick, '--report', 'cut.html', '--json'],
      { cwd: folder, interruptAt: /alter beats/ },
    );
    expect(run.status).toBe(130);
    expect(existsSync(join(folder, 'cut.html'))).toBe(false);
  });
});
