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

const command = ['evaluate-explanations', '--model', model, '--data', data, '--backend', 'reference'];
const evaluate = (...args: string[]): Promise<Run> => saliogram([...command, ...args]);
// The model is drawn with seed 1: layers drawn with it would be its own.
const few =
  '--limit 6 --methods input-derivative,occlusion --measures removal,shape,robustness,sanity --again 3 --seed 3'.split(
    ' ',
  );
/** When each of the files of a folder was written. */
const writtenAt = (path: string): Map<string, number> =>
  new Map(readdirSync(path).map((name) => [name, statSync(join(path, name)).mtimeMs]));

describe('evaluate-explanations', () => {
  it('ranks methods beside the controls, and writes report, numbers and maps', async () => {
    const run = await evaluate(...few, '--out', out, '--json');
    expect(run.stderr).toContain('"stage":"evaluation of explanations"');
    expect(run.status).toBe(0);
    const results = JSON.parse(run.stdout) as ExplanationEvaluation;
    expect(results).toMatchObject({ n: 6, drawn: 'patients', split: { part: 'test' }, baseline: '0' });
    const names = results.methods.map(({ method }) => method).sort();
    expect(names).toEqual(['input-derivative', 'magnitude', 'occlusion', 'random-heat']);
    const ranks = results.methods.map(({ meanRank }) => meanRank.estimate);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    // The places of all rows add up to 1 + ... + 4.
    expect(ranks.reduce((sum, rank) => sum + rank, 0)).toBeCloseTo(10, 9);
    const own = results.methods.find(({ method }) => method === 'occlusion');
    expect(own?.scores['deletion']).toHaveProperty('overUntrained');
    expect(own?.betterThan).toMatchObject({ of: results.rankedBy.length });
    // What stands still on every model and under small noise is |x|, which is no explanation.
    expect(results.again).toMatchObject({
      n: 3,
      methods: 3,
      sanityRankedBy: ['weight-randomisation', 'random-logit'],
    });
    const still = results.methods.find(({ method }) => method === 'magnitude');
    expect(still?.scores['weight-randomisation']?.estimate).toBeCloseTo(1, 9);
    expect(still?.scores['weight-randomisation']?.place).toBe(3);
    expect(own?.scores['weight-randomisation']?.estimate).toBeLessThan(1);
    expect(Object.keys(own?.layersLeft ?? {})).toEqual(results.again?.layers);
    for (const name of ['sensitivity-max', 'sensitivity-average', 'local-lipschitz', 'random-logit'])
      expect(own?.scores).toHaveProperty(name);
    expect(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))).toEqual(results);
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    for (const text of [
      'Which explanations of model.safetensors to believe',
      'Deletion: less is better',
      'Places of the methods by each measure',
      '3 sequences that were explained again',
    ])
      expect(page).toContain(text);
    const table = tableFromIPC(readParquet(readFileSync(join(out, 'explanations.parquet'))).intoIPCStream());
    expect(table.numRows).toBe(12);
    const areas = [...(table.getChild('deletion') ?? [])].slice(6) as number[];
    const mean = areas.reduce((sum, area) => sum + area, 0) / 6;
    expect(mean).toBeCloseTo(own?.scores['deletion']?.estimate ?? NaN, 9);
  }, 120_000);

  it('goes on where it was killed, with the same result', async () => {
    const other = join(folder, 'killed');
    await saliogram([...command, ...few, '--out', other, '--json'], {
      interruptAt: /"stage":"evaluation of explanations"/,
      signal: 'SIGKILL',
    });
    const [maps, measures] = [join(other, 'maps'), join(other, 'measures')];
    const [mapsAt, measuresAt] = [writtenAt(maps), writtenAt(measures)];
    expect(mapsAt.size).toBe(4);
    // Two methods and |x| explained again, and one map measured.
    expect(measuresAt.size).toBeGreaterThanOrEqual(4);
    const run = await evaluate(...few, '--out', other, '--json');
    expect(run.status).toBe(0);
    expect(run.stderr).not.toContain('"stage":"occlusion');
    expect(readFileSync(join(other, 'results.json'), 'utf8')).toBe(
      readFileSync(join(out, 'results.json'), 'utf8'),
    );
    expect(writtenAt(maps)).toEqual(mapsAt);
    const after = writtenAt(measures);
    for (const [name, time] of measuresAt) expect(after.get(name)).toBe(time);
    // Other sequences need other maps; those of many passes are not made again unasked.
    const dear = '--limit 4 --methods input-derivative,rise --set rise.samples=401'.split(' ');
    const less = await evaluate(...few, ...dear, '--out', other, '--json');
    const derivative = 'input-derivative.safetensors';
    expect(writtenAt(maps).get(derivative)).not.toBe(mapsAt.get(derivative));
    const { leftOut, methods } = JSON.parse(less.stdout) as ExplanationEvaluation;
    expect(leftOut.map(({ method, why }) => `${method}: ${why}`)).toEqual([
      'rise: no maps of an untrained model: more than 400 passes each; made with --slow',
      'rise: no robustness or sanity, which take about ten maps: more than 400 passes each; measured with --slow',
    ]);
    const rise = methods.find(({ method }) => method === 'rise');
    expect(rise).toMatchObject({ robustnessRank: null, betterThan: { untrained: null } });
  }, 120_000);

  it('replaces inputs with the isoelectric level of each beat', async () => {
    const run = await evaluate(
      ...'--limit 4 --methods occlusion --measures removal --baseline isoelectric --no-untrained --json'.split(
        ' ',
      ),
    );
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('"stage":"find waves"');
    expect(JSON.parse(run.stdout)).toMatchObject({ n: 4, baseline: 'isoelectric' });
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
        '--measures: got "taste", expected one of removal, cumulative, additive, shape, robustness, sanity',
      ],
      [['--limit', '1'], '--limit: got 1, expected a whole number from 2'],
    ] as const) {
      const run = await evaluate(...args);
      expect(run.status).toBe(2);
      expect(complaints(run)).toHaveLength(1);
      expect(complaints(run)[0]).toContain(sentence);
    }
  }, 120_000);
});
