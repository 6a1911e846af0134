import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIT_BIH_CLASSES, MIT_BIH_PREPROCESSING, synthesizeRecording } from '@saliogram/datasets';
import { createModel } from '@saliogram/nn';
import { encodeAnnotations, encodeRecord } from '@saliogram/records';
import { loadDataSet } from '../data-set.ts';
import type { DataSet } from '../data-set.ts';
import { readBeatInput } from '../explanation/beat-input.ts';
import { isoelectricLines } from './isoelectric-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'saliogram-isoelectric-'));
const stages: string[] = [];
const work = {
  signal: new AbortController().signal,
  onEvent: ({ stage, done, total }: { stage?: string; done?: number; total?: number }) =>
    void stages.push(`${stage} ${done}/${total}`),
};
const records = ['100', '101'];
let data: DataSet;

beforeAll(async () => {
  for (const [i, name] of records.entries()) {
    const { samples, samplingFrequency, annotations } = synthesizeRecording({ seed: i + 1, durationS: 20 });
    const digital = Int32Array.from(samples, (mv) => Math.round(mv * 200));
    const files = encodeRecord(name, samplingFrequency, [{ lead: 'MLII', samples: digital }], 212);
    for (const [file, bytes] of Object.entries(files)) writeFileSync(join(folder, file), bytes);
    writeFileSync(join(folder, `${name}.atr`), encodeAnnotations(annotations));
  }
  data = await loadDataSet('mitdb', { data: folder, records, seed: 1, ...work });
  stages.length = 0;
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('isoelectricLines', () => {
  it('has the level of each beat that explaining it alone has, and finds the waves of a record once', async () => {
    const model = await createModel(
      {
        architecture: { kind: 'lstm', inputs: 1, hidden: [4], outputs: 5 },
        classes: MIT_BIH_CLASSES,
        preprocessing: MIT_BIH_PREPROCESSING,
        units: 'z-score',
        zero: 'mean of the beat',
        codeVersion: '0.1.0',
        created: '2026-01-01T00:00:00Z',
      },
      { seed: 1, backend: 'reference', threads: 1 },
    );
    const { recordOf = [], peaks = [] } = data.beats ?? {};
    // Every fourth beat, from the last to the first.
    const indices = Uint32Array.from(peaks, (_, i) => i)
      .filter((i) => i % 4 === 0)
      .reverse();
    const lines = isoelectricLines(data, 'paper-5', work);
    const levels = await lines(indices);
    const alone = new Map<string, number | undefined>();
    for (const name of records) {
      const input = (beat: number) =>
        readBeatInput(model, { record: join(folder, name), beat, data: undefined }, work);
      const { batch } = (await input(0)).others;
      for (let beat = 0; beat < batch; beat++) {
        const one = await input(beat);
        const { isoelectric = [] } = await one.baselineReference('isoelectric');
        alone.set(`${name} ${'sample' in one.facts ? one.facts.sample : ''}`, isoelectric[0]);
      }
    }
    expect(levels).toEqual(
      Float32Array.from(indices, (i) => alone.get(`${records[recordOf[i]]} ${peaks[i]}`) ?? NaN),
    );
    expect([...levels].every(Number.isFinite)).toBe(true);
    expect(new Set(levels).size).toBeGreaterThan(2);
    expect(stages.filter((stage) => stage.startsWith('find waves'))).toEqual([
      'find waves 0/2',
      'find waves 1/2',
    ]);
    expect(await lines(indices.slice(1, 3))).toEqual(levels.slice(1, 3));
    expect(stages.filter((stage) => stage.startsWith('find waves')).length).toBe(2);
    await model.close();
  });

  it('says that it needs recordings, and which beat has no QRS complex', async () => {
    const { records: _, ...without } = data;
    await expect(isoelectricLines(without, 'paper-5', work)(Uint32Array.of(0))).rejects.toThrow(
      '--baseline isoelectric: got sequences without their recordings, expected beats of records',
    );
    const flat = join(folder, 'flat');
    mkdirSync(flat);
    const files = {
      ...encodeRecord('100', 360, [{ lead: 'MLII', samples: new Int32Array(7200) }], 212),
      '100.atr': readFileSync(join(folder, '100.atr')),
    };
    for (const [file, bytes] of Object.entries(files)) writeFileSync(join(flat, file), bytes);
    const beats = await loadDataSet('mitdb', {
      data: flat,
      records: ['100'],
      preprocessing: { ...MIT_BIH_PREPROCESSING, centring: 'annotated', scaling: 'none' },
      seed: 1,
      ...work,
    });
    const second = ((beats.beats?.peaks[1] ?? NaN) / 360).toFixed(1);
    await expect(isoelectricLines(beats, 'paper-5', work)(Uint32Array.of(1))).rejects.toThrow(
      `--baseline isoelectric: got the beat of record 100 at ${second} s, in whose window no QRS onset was found`,
    );
  });
});
