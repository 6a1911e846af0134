import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '@saliogram/core';
import type { ScoresModel } from '@saliogram/core';
import {
  MIT_BIH_CLASSES,
  MIT_BIH_PREPROCESSING,
  cutBeats,
  loadMitBih,
  splitRandom,
  synthesizeRecording,
} from '@saliogram/datasets';
import type { LabelledSequences, Split } from '@saliogram/datasets';
import { encodeAnnotations, encodeRecord, memoryStore, openRecord } from '@saliogram/records';
import type { ByteStore } from '@saliogram/records';
import type { AuditResults } from '@saliogram/report';
import { auditModels } from './audit-models.ts';
import type { AuditedModel } from './audited-model.ts';
import { createBeatCutter } from './beat-cutter.ts';
import { looksAt } from '../../testing/tiny-classifier.ts';

const records = ['100', '101', '103', '105', '106'];
const work = { signal: new AbortController().signal, onEvent: () => undefined };
let store: ByteStore;
let beats: LabelledSequences;

beforeAll(async () => {
  const files: Record<string, Uint8Array> = {};
  records.forEach((name, i) => {
    const recording = synthesizeRecording({ seed: i + 1, durationS: 20 });
    const samples = Int32Array.from(recording.samples, (mv) => Math.round(mv * 200));
    Object.assign(files, encodeRecord(name, 360, [{ lead: 'MLII', samples }], 212));
    files[`${name}.atr`] = encodeAnnotations(recording.annotations);
  });
  store = memoryStore(files);
  beats = (await loadMitBih(store, { records })).data;
});

function audited(file: string, model: ScoresModel, split: Partial<Split> = {}): AuditedModel {
  return {
    file,
    model,
    preprocessing: MIT_BIH_PREPROCESSING,
    beats,
    split: { ...splitRandom(beats.labels.length, 1), ...split },
    dataHash: beats.dataHash,
    steps: { samplingFrequency: 360, originStep: 72, steps: 216 },
  };
}

const audit = (...models: AuditedModel[]): Promise<AuditResults> =>
  auditModels({ models, store, methods: ['occlusion'], limit: 40, seed: 1, draws: 200, work });
const verdictOf = ({ shortcuts }: AuditResults, done: string | RegExp): string[] =>
  shortcuts.filter((row) => row.done.match(done)).map(({ verdict }) => verdict);

describe('auditModels', () => {
  it('tells a model that looks at the edge alone from one that looks at the complex', async () => {
    const [edge, complex] = [looksAt(0, 10, MIT_BIH_CLASSES), looksAt(62, 82, MIT_BIH_CLASSES)];
    const results = await audit(audited('edge', edge), audited('complex', complex));
    expect(results.beats).toMatchObject({ n: 40, testOf: 'every model' });
    // Rows of the same trial, the edge's model first.
    expect(verdictOf(results, 'heat in the first')).toEqual([
      'more than its control',
      'no more than its control',
    ]);
    expect(verdictOf(results, /^first 30 ms/)[1]).toBe('no effect');
    expect(verdictOf(results, 'mV added$')).toEqual(
      Array(2).fill('no effect, by construction (scaling z-score)'),
    );
    const agreement = results.drift?.agreement[0].rows ?? [];
    const cosineOf = (pair: string) =>
      agreement.find((row) => row.pair.startsWith(pair))?.measures.cosine.all.estimate ?? NaN;
    // Two windows apart have no heat in common, and each the same on every beat.
    expect(cosineOf('the two models')).toBeLessThan(0.02);
    expect(cosineOf('complex')).toBeGreaterThan(0.5);
    const centre = results.drift?.centre[0];
    expect(centre?.first.all.estimate).toBeLessThan(-150);
    expect(Math.abs(centre?.second.all.estimate ?? NaN)).toBeLessThan(30);
    const qrs = results.drift?.segments.find(({ segment }) => segment === 'QRS');
    expect(qrs?.difference.all.low).toBeGreaterThan(0.3);
    const { segments = [] } = results.drift ?? {};
    expect(segments.reduce((sum, { second }) => sum + second.all.estimate, 0)).toBeCloseTo(1, 9);
  });

  it('says so where the models share no test beats', async () => {
    const model = looksAt(62, 82, MIT_BIH_CLASSES);
    const half = splitRandom(beats.labels.length, 1);
    const other = { test: half.train, train: half.test };
    const results = await audit(audited('one', model), audited('two', model, other));
    expect(results.beats.testOf).toBe('the first model');
    expect(results.notes[0]).toBe(
      'The models were tested on no beat in common: the beats are in the test part of one, and two may have been trained on them.',
    );
    expect(results.drift?.agreement[0].rows[0].measures.rankCorrelation.all.estimate).toBeCloseTo(1, 12);
    expect(results.drift?.centre[0].shift.all).toMatchObject({ estimate: 0, low: 0, high: 0 });
  });

  it('has no drift with one model, and stops when cancelled', async () => {
    const one = audited('one', looksAt(62, 82, MIT_BIH_CLASSES));
    expect((await audit(one)).drift).toBeUndefined();
    const cancelled = { ...work, signal: AbortSignal.abort() };
    await expect(
      auditModels({ models: [one], store, methods: ['occlusion'], limit: 4, seed: 1, work: cancelled }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('createBeatCutter', () => {
  it('cuts the beats as the data set has them, and the same from a shifted or scaled recording', async () => {
    const record = await openRecord(store, '103');
    const cutter = await createBeatCutter(record, [], MIT_BIH_PREPROCESSING, 'paper-5');
    const whole = await cutBeats(record, undefined);
    expect([...cutter.peaks]).toEqual([...whole.peaks]);
    expect(cutter.leads).toEqual(['MLII']);
    const chosen = createRandom(1)
      .shuffle([...whole.peaks.keys()])
      .slice(0, 5)
      .sort((a, b) => a - b);
    const peaks = chosen.map((i) => whole.peaks[i]);
    const same = await cutter.cut(peaks, {});
    const doubled = await cutter.cut(peaks, { alterLead: (signal) => signal.map((mv) => 2 * mv) });
    const later = await cutter.cut(peaks, { shiftMs: 50 });
    chosen.forEach((i, at) => {
      const own = whole.values.subarray(i * 216, (i + 1) * 216);
      expect(same[at]).toEqual(own);
      own.forEach((value, t) => expect(doubled[at]?.[t]).toBeCloseTo(value, 4));
      // 18 steps on; scaled by another mean and deviation, so that the order of values is compared.
      const rises = (values: ArrayLike<number> | null, t: number): boolean =>
        values !== null && values[t + 1] > values[t];
      for (let t = 20; t < 60; t++) expect(rises(later[at], t)).toBe(rises(own, t + 18));
    });
  });

  it('has no beat whose window leaves the recording', async () => {
    const record = await openRecord(store, '100');
    const cutter = await createBeatCutter(record, [], MIT_BIH_PREPROCESSING, 'paper-5');
    const [first] = cutter.peaks;
    const shiftMs = (-1000 * (first - 20)) / 360;
    expect(await cutter.cut([first], { shiftMs })).toEqual([null]);
  });
});
