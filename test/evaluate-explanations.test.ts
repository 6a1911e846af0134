import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm/node';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExplanationEvaluation } from '@saliogram/report';
import { mitBihFiles, modelBytes, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';
import type { Run } from './saliogram-process.ts';

const folder = temporaryFolder();
const model = join(folder, 'model.safetensors');
const data = join(folder, 'mitdb');
const out = join(folder, 'out');

beforeAll(async () => {
  writeFiles(data, mitBihFiles());
  writeFileSync(model, await modelBytes());
});

const evaluate = (...args: string[]): Promise<Run> =>
  saliogram(['evaluate-explanations', '--model', model, '--data', data, '--backend', 'reference', ...args]);
const few = '--limit 6 --methods input-derivative,occlusion --measures removal,shape'.split(' ');

describe('evaluate-explanations', () => {
  it('ranks methods beside the controls, and writes report, numbers and maps', async () => {
    const run = await evaluate(...few, '--out', out, '--json');
    expect(run.stderr).toContain('"stage":"evaluation of explanations"');
    expect(run.status).toBe(0);
    const results = JSON.parse(run.stdout) as ExplanationEvaluation;
    expect(results).toMatchObject({ n: 6, drawn: 'patients', split: { part: 'test' }, baseline: '0' });
    const names = results.methods.map(({ method }) => method).sort();
    expect(names).toEqual([
      'input-derivative',
      'input-derivative, untrained model',
      'magnitude',
      'occlusion',
      'occlusion, untrained model',
      'random-heat',
    ]);
    const ranks = results.methods.map(({ meanRank }) => meanRank.estimate);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    // The places of all rows add up to 1 + ... + 6.
    expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(21, 9);
    const own = results.methods.find(({ method }) => method === 'occlusion');
    expect(own?.scores['deletion']).toHaveProperty('overUntrained');
    expect(own?.betterThan).toMatchObject({ of: results.rankedBy.length });
    expect(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))).toEqual(results);
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    for (const text of ['Which explanations of model.safetensors to believe', 'Deletion: less is better'])
      expect(page).toContain(text);
    const table = tableFromIPC(readParquet(readFileSync(join(out, 'explanations.parquet'))).intoIPCStream());
    expect(table.numRows).toBe(12);
    const areas = [...(table.getChild('deletion') ?? [])].slice(6) as number[];
    const mean = areas.reduce((sum, area) => sum + area, 0) / 6;
    expect(mean).toBeCloseTo(own?.scores['deletion']?.estimate ?? NaN, 9);
  }, 120_000);

  it('takes maps that are there, and gives the same again', async () => {
    const before = readFileSync(join(out, 'results.json'), 'utf8');
    const maps = readdirSync(join(out, 'maps'));
    expect(maps).toHaveLength(4);
    const times = maps.map((name) => statSync(join(out, 'maps', name)).mtimeMs);
    expect((await evaluate(...few, '--out', out)).status).toBe(0);
    expect(maps.map((name) => statSync(join(out, 'maps', name)).mtimeMs)).toEqual(times);
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toBe(before);
    // Other sequences need other maps.
    expect((await evaluate(...few, '--limit', '4', '--out', out)).status).toBe(0);
    expect(statSync(join(out, 'maps', maps[0] ?? '')).mtimeMs).not.toBe(times[0]);
  }, 120_000);

  it('is wrong use to ask for what is not there', async () => {
    for (const [args, sentence] of [
      [['--methods', 'tarot'], 'explanation method: got tarot, expected one of'],
      [
        ['--methods', 'magnitude'],
        '--methods: got magnitude, expected methods that divide a decision among steps',
      ],
      [
        ['--measures', 'taste'],
        '--measures: got "taste", expected one of removal, cumulative, additive, shape',
      ],
      [[...few, '--baseline', 'isoelectric'], '--baseline: got isoelectric for beats of many records'],
      [['--limit', '1'], '--limit: got 1, expected a whole number from 2'],
    ] as const) {
      const run = await evaluate(...args);
      expect(run.status).toBe(2);
      expect(complaints(run)).toHaveLength(1);
      expect(complaints(run)[0]).toContain(sentence);
    }
  }, 120_000);
});
