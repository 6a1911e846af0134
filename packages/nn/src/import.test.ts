import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { exampleMetadata } from '../testing/example-metadata.ts';
import { difference, filled, fixture, scattered } from '../testing/golden.ts';
import { importKeras } from './import-keras.ts';
import { importOnnx } from './import-onnx.ts';
import { importPyTorch } from './import-pytorch.ts';
import type { ImportedNetwork } from './imported-network.ts';
import { modelOf } from './recurrent-model.ts';
import type { Tensor } from './safetensors.ts';

// Expected scores: Keras 3.15.1 in double and ONNX Runtime 1.32.0 in single precision, fixtures/nn/make-networks.py.
type Shapes = [string, number[]][];
const foreign = fixture('foreign.json') as Record<
  'keras' | 'onnx',
  Record<string, { tensors: Shapes; scores: number[] }>
>;
const x = sequenceBatch(scattered(4 * 7 * 2, 2), 4, 7, 2);

async function scoresOf({ architecture, parameters }: ImportedNetwork): Promise<Float32Array> {
  const model = await modelOf(exampleMetadata(architecture), parameters, { backend: 'reference' });
  return model.scores(x);
}

/** A tensor of this shape full of small numbers. */
const tensor = (...shape: number[]): Tensor => ({
  shape,
  values: scattered(
    shape.reduce((a, b) => a * b, 1),
    0.5,
  ),
});
const torch = (changes: Record<string, Tensor | undefined> = {}): Map<string, Tensor> => {
  const all = {
    'rnn.weight_ih_l0': tensor(12, 2),
    'rnn.weight_hh_l0': tensor(12, 4),
    'rnn.bias_ih_l0': tensor(12),
    'rnn.bias_hh_l0': tensor(12),
    'fc.2.weight': tensor(6, 4),
    'fc.2.bias': tensor(6),
    'fc.10.weight': tensor(3, 6),
    'fc.10.bias': tensor(3),
    ...changes,
  };
  return new Map(Object.entries(all).filter((entry): entry is [string, Tensor] => entry[1] !== undefined));
};

describe('importPyTorch', () => {
  it('tells cells and sizes by the shapes, and the order of a head by its numbers', () => {
    expect(importPyTorch(torch()).architecture).toEqual({
      kind: 'gru',
      inputs: 2,
      hidden: [4],
      dense: [{ units: 6 }],
      outputs: 3,
    });
  });

  it('takes a head in the order asked for', () => {
    const named = torch({
      'fc.2.weight': undefined,
      'fc.2.bias': undefined,
      'first.weight': tensor(6, 4),
      'norm.weight': tensor(6),
      'norm.bias': tensor(6),
      'norm.running_mean': tensor(6),
      'norm.running_var': tensor(6),
      'norm.num_batches_tracked': tensor(1),
    });
    const read = importPyTorch(named, { head: ['first', 'norm', 'fc.10'] });
    expect(read.architecture.dense).toEqual([{ units: 6, batchNorm: true }]);
    expect(() => importPyTorch(named)).toThrow('expected [3, 4] after a layer of 4 outputs');
    expect(() => importPyTorch(named, { head: ['norm', 'first', 'fc.10'] })).toThrow(
      'head names norm, first, fc.10, expected fc.10, first, norm, each once',
    );
    expect(() => importPyTorch(named, { head: ['first', 'fc.10'] })).toThrow('expected fc.10, first, norm');
  });

  it('adds the biases, but not those of n in a GRU', () => {
    const bias = (first: number[]): Tensor => ({ shape: [3], values: Float32Array.from(first) });
    const one = torch({
      'rnn.weight_ih_l0': tensor(3, 2),
      'rnn.weight_hh_l0': tensor(3, 1),
      'rnn.bias_ih_l0': bias([1, 2, 3]),
      'rnn.bias_hh_l0': bias([10, 20, 30]),
      'fc.2.weight': tensor(6, 1),
    });
    expect([...importPyTorch(one).parameters.subarray(9, 13)]).toEqual([11, 22, 3, 30]);
  });

  it('takes layers of their own modules and sizes, and layers without biases', () => {
    const stacked = torch({
      'rnn.bias_ih_l0': undefined,
      'rnn.bias_hh_l0': undefined,
      'rnn2.weight_ih_l0': tensor(15, 4),
      'rnn2.weight_hh_l0': tensor(15, 5),
      'fc.2.weight': tensor(6, 5),
    });
    const { architecture, parameters } = importPyTorch(stacked);
    expect(architecture.hidden).toEqual([4, 5]);
    expect([...parameters.subarray(72, 88)]).toEqual(Array.from({ length: 16 }, () => 0));
  });

  const wrong: [string, Record<string, Tensor | undefined>, string][] = [
    [
      'a cell of other rows',
      { 'rnn.weight_hh_l0': tensor(10, 4) },
      'tensor "rnn.weight_hh_l0" has shape [10, 4], expected [4 H, H] of an LSTM, [3 H, H] of a GRU or [H, H]',
    ],
    [
      'input weights that do not fit',
      { 'rnn.weight_ih_l0': tensor(16, 2) },
      'tensor "rnn.weight_ih_l0" has shape [16, 2], expected [12, 2] in a GRU of 4 units on 2 inputs',
    ],
    ['a missing tensor', { 'rnn.weight_hh_l0': undefined }, 'tensor "rnn.weight_hh_l0" is missing'],
    [
      'a bias that does not fit',
      { 'rnn.bias_hh_l0': tensor(4) },
      'tensor "rnn.bias_hh_l0" has shape [4], expected [12]',
    ],
    [
      'a head that does not fit',
      { 'fc.2.weight': tensor(6, 8) },
      'tensor "fc.2.weight" has shape [6, 8], expected [6, 4] after a layer of 4 outputs',
    ],
    [
      'layers of two kinds',
      { 'rnn.weight_ih_l1': tensor(4, 4), 'rnn.weight_hh_l1': tensor(4, 4) },
      'found recurrent layers gru, rnn, expected all of one kind',
    ],
    [
      'a projection',
      { 'rnn.weight_hh_l0': tensor(32, 5) },
      'tensor "rnn.weight_hh_l0" has shape [32, 5], expected [4 H, H]',
    ],
  ];
  it.each(wrong)('refuses %s', (_what, changes, message) => {
    expect(() => importPyTorch(torch(changes), { name: 'w.safetensors' })).toThrow(/^w\.safetensors: /);
    expect(() => importPyTorch(torch(changes))).toThrow(message);
  });

  it('refuses what has no recurrent layer or no head', () => {
    expect(() => importPyTorch(new Map([['fc.weight', tensor(3, 4)]]))).toThrow(
      'found no tensor "weight_ih_l0"',
    );
    const headless = [...torch()].filter(([name]) => name.startsWith('rnn'));
    expect(() => importPyTorch(new Map(headless))).toThrow('found no linear layer');
  });
});

describe('importKeras', () => {
  it.each(Object.entries(foreign.keras))('gives the scores of Keras: %s', async (_name, golden) => {
    const found = await scoresOf(importKeras(filled(golden.tensors)));
    expect(difference(found, golden.scores)).toBeLessThan(4e-6);
  });

  it('does not depend on the order of the tensors', () => {
    const tensors = filled(foreign.keras['gru both ways'].tensors);
    expect(importKeras(new Map([...tensors].reverse()))).toEqual(importKeras(tensors));
  });

  it('refuses a GRU that resets before the product, and kernels that do not fit', () => {
    const keras = (changes: Record<string, Tensor>): Map<string, Tensor> =>
      new Map([...filled(foreign.keras.gru.tensors), ...Object.entries(changes)]);
    expect(() => importKeras(keras({ 'gru/gru_cell/bias': tensor(12) }))).toThrow(
      'weights: tensor "gru/gru_cell/bias" has shape [12], expected [2, 12] in a GRU of 4 units with reset_after=True',
    );
    expect(() => importKeras(keras({ 'gru_1/gru_cell/kernel': tensor(2, 12) }))).toThrow(
      'tensor "gru_1/gru_cell/kernel" has shape [2, 12], expected [4, 12] in a GRU of 4 units on 4 inputs',
    );
    expect(() => importKeras(keras({ 'dense/kernel': tensor(6, 4) }))).toThrow(
      'tensor "dense/kernel" has shape [6, 4], expected [4, 4] after a layer of 4 outputs',
    );
  });
});

describe('importOnnx', () => {
  const network = (tensors: Map<string, Tensor>, linearBeforeReset = 1) => ({
    recurrent: [0, 1].map((l) => {
      const [W, R, B] = ['W', 'R', 'B'].map((part) => tensors.get(`${part}${l}`)!);
      return { W, R, B, linearBeforeReset };
    }),
    linear: [{ weight: tensors.get('weight')!, bias: tensors.get('bias')!, transB: 1 }],
  });

  it.each(Object.entries(foreign.onnx))('gives the scores of ONNX Runtime: %s', async (_name, golden) => {
    const found = await scoresOf(importOnnx(network(filled(golden.tensors))));
    expect(difference(found, golden.scores)).toBeLessThan(4e-6);
  });

  it('takes a linear layer either way round', () => {
    const tensors = filled(foreign.onnx.lstm.tensors);
    const straight = network(tensors);
    const { values } = tensors.get('weight')!;
    const turned = Float32Array.from({ length: 12 }, (_, i) => values[(i % 3) * 4 + Math.floor(i / 3)]);
    const linear = [{ weight: { shape: [4, 3], values: turned }, bias: tensors.get('bias')! }];
    expect(importOnnx({ ...straight, linear })).toEqual(importOnnx(straight));
  });

  it('refuses a GRU that resets before the product, and tensors that do not fit', () => {
    const gru = filled(foreign.onnx.gru.tensors);
    expect(() => importOnnx(network(gru, 0), { name: 'g.onnx' })).toThrow(
      'g.onnx: recurrent[0] has linear_before_reset 0, expected 1',
    );
    gru.set('B1', tensor(1, 12));
    expect(() => importOnnx(network(gru))).toThrow(
      'tensor "recurrent[1].B" has shape [1, 12], expected [1, 24] in a GRU of 4 units on 4 inputs',
    );
    expect(() => importOnnx({ recurrent: [], linear: [] })).toThrow('got 0 recurrent and 0 linear layers');
  });
});
