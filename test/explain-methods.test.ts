import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { attributionMethods } from '@saliogram/explain';
import { digitFiles, modelBytes, recordFiles, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';
import type { Run } from './saliogram-process.ts';

const folder = temporaryFolder();
const model = join(folder, 'model.safetensors');
const digits = join(folder, 'digits.safetensors');
const record = join(folder, 'one');
const engine = ['--backend', 'reference', '--no-verdict'];

beforeAll(async () => {
  writeFiles(folder, recordFiles('one'));
  writeFiles(join(folder, 'mnist'), digitFiles(40));
  writeFileSync(model, await modelBytes());
  writeFileSync(
    digits,
    await modelBytes({
      preprocessing: { order: 'scan-line', rows: 28, columns: 28, scaling: 'pixel / 255' },
      units: 'grey level / 255',
      zero: 'black',
    }),
  );
});

const explain = (...args: string[]): Promise<Run> =>
  saliogram(['explain', '--model', model, '--record', record, ...engine, ...args]);

interface Several {
  readonly maps: readonly {
    readonly method: string;
    readonly values: readonly number[];
    readonly settings: Readonly<Record<string, unknown>>;
    readonly evidencePerWave?: readonly { readonly stretch: string; readonly share: number }[];
  }[];
  readonly agreement: { readonly methods: readonly string[]; readonly rankCorrelation: number[][] };
  readonly leftOut: readonly { readonly method: string; readonly why: string }[];
}

describe('explain --method', () => {
  it('all runs every method that there is or says why not', async () => {
    const { status, stdout } = await saliogram([
      'explain',
      '--model',
      model,
      '--record',
      record,
      '--method',
      'all',
      '--beat',
      '3',
      '--per-wave',
      '--no-verdict',
      '--json',
    ]);
    expect(status).toBe(0);
    const { maps, leftOut, agreement } = JSON.parse(stdout) as Several;
    const all = [...maps, ...leftOut].map(({ method }) => method).sort();
    expect(all).toEqual(attributionMethods.map(({ name }) => name).sort());
    expect(maps.length).toBeGreaterThan(5);
    for (const { values, evidencePerWave } of maps) {
      expect(values).toHaveLength(216);
      const shares = evidencePerWave?.map(({ share }) => share) ?? [];
      if (shares.length > 0) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    }
    expect(agreement.methods).toEqual(maps.map(({ method }) => method));
    agreement.rankCorrelation.forEach((row, i) =>
      row.forEach((value, j) => expect(value).toBe(agreement.rankCorrelation[j]?.[i])),
    );
  }, 120_000);

  it('takes several, with options for one of them and a baseline for those that have one', async () => {
    const words = '--set occlusion.width=5 --set objective=probability --baseline isoelectric --json';
    const several = 'occlusion,magnitude,integrated-gradients';
    const { stdout } = await explain('--method', several, ...words.split(' '));
    const { maps } = JSON.parse(stdout) as Several;
    expect(maps.map(({ method }) => method)).toEqual(['occlusion', 'magnitude', 'integrated-gradients']);
    expect(maps[0]?.settings).toMatchObject({ width: 5, baseline: 'isoelectric', objective: 'probability' });
    expect(maps[2]?.settings).toMatchObject({ baseline: 'isoelectric', objective: 'probability' });
  });

  it('says in words where the evidence lies, and how far the maps agree', async () => {
    const { stdout } = await explain('--method', 'magnitude', '--beat', '3', '--per-wave');
    expect(stdout).toMatch(/\d+ % in the QRS \(\d+ % of the time\), \d+ ms wide, [RS] −?\d+\.\d\d mV/);
    const several = await explain('--method', 'magnitude,occlusion', '--beat', '3', '--per-wave');
    expect(several.stdout).toMatch(/the beat: .*QRS \d+ ms wide/);
    expect(several.stdout).toMatch(/^ +P +PR +QRS +ST +T/m);
    expect(several.stdout).toMatch(/^1 +magnitude +100 +-?\d+$/m);
  });

  it('draws all maps in one figure with the waves and the agreement', async () => {
    const svg = join(folder, 'all.svg');
    const { status } = await explain('--method', 'occlusion,magnitude', '--beat', '3', '--out', svg);
    expect(status).toBe(0);
    const drawn = readFileSync(svg, 'utf8');
    for (const text of ['>Occlusion<', '>Magnitude of the input<', '>QRS<', 'rank correlation of the maps'])
      expect(drawn).toContain(text);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('the verdict of explain', () => {
  const judged = (...args: string[]): Promise<Run> =>
    saliogram(['explain', '--model', model, '--record', record, '--beat', '3', ...args]);

  it('comes with every map, beside all others', async () => {
    const { stdout } = await judged('--method', 'occlusion,random-heat', '--json');
    const { maps } = JSON.parse(stdout) as {
      maps: { trust: { verdict: string; reasons: string[]; evidence: { agreement?: object } } }[];
    };
    expect(maps).toHaveLength(2);
    for (const { trust } of maps) {
      expect(['reliable', 'weak', 'unreliable']).toContain(trust.verdict);
      expect(trust.reasons.length).toBeGreaterThan(0);
    }
    // Controls are no company: what agrees with them says nothing.
    expect(maps[0]?.trust.evidence.agreement).toBeUndefined();
    expect(Object.keys(maps[1]?.trust.evidence.agreement ?? {})).toEqual(['occlusion']);
    // A map of chance is unreliable on an untrained model as on any.
    expect(maps[1]?.trust.verdict).toBe('unreliable');
  }, 120_000);

  it('is a line of text, and a column of the file', async () => {
    const path = join(folder, 'judged.parquet');
    const { stdout } = await judged('--method', 'input-derivative', '--out', path);
    const [, verdict] = /^(reliable|weak|unreliable): [A-Z]/m.exec(stdout) ?? [];
    const table = tableFromIPC(readParquet(readFileSync(path)).intoIPCStream());
    expect([...(table.getChild('verdict') ?? [])]).toEqual([verdict]);
    const [trust] = [...(table.getChild('trust') ?? [])] as string[];
    expect(JSON.parse(trust ?? '')).toMatchObject({ verdict });
  }, 120_000);
});

describe('several methods', () => {
  const several = (out: string): string[] => {
    const options = `--model ${model} --record ${record} --beat 3 --json --out ${join(folder, out)}`;
    return `explain --method occlusion,rise,random-heat ${options}`.split(' ');
  };

  it('say which method is at work, and how far the verdicts are', async () => {
    const { status, stderr } = await saliogram(several('told.json'));
    expect(status).toBe(0);
    const events = stderr
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { stage: string; done: number; total: number; detail?: string });
    const stages = events.map(({ stage }) => stage).filter((stage, i, all) => stage !== all[i - 1]);
    expect(stages).toEqual(['1/3 occlusion', '2/3 rise', '3/3 random-heat', 'random orders', 'verdicts']);
    const verdicts = events.filter(({ stage }) => stage === 'verdicts');
    expect(verdicts[0]).toMatchObject({ done: 0, total: 100, detail: 'occlusion (1 of 3)' });
    expect(verdicts.at(-1)).toMatchObject({ done: 100, total: 100 });
    const done = verdicts.map((event) => event.done);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  it.each([
    ['a map', '"2/3 rise"'],
    ['the random orders', '"random orders"'],
    ['a verdict', '"verdicts"'],
  ])('end cleanly when %s is interrupted, and leave no file', async (_what, stage) => {
    const run = await saliogram(several('cut.parquet'), { interruptAt: new RegExp(stage) });
    expect(run.status).toBe(130);
    expect(run.stderr).toMatch(/saliogram: interrupted\n$/);
    expect(run.stdout).toBe('');
    expect(readdirSync(folder).filter((name) => name.includes('cut.parquet'))).toEqual([]);
  });
});

describe('explain --out', () => {
  it('writes a Parquet file that another reader reads', async () => {
    const path = join(folder, 'maps.parquet');
    const run = await explain('--method', 'occlusion,magnitude', '--beat', '3', '--out', path, '--json');
    expect(run.status).toBe(0);
    const { maps } = JSON.parse(run.stdout) as Several;
    const table = tableFromIPC(readParquet(readFileSync(path)).intoIPCStream());
    expect([...(table.getChild('method') ?? [])]).toEqual(['occlusion', 'magnitude']);
    expect([...(table.getChild('record') ?? [])]).toEqual(['one', 'one']);
    const stored = [...(table.getChild('values') ?? [])].map((list) =>
      Array.from(list as Iterable<number>, (value) => Number(value.toPrecision(9))),
    );
    expect(stored).toEqual(maps.map(({ values }) => values));
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('explain --image', () => {
  const digit = (...args: string[]): Promise<Run> =>
    saliogram(['explain', '--model', digits, '--data', join(folder, 'mnist'), ...engine, ...args]);

  it('explains a digit', async () => {
    const svg = join(folder, 'digit.svg');
    const run = await digit('--image', '7', '--method', 'input-derivative', '--out', svg, '--json');
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ image: 7, reference: '0', shape: { steps: 784 } });
    expect(readFileSync(svg, 'utf8')).toContain('Salient regions of images');
  });

  it('is wrong use for what a digit does not have', async () => {
    for (const [args, sentence] of [
      [['--image', '40'], '--image: got 40, expected 0 to 39 (the test set has 40 digits)'],
      [
        ['--image', '0', '--method', 'occlusion', '--baseline', 'dominant-beat'],
        '--baseline dominant-beat: got a digit, expected a heartbeat',
      ],
    ] as const) {
      const run = await digit(...args);
      expect(run.status).toBe(2);
      expect(complaints(run)).toHaveLength(1);
      expect(complaints(run)[0]).toContain(sentence);
    }
  });
});

describe('wrong use of explain', () => {
  it.each([
    [['--method', 'occlusion,tarot'], 2, 'explanation method: got tarot, expected one of'],
    [
      ['--method', 'occlusion', '--baseline', 'nought'],
      2,
      '--baseline: got nought, expected a number or one of zero, mean',
    ],
    [['--method', 'occlusion', '--set', 'width=0'], 2, 'got width 0, expected an integer of at least 1'],
    [['--image', '3', '--record', ''], 2, '--image: got a model of heartbeats, expected one of digits'],
    // Before the model is looked at, which would be the wrong one.
    [['--image', '3', '--record', '', '--per-wave'], 2, '--per-wave: got a digit, expected a heartbeat'],
    [
      ['--image', '3', '--record', '', '--baseline', 'isoelectric'],
      2,
      '--baseline isoelectric: got a digit, expected a heartbeat',
    ],
  ])('%j', async (args, status, sentence) => {
    const run = await explain(...args);
    expect(run.status).toBe(status);
    expect(complaints(run)).toHaveLength(1);
    expect(complaints(run)[0]).toContain(sentence);
    expect(run.stderr).not.toMatch(/^\s+at /m);
    expect(run.stdout).toBe('');
  });
});
