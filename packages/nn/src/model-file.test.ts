import { readFileSync } from 'node:fs';
import { sequenceBatch } from '@saliogram/core';
import { describe, expect, it } from 'vitest';
import { exampleMetadata } from '../testing/example-metadata.ts';
import { createModel } from './recurrent-model.ts';
import { decodeModel, decodeModelMetadata, encodeModel, restoreParameters } from './model-file.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

const shape = { inputs: 2, hidden: [3, 4], outputs: 2 };
const model = await createModel(exampleMetadata(shape), { seed: 3, backend: 'reference' });
const bytes = encodeModel(model);
const { tensors, metadata: texts } = readSafetensors(bytes, 'model');
const x = sequenceBatch(
  Float32Array.from({ length: 40 }, (_, i) => Math.sin(i)),
  4,
  5,
  2,
);

/** The model's file with its metadata JSON changed. */
function withJson(change: (metadata: Record<string, unknown>) => void): Uint8Array {
  const metadata = JSON.parse(texts['saliogram.model']) as Record<string, unknown>;
  change(metadata);
  return writeSafetensors(tensors, { ...texts, 'saliogram.model': JSON.stringify(metadata) });
}

describe('model file', () => {
  it('gives back metadata, parameters and scores', async () => {
    const metadata = {
      ...model.metadata,
      training: { epochs: 3, history: [{ loss: 0.25 }] },
      metrics: { test: { accuracy: 0.5 } },
      dataHash: 'abc',
      laterField: [1, { deep: 'kept' }],
    };
    const read = await decodeModel(encodeModel(model.withMetadata(metadata)), { backend: 'reference' });
    expect(read.metadata).toEqual(metadata);
    expect(read.engine.getParameters()).toEqual(model.engine.getParameters());
    expect(await read.scores(x)).toEqual(await model.scores(x));
    expect(decodeModelMetadata(bytes)).toEqual(model.metadata);
  });

  it.each([
    { kind: 'gru', dense: [{ units: 6, batchNorm: true }, { units: 3 }] },
    { kind: 'rnn', bidirectional: true, dense: [] },
    { kind: 'lstm', bidirectional: true },
  ] as const)('gives back a network of %j', async (rest) => {
    const made = await createModel(exampleMetadata({ ...shape, ...rest }), { seed: 3, backend: 'reference' });
    const read = await decodeModel(encodeModel(made), { backend: 'reference' });
    expect(read.metadata).toEqual(made.metadata);
    expect(read.engine.getParameters()).toEqual(made.engine.getParameters());
    const ragged = { ...x, lengths: [5, 1, 3, 4] };
    expect(await read.scores(ragged)).toEqual(await made.scores(ragged));
  });

  it.each(['mitdb-lstm', 'mitdb-lstm-patient'])('reads the file of %s, written before', async (file) => {
    const old = readFileSync(new URL(`../../../models/${file}.safetensors`, import.meta.url));
    const read = await decodeModel(old, { backend: 'reference' });
    expect(read.metadata.architecture).toEqual({ kind: 'lstm', inputs: 1, hidden: [128, 128], outputs: 5 });
    expect(Buffer.from(encodeModel(read)).equals(old)).toBe(true);
  });

  it('restores parameters into a model of the same architecture and refuses another', async () => {
    const other = await createModel(exampleMetadata(shape), { seed: 4, backend: 'reference' });
    restoreParameters(other, bytes);
    expect(other.engine.getParameters()).toEqual(model.engine.getParameters());
    const wider = await createModel(exampleMetadata({ ...shape, hidden: [3, 5] }), {
      seed: 4,
      backend: 'reference',
    });
    expect(() => restoreParameters(wider, bytes, 'm')).toThrow(
      'm: tensor "lstm.weight_ih_l1" has shape [16, 3], expected [20, 3] as the architecture says',
    );
  });

  const wrongFields: [field: string, change: (m: Record<string, unknown>) => void, message: string][] = [
    ['units', (m) => delete m['units'], '"units" is missing, expected a non-empty text'],
    ['created', (m) => (m['created'] = 'yesterday'), '"created" is "yesterday", expected an ISO 8601 time'],
    [
      'architecture.kind',
      (m) => (m['architecture'] = { kind: 'tcn' }),
      '"architecture.kind" is "tcn", expected "lstm" or "gru" or "rnn"',
    ],
    [
      'architecture.hidden[1]',
      (m) => (m['architecture'] = { kind: 'lstm', inputs: 2, hidden: [3, 0], outputs: 2 }),
      '"architecture.hidden[1]" is 0, expected a positive integer',
    ],
    [
      'architecture.hidden',
      (m) =>
        (m['architecture'] = {
          kind: 'gru',
          inputs: 2,
          hidden: Array.from({ length: 9 }, () => 3),
          outputs: 2,
        }),
      '"architecture.hidden" is [3,3,3,3,3,3,3,3,3], expected a list of 1 to 8',
    ],
    [
      'architecture.bidirectional',
      (m) => (m['architecture'] = { kind: 'gru', bidirectional: 1, inputs: 2, hidden: [3], outputs: 2 }),
      '"architecture.bidirectional" is 1, expected true or false',
    ],
    [
      'architecture.dense[0].units',
      (m) =>
        (m['architecture'] = { kind: 'rnn', inputs: 2, hidden: [3], dense: [{ units: 1.5 }], outputs: 2 }),
      '"architecture.dense[0].units" is 1.5, expected a positive integer',
    ],
    [
      'classes',
      (m) => (m['classes'] = [{ symbol: 'N', name: 'Normal' }]),
      '"classes" is ["N"], expected 2 classes as architecture.outputs says',
    ],
    [
      'classes[0].name',
      (m) => (m['classes'] = [{ symbol: 'N' }]),
      '"classes[0].name" is missing, expected a non-empty text',
    ],
    ['preprocessing', (m) => (m['preprocessing'] = 'none'), '"preprocessing" is "none", expected an object'],
  ];
  it.each(wrongFields)('names the field %s when it is wrong', async (field, change, message) => {
    await expect(decodeModel(withJson(change), { name: 'm.safetensors' })).rejects.toMatchObject({
      code: 'file-corrupt',
      message: `m.safetensors: model metadata ${message}`,
      details: { field },
    });
  });

  it('refuses tensors that do not fit the architecture, before it starts an engine', async () => {
    const rewrite = (
      change: (t: Map<string, { shape: readonly number[]; values: Float32Array }>) => void,
    ) => {
      const copy = new Map(
        [...tensors].map(([k, t]) => [k, { shape: t.shape, values: Float32Array.from(t.values) }]),
      );
      change(copy);
      return decodeModel(writeSafetensors(copy, texts));
    };
    await expect(rewrite((t) => t.delete('head.bias'))).rejects.toThrow(
      'tensor "head.bias" is missing, expected [2]',
    );
    await expect(
      rewrite((t) => t.set('head.extra', { shape: [0], values: new Float32Array(0) })),
    ).rejects.toThrow('"head.extra" belongs to no layer');
    await expect(
      rewrite((t) => t.set('head.bias', { shape: [3], values: new Float32Array(3) })),
    ).rejects.toThrow('"head.bias" has shape [3], expected [2]');
    await expect(rewrite((t) => (t.get('head.weight')!.values[5] = NaN))).rejects.toThrow(
      'value 5 of tensor "head.weight" is NaN, expected a finite number',
    );
    const huge = withJson(
      (m) => (m['architecture'] = { kind: 'lstm', inputs: 2, hidden: [1e6, 1e6], outputs: 2 }),
    );
    await expect(decodeModel(huge)).rejects.toThrow('expected [4000000, 2] as the architecture says');
  });

  it('refuses a safetensors file that is no model, a later format, and metadata that is not JSON', async () => {
    await expect(decodeModel(writeSafetensors(tensors))).rejects.toMatchObject({ code: 'format-unknown' });
    await expect(
      decodeModel(writeSafetensors(tensors, { ...texts, 'saliogram.format': '2' })),
    ).rejects.toThrow('"saliogram.format" is 2, expected 1; use a newer Saliogram');
    await expect(
      decodeModel(writeSafetensors(tensors, { ...texts, 'saliogram.model': '{' })),
    ).rejects.toThrow('"saliogram.model" is not JSON');
  });

  it('refuses to write a model with a parameter that is not finite', async () => {
    const broken = await createModel(exampleMetadata(shape), { seed: 3, backend: 'reference' });
    const parameters = broken.engine.getParameters();
    parameters[0] = Infinity;
    broken.engine.setParameters(parameters);
    expect(() => encodeModel(broken)).toThrow('value 0 of tensor "lstm.weight_ih_l0" is Infinity');
  });
});
