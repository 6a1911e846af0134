import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateClassifier } from '@saliogram/training';
import { describe, expect, it } from 'vitest';
import { loadDataSet } from '../data-set.ts';
import { openModel } from '../model-file.ts';
import { ownSplitOf } from '../own-split.ts';
import { evaluateModel } from './evaluate-model.ts';
import { asAami } from './judged-classes.ts';
import { seenInTraining } from './seen-in-training.ts';

const root = join(import.meta.dirname, '../../../..');
const folder = join(process.env.SALIOGRAM_DATA ?? join(root, '../shared/data'), 'mitdb');
const file = join(root, 'models/mitdb-lstm-patient.safetensors');

describe.skipIf(!existsSync(folder) || !existsSync(file))('evaluateModel (needs MIT-BIH and a model)', () => {
  const work = { signal: new AbortController().signal, onEvent: () => undefined };
  // Of the model's own split: training, validation and test.
  const records = ['119', '223', '200', '233'];
  const load = (options: { scaling?: 'none'; preset?: 'aami' }) =>
    loadDataSet('mitdb', { data: folder, records, seed: 1, ...options, ...work });

  it('measures the model of patients on patients it has not seen, as the plain evaluation does', async () => {
    const model = await openModel(file, { threads: 1 });
    try {
      const [data, raw] = [await load({}), await load({ scaling: 'none' })];
      const split = data.split(ownSplitOf(model.metadata).name, 1);
      const common = { model, split, part: 'test', limit: 100, seed: 1, work } as const;
      const found = await evaluateModel({ ...common, data, raw });
      expect(found.records.map(({ name }) => name)).toEqual(['200', '233']);
      expect(found.intervals.groups).toBe(2);
      const plain = await evaluateClassifier(model, data, found.indices);
      expect({ ...found, ...plain }).toEqual(found);
      expect(found.intervals.accuracy?.estimate).toBe(plain.accuracy);
      expect(seenInTraining(data, found.indices, data, split.train)).toEqual({ sequences: 0, patients: 0 });
      expect(Object.keys(found.baselines)).toEqual([
        'majority',
        'oneNearestNeighbour',
        'oneNearestNeighbourRaw',
        'templateCorrelation',
      ]);
      // 119 has N and V alone, mostly N.
      expect(found.baselines['majority'].perClass['N'].sensitivity).toBe(1);
      const { macro } = found.intervals;
      const { modelLessBaseline, intervals } = found.baselines['majority'];
      expect(modelLessBaseline.estimate).toBeCloseTo(
        (macro.f1?.estimate ?? NaN) - (intervals.macro.f1?.estimate ?? NaN),
        12,
      );
    } finally {
      await model.close();
    }
  });

  it('judges it in the classes of EC57, where it has no S', async () => {
    const model = await openModel(file, { threads: 1 });
    try {
      const data = await load({ preset: 'aami' });
      const split = data.split('ds1-ds2', 1);
      const common = { split, part: 'test', limit: 300, raw: undefined, seed: 1, work } as const;
      const found = await evaluateModel({ ...common, model: asAami(model), data });
      expect(found.perClass['S'].support).toBeGreaterThan(0);
      expect(found.perClass['S'].sensitivity).toBe(0);
      expect(found.crossEntropy).toBeNull();
      expect(found.calibration.scaled?.temperature).toBeGreaterThan(0);
      expect(found.baselines).toEqual({});
    } finally {
      await model.close();
    }
  });
});
