import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { MIT_BIH_CLASSES, MIT_BIH_PREPROCESSING } from '@saliogram/datasets';
import { decodeModelMetadata, readSafetensors, writeSafetensors } from '@saliogram/nn';
import { recordFiles, temporaryFolder, writeFiles } from './cli-files.ts';
import { complaints, saliogram } from './saliogram-process.ts';

const folder = temporaryFolder();
const record = join(folder, 'one');
const engine = ['--backend', 'reference'];
const explaining = (file: string): string[] => [
  ...'explain --method input-derivative --record'.split(' '),
  record,
  '--model',
  file,
  ...engine,
];

beforeAll(() => writeFiles(folder, recordFiles('one')));

describe('train', () => {
  const train = (out: string, ...args: string[]) => [
    ...'train --dataset synthetic --limit 160 --batch-size 16 --threads 1 --json --out'.split(' '),
    join(folder, out),
    ...args,
  ];

  it('goes on after Ctrl-C to the same weights as an unbroken run', async () => {
    const whole = await saliogram(train('whole', '--epochs', '2'));
    expect(whole.status).toBe(0);
    const broken = await saliogram(train('broken', '--epochs', '2'), { interruptAt: /"type":"validation"/ });
    expect(broken.status).toBe(130);
    expect(broken.stderr).toContain('interrupted');
    expect(existsSync(join(folder, 'broken/model.safetensors'))).toBe(false);
    const resumed = await saliogram(train('broken', '--epochs', '2'));
    expect(resumed.status).toBe(0);
    expect(resumed.stderr).toContain('"type":"resumed"');
    const crossEntropy = (stdout: string) =>
      (JSON.parse(stdout) as { metrics: { test: { crossEntropy: number } } }).metrics.test.crossEntropy;
    expect(crossEntropy(resumed.stdout)).toBe(crossEntropy(whole.stdout));
    expect(readFileSync(join(folder, 'whole/model.md'), 'utf8')).toContain('Confusion matrix');
  });

  it('keeps what the network remembers of some training beats, by which explain names the nearest', async () => {
    const file = join(folder, 'whole/model.safetensors');
    const near = await saliogram([...explaining(file), '--no-verdict', '--nearest', '--json']);
    expect(near.stderr).not.toMatch(/^\s+at /m);
    const { nearestTraining } = JSON.parse(near.stdout) as {
      nearestTraining: {
        known: number;
        voting: number;
        votes: { count: number }[];
        nearest: { record: string; timeS: number; distance: number }[];
        ofClasses: { symbol: string; distance: number }[];
      };
    };
    const { known, voting, votes, nearest, ofClasses } = nearestTraining;
    expect(known).toBeGreaterThan(50);
    expect(nearest).toHaveLength(5);
    expect(nearest[0].distance).toBe(ofClasses[0].distance);
    expect(ofClasses.map(({ distance }) => distance)).toEqual(
      ofClasses.map(({ distance }) => distance).sort((a, b) => a - b),
    );
    expect(votes.reduce((sum, { count }) => sum + count, 0)).toBe(voting);
    const lines = await saliogram([...explaining(file), '--no-verdict', '--nearest']);
    expect(lines.stdout).toContain(`nearest of ${known} training examples`);
    expect(readFileSync(join(folder, 'whole/model.md'), 'utf8')).toContain(
      '| Training examples | model.examples',
    );
    // Of another model: told apart by its checksum.
    copyFileSync(file, join(folder, 'copy.safetensors'));
    const none = await saliogram([
      ...explaining(join(folder, 'copy.safetensors')),
      '--nearest',
      '--no-verdict',
    ]);
    expect(none.status).toBe(1);
    expect(complaints(none)[0]).toContain('expected the training examples of the model beside it');
  });

  const parametersOf = (out: string) =>
    readSafetensors(readFileSync(join(folder, out, 'model.safetensors')), out).tensors;

  it('trains any recurrent network, and goes on after a kill to the same weights', async () => {
    const network = '--cell gru --hidden 12,6 --bidirectional --dense 5 --average-decay 0.9 --epochs 6'.split(
      ' ',
    );
    expect((await saliogram(train('gru', ...network))).status).toBe(0);
    const killed = await saliogram(train('killed', ...network), {
      interruptAt: /"type":"checkpoint"/,
      signal: 'SIGKILL',
    });
    expect(killed.status).toBe(null);
    expect(existsSync(join(folder, 'killed/model.safetensors'))).toBe(false);
    const resumed = await saliogram(train('killed', ...network));
    expect(resumed.status).toBe(0);
    expect(resumed.stderr).toContain('"type":"resumed"');
    expect(parametersOf('killed')).toEqual(parametersOf('gru'));
    const { architecture, training } = decodeModelMetadata(
      readFileSync(join(folder, 'gru/model.safetensors')),
    );
    expect(architecture).toEqual({
      kind: 'gru',
      bidirectional: true,
      inputs: 1,
      hidden: [12, 6],
      dense: [{ units: 5 }],
      outputs: 5,
    });
    expect(training?.['command']).toContain('--cell gru --hidden 12,6 --bidirectional --dense 5');
    expect(training?.['command']).toContain('--average-decay 0.9');
    expect(readFileSync(join(folder, 'gru/model.md'), 'utf8')).toContain(
      'GRU both ways, 1 input per step, layers of 12 and 6 units, dense layer of 5, 5 classes',
    );
    const explained = await saliogram([...explaining(join(folder, 'gru/model.safetensors')), '--json']);
    expect((JSON.parse(explained.stdout) as { values: number[] }).values).toHaveLength(216);
  });

  it('starts from the weights of another model, on coarse steps first, and says so', async () => {
    const small = ['--hidden', '6', '--epochs', '1'];
    expect((await saliogram(train('first', ...small))).status).toBe(0);
    const first = join(folder, 'first/model.safetensors');
    // At a rate of nearly 0 the weights stay where they started.
    const still = '--hidden 6 --epochs 1 --learning-rate 1e-9 --schedule constant --warmup-steps 0'.split(
      ' ',
    );
    expect((await saliogram(train('second', ...still, '--start', first))).status).toBe(0);
    const [before, after] = ['first', 'second'].map((out) => parametersOf(out).get('head.weight')!.values);
    for (const [i, value] of before!.entries()) expect(Math.abs(after![i]! - value)).toBeLessThan(1e-7);
    const { training } = decodeModelMetadata(readFileSync(join(folder, 'second/model.safetensors')));
    expect(training).toMatchObject({
      command: expect.stringMatching(/--start model\.safetensors/) as string,
      start: { file: 'model.safetensors', command: expect.stringContaining('--hidden 6') as string },
    });
    const coarse = await saliogram(train('coarse', ...small.with(3, '2'), '--time-scales', '6:1'));
    expect(coarse.status).toBe(0);
    const made = decodeModelMetadata(readFileSync(join(folder, 'coarse/model.safetensors'))).training;
    expect(made?.['command']).toContain('--time-scales 6:1');
    expect(made?.['best']).toMatchObject({ epoch: 2 });

    const other = await saliogram(train('third', '--hidden', '7', '--start', first));
    expect(other.status).toBe(2);
    expect(other.stderr).toContain('is lstm 1 -> 6 -> 5, expected lstm 1 -> 7 -> 5 to start from');
    const wrong = await saliogram(train('fourth', '--time-scales', '6'));
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain('as 4:8,2:4');
  });

  it('takes the network from a configuration file', async () => {
    writeFiles(folder, { 'rnn.json': '{"cell": "rnn", "hidden": [7], "epochs": 1}' });
    const run = await saliogram(train('rnn', '--config', join(folder, 'rnn.json')));
    expect(run.status).toBe(0);
    expect(parametersOf('rnn').get('rnn.weight_hh_l0')?.shape).toEqual([7, 7]);
  });

  it('refuses to go on with other settings', async () => {
    const run = await saliogram(train('whole', '--epochs', '2', '--dropout', '0.5'));
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('the stored run has dropout 0.2, this one 0.5');
  });
});

describe('import', () => {
  const about = {
    classes: MIT_BIH_CLASSES,
    preprocessing: MIT_BIH_PREPROCESSING,
    units: 'z-score',
    zero: 'mean of the beat',
  };
  const numbers = (...shape: number[]) => ({
    shape,
    values: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i + 1)),
  });
  const state = new Map([
    ['rnn.weight_ih_l0', numbers(12, 1)],
    ['rnn.weight_hh_l0', numbers(12, 4)],
    ['rnn.bias_ih_l0', numbers(12)],
    ['rnn.bias_hh_l0', numbers(12)],
    ['fc.weight', numbers(5, 4)],
    ['fc.bias', numbers(5)],
  ]);
  const importing = (tensors: Parameters<typeof writeSafetensors>[0], json: string) => {
    const dir = temporaryFolder();
    writeFiles(dir, { 'gru.safetensors': writeSafetensors(tensors), 'gru.json': json });
    const [weights, facts, out] = ['gru.safetensors', 'gru.json', 'out.safetensors'].map((f) => join(dir, f));
    const args = ['import', '--weights', weights, '--about', facts, '--out', out, '--json'];
    return { run: saliogram(args), out };
  };

  it('makes a model that can be explained of a state dict', async () => {
    const { run, out } = importing(state, JSON.stringify(about));
    const { status, stdout } = await run;
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ architecture: { kind: 'gru', hidden: [4], outputs: 5 } });
    const explained = await saliogram([...explaining(out), '--json']);
    expect(explained.status).toBe(0);
  });

  it('says what is wrong with the weights or the file about them', async () => {
    const complaint = async (tensors: typeof state, json: string): Promise<string> => {
      const { stdout, stderr } = await importing(tensors, json).run;
      expect(stdout).toBe('');
      return (JSON.parse(stderr) as { message: string }).message;
    };
    const { units: _units, ...withoutUnits } = about;
    expect(await complaint(state, JSON.stringify(withoutUnits))).toMatch(
      /gru\.json: model metadata "units" is missing, expected a non-empty text$/,
    );
    expect(await complaint(state, '[')).toMatch(/gru\.json: not JSON, expected an object with classes/);
    expect(await complaint(new Map([...state, ['fc.weight', numbers(5, 9)]]), JSON.stringify(about))).toBe(
      'gru.safetensors: tensor "fc.weight" has shape [5, 9], expected [5, 4] after a layer of 4 outputs',
    );
  });
});

describe('doctor', () => {
  it('says which backend it takes and why, and holds it against the reference', async () => {
    const { status, stdout } = await saliogram(['doctor', '--json']);
    expect(status).toBe(0);
    const { engine: found } = JSON.parse(stdout) as {
      engine: {
        backend: string;
        reason: string;
        agrees: boolean;
        gflops: number;
        differences: Record<string, number>;
        native: { file?: string; reason?: string };
      };
    };
    expect(found.reason).not.toBe('');
    expect(found.backend === 'native').toBe(found.native.file !== undefined);
    expect(found.native.file ?? found.native.reason).toBeTruthy();
    expect(found.agrees).toBe(true);
    expect(found.gflops).toBeGreaterThan(0);
    expect(Math.max(...Object.values(found.differences))).toBeLessThan(1e-4);
  });

  it('names the environment when that chose the backend, and refuses one that is none', async () => {
    const wasm = await saliogram(['doctor', '--threads', '1'], { env: { SALIOGRAM_BACKEND: 'wasm-plain' } });
    expect(wasm.stdout).toContain('engine     wasm-plain, 1 thread (as --threads says; ');
    expect(wasm.stdout).toContain('because SALIOGRAM_BACKEND says so');
    const wrong = await saliogram(['doctor'], { env: { SALIOGRAM_BACKEND: 'cuda' } });
    expect(wrong.status).toBe(2);
    expect(complaints(wrong)[0]).toContain('SALIOGRAM_BACKEND: got cuda, expected auto or one of native');
  });
});
