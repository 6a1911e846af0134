import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { attributionMethods } from '@saliogram/explain';
import { modelBytes, recordFiles, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

/* What explain refuses, as a user meets it: wrong use, one sentence that names both sides, no stack, no file. */

const folder = temporaryFolder();
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  writeFiles(folder, { ...recordFiles('one'), ...recordFiles('short', 'MLII', 0.4) });
  writeFileSync(file('model'), await modelBytes());
  const architecture = { kind: 'gru', bidirectional: true, inputs: 1, hidden: [3], outputs: 5 } as const;
  writeFileSync(file('both-ways'), await modelBytes({ architecture }));
  mkdirSync(file('out'));
});

const explain = (args: readonly string[], { model = 'model', record = 'one' } = {}) =>
  saliogram([
    'explain',
    '--model',
    file(model),
    '--record',
    file(record),
    ...'--threads 1 --no-verdict'.split(' '),
    ...args,
  ]);

describe('explain refuses', () => {
  it.each<[string, string[], string]>([
    [
      'a window longer than the beat',
      ['--method', 'occlusion', '--set', 'width=217'],
      'occlusion: got width 217 for sequences of 216 steps, expected at most 216; choose a shorter one, or',
    ],
    [
      'a window of nothing',
      ['--method', 'occlusion', '--set', 'width=0'],
      'occlusion: got width 0, expected an integer of at least 1',
    ],
    [
      'no samples',
      ['--method', 'smooth-grad', '--set', 'samples=0'],
      'SmoothGrad: got samples 0, expected an integer of at least 2',
    ],
    [
      'a baseline that is no sequence',
      ['--method', 'integrated-gradients', '--set', 'baseline=[1,2]'],
      'integrated-gradients: got baseline [1,2], expected a number, one of zero, mean,',
    ],
    [
      'isoelectric levels for other leads',
      ['--method', 'deep-lift', '--baseline', 'isoelectric', '--set', 'reference={"isoelectric":[1,2]}'],
      'got 2 levels in reference.isoelectric, expected 1 x 1 (sequences x channels) or 1',
    ],
    [
      'data that are no sequences',
      ['--method', 'fit', '--set', 'data={"values":[1]}'],
      'fit: got data {"values":[1]}, expected sequences with values as a Float32Array [B, T, C]',
    ],
    [
      'an objective that is none',
      ['--method', 'rise', '--set', 'objective=beauty'],
      'rise: got objective beauty, expected one of score, probability, log-probability',
    ],
    [
      'segments by their number',
      ['--method', 'lime', '--set', 'segments=3'],
      'LIME: got segments 3, expected a list of segments with name, from and to',
    ],
  ])('%s', async (_what, args, sentence) => {
    const run = await explain([...args, '--out', file('out/map.json')]);
    expect(complaints(run)).toEqual([expect.stringContaining(`saliogram: `)]);
    expect(complaints(run)[0]).toContain(sentence);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(readdirSync(file('out'))).toEqual([]);
  });

  it('a model that cannot do what the method needs, with --json as one line with its code', async () => {
    const run = await explain(['--method', 'temporal-integrated-gradients', '--json'], {
      model: 'both-ways',
    });
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(complaints({ ...run, stderr: run.stderr.replace(/^{"type":"progress.*\n/gm, '') })).toEqual([]);
    const said = JSON.parse(run.stderr.trimEnd().split('\n').at(-1) ?? '') as object;
    expect(said).toMatchObject({
      type: 'error',
      code: 'model-mismatch',
      message:
        'temporal-integrated-gradients: the model cannot take single steps with other inputs (it has no scoresOfStepVariants); use a model that can, or another method',
      details: { method: 'temporal-integrated-gradients', capability: 'scoresOfStepVariants' },
    });
  });

  it('a record that is shorter than one beat of the model', async () => {
    const run = await explain(['--method', 'magnitude'], { record: 'short' });
    expect(complaints(run)).toEqual([
      'saliogram: record short: got 144 samples at 360 Hz, expected at least 216 for one beat',
    ]);
    expect(run).toMatchObject({ status: 1, stdout: '' });
  });

  it('an option that a method does not have, whichever method', async () => {
    const names = attributionMethods.map(({ name }) => name);
    const run = await explain([
      '--method',
      names.join(','),
      ...names.flatMap((name) => ['--set', `${name}.breadth=3`]),
    ]);
    expect(complaints(run)).toEqual([expect.stringContaining(`${names[0]}: got option breadth, expected `)]);
    expect(run).toMatchObject({ status: 2, stdout: '' });
  });
});
