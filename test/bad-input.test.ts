import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { digitFiles, modelBytes, recordFiles, replaced, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

const folder = temporaryFolder();
const model = join(folder, 'model.safetensors');
let goodModel: Uint8Array;
const good = recordFiles('r');

beforeAll(async () => {
  goodModel = await modelBytes();
  writeFileSync(model, goodModel);
});

type Files = Readonly<Record<string, Uint8Array | string | undefined>>;

/** The files that are there: those with undefined content are left out. */
function withoutMissing(files: Files): Record<string, Uint8Array | string> {
  const there = Object.entries(files).flatMap(([name, content]) =>
    content === undefined ? [] : [[name, content]],
  );
  return Object.fromEntries(there) as Record<string, Uint8Array | string>;
}

/** Explains a beat of a record made of `files`; an output of an earlier run is in the way. */
async function explain(files: Record<string, Uint8Array | string>, modelFile = model) {
  const dir = join(temporaryFolder(), 'records');
  writeFiles(dir, { ...files, 'earlier.json': 'earlier' });
  const out = join(dir, 'earlier.json');
  const run = await saliogram([
    ...'explain --method input-derivative --no-verdict --backend reference --model'.split(' '),
    modelFile,
    '--record',
    join(dir, 'r'),
    '--out',
    out,
  ]);
  return { run, earlier: readFileSync(out, 'utf8') };
}

async function expectOneSentence(
  files: Record<string, Uint8Array | string>,
  parts: readonly string[],
  modelFile = model,
): Promise<void> {
  const { run, earlier } = await explain(files, modelFile);
  const said = complaints(run);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^saliogram: /);
  for (const part of parts) expect(said[0]).toContain(part);
  expect([1, 2]).toContain(run.status);
  expect(run.stdout).toBe('');
  expect(earlier).toBe('earlier');
}

describe('a bad recording gives one sentence and leaves earlier output alone', () => {
  const header = good['r.hea'];
  const samples = good['r.dat'];
  const flipped = samples.slice();
  flipped[5000] ^= 1;

  it.each<[string, Files, string[]]>([
    ['no header', { ...good, 'r.hea': undefined }, ['r.hea', 'no such file']],
    ['an empty header', { ...good, 'r.hea': '' }, ['r.hea']],
    ['a header that is no header', { ...good, 'r.hea': 'hello\n' }, ['r.hea', 'line 1']],
    ['no signal file', { ...good, 'r.dat': undefined }, ['r.dat', 'no such file']],
    [
      'a cut signal file',
      { ...good, 'r.dat': samples.slice(0, 1000) },
      ['r.dat', 'got 1000 bytes, expected 10800'],
    ],
    ['a wrong checksum', { ...good, 'r.dat': flipped }, ['r.dat', 'checksum', 'expected']],
    ['an unknown format code', { ...good, 'r.hea': replaced(header, ' 212x', ' 999x') }, ['r.hea', '999']],
    ['a cut annotation file', { ...good, 'r.atr': good['r.atr'].slice(0, 7) }, ['r.atr']],
    ['another lead', recordFiles('r', 'aVR'), ['aVR', 'MLII']],
    ['less than a beat', recordFiles('r', 'MLII', 0.5), ['180 samples', 'expected at least 216']],
  ])('%s', async (_what, files, parts) => {
    await expectOneSentence(withoutMissing(files), parts);
  });

  it('reads the intact one', async () => {
    const { run, earlier } = await explain(good);
    expect(run.status).toBe(0);
    expect(earlier).toContain('"method":"input-derivative"');
  });

  it('never cuts a beat over samples that are missing', async () => {
    // -2048 marks a missing sample in format 212.
    const gapped = recordFiles('r', 'MLII', 20, (digital) => digital.fill(-2048, 1000, 2500));
    const { run, earlier } = await explain(gapped);
    expect(run.status).toBe(0);
    const result = JSON.parse(earlier) as { input: (number | null)[] };
    expect(result.input.every((value) => typeof value === 'number')).toBe(true);
  });
});

describe('a bad model gives one sentence and leaves earlier output alone', () => {
  const writeModel = (bytes: Uint8Array | string): string => {
    const path = join(temporaryFolder(), 'm.safetensors');
    writeFileSync(path, bytes);
    return path;
  };

  it('missing', () =>
    expectOneSentence(good, ['none.safetensors', 'no such model'], join(folder, 'none.safetensors')));
  it('empty', () => expectOneSentence(good, ['m.safetensors'], writeModel('')));
  it('cut', async () => {
    // 365 parameters: 4 gates x 8 units x (1 input + 8 states + 1 bias), and 5 classes x (8 weights + 1 bias).
    const cut = goodModel.slice(0, goodModel.length - 100);
    await expectOneSentence(good, ['m.safetensors', 'got 1360 bytes', 'expected 1460'], writeModel(cut));
  });
  it('no model at all', () =>
    expectOneSentence(good, ['m.safetensors'], writeModel('a letter to a friend, not a model')));
  it('a number that is not finite', async () => {
    const broken = goodModel.slice();
    new DataView(broken.buffer).setFloat32(broken.length - 4, NaN, true);
    await expectOneSentence(good, ['m.safetensors', 'NaN', 'finite'], writeModel(broken));
  });
  it('made for something else', async () => {
    const digits = await modelBytes({ preprocessing: { order: 'scan-line', rows: 28, columns: 28 } });
    await expectOneSentence(good, ['preprocessing.', 'heartbeats'], writeModel(digits));
  });
  it('made for a lead that the recording has not', async () => {
    const preprocessing = { lead: 'III', fallbackLead: 'aVL', samplingFrequency: 360 };
    const other = await modelBytes({
      preprocessing: {
        ...preprocessing,
        window: { before: 72, after: 144 },
        scaling: 'none',
        centring: 'detected',
      },
    });
    await expectOneSentence(good, ['MLII', 'expected III or aVL'], writeModel(other));
  });
});

describe('bad MNIST files', () => {
  const train = (files: Record<string, Uint8Array | string>) => {
    const dir = temporaryFolder();
    writeFiles(dir, files);
    return saliogram(['train', '--dataset', 'mnist', '--data', dir, '--out', join(dir, 'run')]);
  };
  const digits = digitFiles(4);
  const images = 'train-images-idx3-ubyte';

  it.each<[string, Files, string[]]>([
    ['a missing file', { ...digits, 't10k-labels-idx1-ubyte': undefined }, ['t10k-labels-idx1-ubyte']],
    ['a cut file', { ...digits, [images]: digits[images].slice(0, 100) }, [images, 'got']],
    [
      'a wrong magic number',
      { ...digits, [images]: digits[images].map((byte, i) => (i === 2 ? 99 : byte)) },
      [images],
    ],
  ])('%s', async (_what, files, parts) => {
    const run = await train(withoutMissing(files));
    expect(complaints(run)).toHaveLength(1);
    for (const part of parts) expect(complaints(run)[0]).toContain(part);
    expect(run.status).toBe(1);
  });
});

describe('errors with --json', () => {
  it('are one JSON line on stderr, with a code', async () => {
    const run = await saliogram(['beats', '--data', join(folder, 'nowhere'), '--json']);
    expect(run.status).toBe(2);
    expect(JSON.parse(run.stderr)).toMatchObject({ type: 'error', code: 'data-missing' });
  });
});
