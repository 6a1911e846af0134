import { sequenceBatch } from '@saliogram/core';
import { afterEach, describe, expect, it } from 'vitest';
import { exampleMetadata } from '../testing/example-metadata.ts';
import { createModel } from './recurrent-model.ts';
import type { RecurrentModel } from './recurrent-model.ts';
import { layerNames, reinitialisedLayers } from './reinitialised-layers.ts';

const architecture = {
  kind: 'lstm',
  inputs: 1,
  hidden: [3, 2],
  dense: [{ units: 4, batchNorm: true }],
  outputs: 2,
} as const;

describe('reinitialised layers', () => {
  const open: RecurrentModel[] = [];
  afterEach(async () => {
    for (const model of open.splice(0)) await model.close();
  });
  const make = async (seed: number): Promise<RecurrentModel> => {
    const model = await createModel(exampleMetadata(architecture), { seed, backend: 'reference' });
    open.push(model);
    return model;
  };

  it('are named from the head down, both directions as one', () => {
    expect(layerNames(architecture)).toEqual(['head', 'dense.0', 'lstm.1', 'lstm.0']);
    expect(layerNames({ kind: 'gru', bidirectional: true, inputs: 1, hidden: [2], outputs: 2 })).toEqual([
      'head',
      'gru.0',
    ]);
  });

  it('are new in the copy, the others and the model itself as they were', async () => {
    const model = await make(1);
    const before = Float32Array.from(model.engine.getParameters());
    const factory = reinitialisedLayers(model, { seed: 7 });
    const changedNames = async (layers: string[]): Promise<Set<string>> => {
      const copy = await factory.randomised(layers);
      open.push(copy);
      const after = copy.engine.getParameters();
      const differs = model.engine.parameters.filter(({ offset, length }) =>
        before.subarray(offset, offset + length).some((v, i) => v !== after[offset + i]),
      );
      return new Set(differs.map(({ name }) => name));
    };
    // Biases and norms of both start alike.
    expect(await changedNames(['lstm.1'])).toEqual(new Set(['lstm.weight_ih_l1', 'lstm.weight_hh_l1']));
    expect(await changedNames(['head', 'dense.0'])).toEqual(new Set(['head.weight', 'dense.0.weight']));
    expect([...model.engine.getParameters()]).toEqual([...before]);
  });

  it('are those of an untrained model when all are drawn, and the same by themselves', async () => {
    const model = await make(1);
    const { layers, randomised, release } = reinitialisedLayers(model, { seed: 7 });
    const x = sequenceBatch(
      Float32Array.from({ length: 10 }, (_, i) => Math.sin(i)),
      2,
      5,
    );
    const all = await randomised(layers);
    expect([...(await all.scores(x))]).toEqual([...(await (await make(7)).scores(x))]);
    await release(all);
    const [one, two] = [await randomised(['lstm.0']), await randomised(['lstm.0', 'head'])];
    const { offset, length } = model.engine.parameters[0];
    const first = (m: RecurrentModel): number[] =>
      Array.from(m.engine.getParameters().subarray(offset, offset + length));
    expect(first(one)).toEqual(first(two));
    await release(one);
    await release(two);
  });

  it('must be layers of the model', async () => {
    await expect(reinitialisedLayers(await make(1)).randomised(['lstm.2'])).rejects.toThrow(
      'randomised layers: got lstm.2, expected some of head, dense.0, lstm.1, lstm.0',
    );
  });
});
