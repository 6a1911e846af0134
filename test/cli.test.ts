import { mkdtempSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mitBihFiles, modelBytes, recordFiles, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';
import { root } from './sources.ts';

const folder = temporaryFolder();
const model = join(folder, 'model.safetensors');
const record = join(folder, 'one');
const engine = ['--threads', '1'];

beforeAll(async () => {
  writeFiles(folder, recordFiles('one'));
  writeFileSync(model, await modelBytes());
});

const commands =
  'demo reproduce beats train import evaluate audit explain evaluate-explanations methods table-one bxb rxr epicmp convert doctor'.split(
    ' ',
  );

describe('saliogram --help', () => {
  it('names every command', async () => {
    const { status, stdout } = await saliogram(['--help']);
    expect(status).toBe(0);
    for (const name of [...commands, 'data']) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it.each([...commands, 'data pull', 'data list', 'data check'])(
    'shows options and an example of %s',
    async (name) => {
      const { status, stdout } = await saliogram([...name.split(' '), '--help']);
      expect(status).toBe(0);
      expect(stdout).toContain('--json');
      expect(stdout).toContain('--seed');
      expect(stdout).toMatch(new RegExp(`Example:\\n {2}\\$ saliogram ${name}`));
    },
  );
});

describe('a pipe whose reader has ended', () => {
  it.each([['train', '--help'], ['methods']])('ends %s quietly', async (...args) => {
    expect(await saliogram(args, { unread: true })).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('wrong use', () => {
  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['beat'], 'Did you mean beats?'],
    [['beats', '--leads', 'V5'], "unknown option '--leads'"],
    [['beats', '--data', '/nowhere/at/all'], '/nowhere/at/all: no such folder'],
    [['beats', '--records', '999'], '--records: got "999", expected records of MIT-BIH'],
    [['train', '--epochs', 'many'], '--epochs: got "many", expected a whole number from 1'],
    [['train', '--learning-rate', '-1'], '--learning-rate: got'],
    [['evaluate', '--split', 'test'], '--split: got "test", expected one of random, patient,'],
    [['train', '--cell', 'tcn'], '--cell: got "tcn", expected one of lstm, gru, rnn'],
    [['train', '--hidden', '128,,64'], 'expected 1 to 8 whole numbers from 1 to 4096, with commas between'],
    [['train', '--dense', '0'], '--dense: got'],
    [['train', '--average-decay', '1'], '--average-decay: got 1, expected a number from 0 to'],
    [['import'], '--weights: got nothing, expected the path of a safetensors file'],
    [
      ['doctor', '--backend', 'cuda'],
      'expected one of auto, native, wasm, wasm-plain, reference, reference64',
    ],
    [['explain'], '--record: got nothing, expected the path of a record'],
    [['data', 'pull', 'imagenet'], 'expected mitdb or mnist'],
  ])('%j exits 2 and says what was expected', async (args, sentence) => {
    const { status, stdout, stderr } = await saliogram(args, { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
  });

  it('tells where data can come from when there is none', async () => {
    const run = await saliogram(['beats'], { cwd: folder });
    expect(run.status).toBe(2);
    expect(complaints(run)).toHaveLength(1);
    expect(complaints(run)[0]).toContain('saliogram data pull mitdb');
  });

  it('names a field of a configuration file that is unknown or wrong', async () => {
    writeFiles(folder, {
      'unknown.json': '{"epoch": 3}',
      'wrong.json': '{"epochs": "x"}',
      'cut.json': '{"epochs":',
    });
    const train = (config: string) => saliogram(['train', '--config', join(folder, config)], { cwd: folder });
    const unknown = await train('unknown.json');
    expect(unknown.status).toBe(2);
    expect(complaints(unknown)[0]).toContain('unknown.json: unknown field "epoch"; known are');
    expect(complaints(await train('wrong.json'))[0]).toContain('wrong.json: epochs: got "x"');
    expect(complaints(await train('cut.json'))[0]).toContain('cut.json: not JSON');
    expect((await train('none.json')).status).toBe(1);
  });
});

describe('explain', () => {
  const explain = (...args: string[]) =>
    saliogram(['explain', '--model', model, '--record', record, ...engine, '--no-verdict', ...args]);

  it.each(['input-derivative', 'occlusion', 'learned-mask', 'temporal-scores', 'random-heat'])(
    'gives the values and heat of %s as JSON',
    async (method) => {
      const { status, stdout } = await explain('--method', method, '--beat', '3', '--target', 'V', '--json');
      expect(status).toBe(0);
      const result = JSON.parse(stdout) as {
        method: string;
        target: string;
        values: number[];
        heat: number[];
      };
      expect(result).toMatchObject({ method, target: 'V', record: 'one', beat: 3 });
      expect(result.values).toHaveLength(216);
      expect(result.heat).toHaveLength(216);
      expect(result.heat.every((heat) => heat >= 0 && heat <= 1)).toBe(true);
      // Rescaled heat reaches 1 where anything is salient at all.
      if (Math.max(...result.heat) > 0) expect(Math.max(...result.heat)).toBe(1);
    },
  );

  it('sets options of the method', async () => {
    const occluded = async (width: string) => {
      const { stdout } = await explain('--method', 'occlusion', '--set', `width=${width}`, '--json');
      return JSON.parse(stdout) as { settings: { width: number }; values: number[] };
    };
    const narrow = await occluded('5');
    const wide = await occluded('40');
    expect([narrow.settings.width, wide.settings.width]).toEqual([5, 40]);
    expect(narrow.values).not.toEqual(wide.values);
  });

  it('writes a figure, and the same one again', async () => {
    const svg = join(folder, 'beat.svg');
    const args = ['--method', 'input-derivative', '--out', svg];
    expect((await explain(...args)).status).toBe(0);
    const first = readFileSync(svg, 'utf8');
    expect(first).toMatch(/^<svg[^]*<\/svg>\s*$/);
    expect((await explain(...args)).status).toBe(0);
    expect(readFileSync(svg, 'utf8')).toBe(first);
    const png = join(folder, 'beat.png');
    expect((await explain('--method', 'input-derivative', '--out', png)).status).toBe(0);
    expect([...readFileSync(png).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('is wrong use to ask for a beat, class, method or option that is not there', async () => {
    for (const [args, sentence] of [
      [['--beat', '5000'], '--beat: got 5000, expected 0 to'],
      [['--target', 'X'], '--target: got X, expected one of N, L, R, V, /'],
      [['--method', 'tarot'], 'explanation method: got tarot, expected one of'],
      [['--method', 'occlusion', '--set', 'breadth=3'], 'occlusion: got option breadth, expected'],
      [['--out', 'beat.gif'], 'expected a file ending in .svg, .png, .json or .parquet'],
    ] as const) {
      const run = await explain(...args);
      expect(run.status).toBe(2);
      expect(complaints(run)).toHaveLength(1);
      expect(complaints(run)[0]).toContain(sentence);
    }
  });
});

describe('commands on a whole data set', () => {
  const dataFolder = join(folder, 'data/mitdb');
  const withData = (...args: string[]) =>
    saliogram([...args, '--model', model, '--data', dataFolder, ...engine, '--json'], { cwd: folder });

  beforeAll(() => writeFiles(dataFolder, mitBihFiles()));

  it('evaluates with baselines', async () => {
    const { status, stdout } = await withData('evaluate', '--part', 'test');
    expect(status).toBe(0);
    const result = JSON.parse(stdout) as {
      n: number;
      perClass: Record<string, { support: number }>;
      baselines: Record<string, { accuracy: number }>;
    };
    const supports = Object.values(result.perClass).map(({ support }) => support);
    expect(supports.reduce((sum, support) => sum + support, 0)).toBe(result.n);
    // Every recording is the same one, so that the nearest neighbour is the same beat of another.
    expect(result.baselines.oneNearestNeighbour?.accuracy).toBe(1);
    expect(result.baselines.majority?.accuracy).toBeLessThan(1);
  });

  it("judges by EC57's classes on DS1/DS2, on request as a page", async () => {
    const page = join(folder, 'evaluation.html');
    const judged = ['evaluate', '--split', 'ds1-ds2', '--classes', 'aami', '--limit', '60', '--no-baselines'];
    const { status, stdout } = await withData(...judged, '--report', page);
    expect(status).toBe(0);
    const result = JSON.parse(stdout) as {
      n: number;
      split: object;
      perClass: Record<string, { support: number; sensitivity: number | null }>;
      intervals: { groups: number };
      records: { name: string }[];
      seen: { patients: number };
      baselines: object;
    };
    expect(result).toMatchObject({ n: 60, split: { name: 'ds1-ds2', part: 'test', seed: 0 }, baselines: {} });
    expect(Object.keys(result.perClass)).toEqual(['N', 'S', 'V', 'F', 'Q']);
    expect([result.intervals.groups, result.records.length]).toEqual([22, 22]);
    // The model says nothing of its split, so that it counts as trained on beats of every patient.
    expect(result.seen.patients).toBe(22);
    expect(readFileSync(page, 'utf8')).toContain('the test part of the split ds1-ds2');
  });

  it('makes Table I', async () => {
    const { status, stdout } = await withData('table-one', '--limit', '12');
    expect(status).toBe(0);
    const { rows } = JSON.parse(stdout) as {
      rows: { technique: string; maskedFraction: number; n: number; reductions: object }[];
    };
    expect(rows.slice(0, 3).map(({ technique }) => technique)).toEqual([
      'input-derivative',
      'occlusion',
      'learned-mask',
    ]);
    expect(rows.map(({ technique }) => technique)).toContain('random heat');
    for (const { n, maskedFraction } of rows) {
      expect(n).toBe(12);
      expect(maskedFraction).toBeLessThan(0.5);
    }
  });

  it('reproduces the paper in one report, with figures and numbers beside it', async () => {
    const { status, stdout } = await withData('reproduce', '--out', 'paper', '--limit', '12');
    expect(status).toBe(0);
    const { findings, notices } = JSON.parse(stdout) as { findings: { claim: string }[]; notices: string[] };
    expect(findings.map(({ claim }) => claim).join()).toContain('Table I');
    expect(notices.join()).toContain('MNIST was left out');
    const page = readFileSync(join(folder, 'paper/report.html'), 'utf8');
    for (const number of ['0.0411', '0.1460', '0.2203']) expect(page).toContain(number);
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="?https?:/);
    expect(readdirSync(join(folder, 'paper/figures')).sort()).toEqual(
      ['figure-1-ecg', 'figure-2-ecg', 'figure-3-ecg'].flatMap((name) => [`${name}.png`, `${name}.svg`]),
    );
    const summary = readFileSync(join(folder, 'paper/results.md'), 'utf8');
    const pictures = [...summary.matchAll(/\]\((figures\/[^)]+)\)/g)].map(([, file]) => file);
    expect(pictures).toHaveLength(3);
    for (const file of pictures) expect(existsSync(join(folder, 'paper', file))).toBe(true);
    const results = JSON.parse(readFileSync(join(folder, 'paper/results.json'), 'utf8')) as {
      experiments: unknown[];
    };
    expect(results.experiments).toHaveLength(1);
  }, 600_000);
});

const shipped = join(root, 'models/mitdb-lstm.safetensors');
describe.skipIf(!existsSync(shipped))('demo (needs models/mitdb-lstm.safetensors)', () => {
  it('explains a synthetic recording, and says that it is one', async () => {
    // A folder of its own: beside a data folder the demo takes the recordings found there.
    const empty = mkdtempSync(join(folder, 'empty-'));
    const { status, stdout } = await saliogram(['demo', '--out', 'demo', '--json'], { cwd: empty });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ synthetic: true, missing: [] });
    const page = readFileSync(join(empty, 'demo/report.html'), 'utf8');
    expect(page).toContain('The recording is synthetic');
    expect(page).toContain('Premature ventricular contraction');
    expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)="?https?:/);
  }, 600_000);
});

const data = process.env.SALIOGRAM_DATA ?? join(root, '../shared/data');
describe.skipIf(!existsSync(join(data, 'mitdb/100.hea')))('beats (needs MIT-BIH)', () => {
  it('counts two records as JSON', async () => {
    const { status, stdout } = await saliogram(['beats', '--records', '100,114', '--json', '--data', data]);
    expect(status).toBe(0);
    const table = JSON.parse(stdout) as {
      total: number;
      perClass: Record<string, number>;
      perRecord: { record: string; lead: string }[];
    };
    expect(Object.keys(table.perClass)).toEqual(['N', 'L', 'R', 'V', '/']);
    expect(table.total).toBe(Object.values(table.perClass).reduce((sum, count) => sum + count, 0));
    expect(table.perRecord.map(({ record: name, lead }) => `${name} ${lead}`)).toEqual([
      '100 MLII',
      '114 MLII',
    ]);
    // The annotations of 100 and 114 hold 2239 + 1820 N and 1 + 43 V; the detector may miss a few.
    expect(table.perClass.N).toBeGreaterThan(4059 - 10);
    expect(table.perClass.N).toBeLessThanOrEqual(4059);
    expect(table.perClass.V).toBe(44);
  });
});
