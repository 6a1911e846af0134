import { tableFromIPC } from 'apache-arrow';
import { ParquetFile, readParquet } from 'parquet-wasm/node';
import { describe, expect, it } from 'vitest';
import { explanationsParquet } from './explanations-parquet.ts';
import type { ExplanationRow } from './explanations-parquet.ts';

const row = (i: number, changes: Partial<ExplanationRow> = {}): ExplanationRow => ({
  record: '119',
  lead: 'MLII',
  beat: i,
  sample: 360 * i,
  timeS: i,
  patient: '119',
  image: null,
  reference: 'N',
  predicted: 'V',
  target: 'V',
  probabilities: Float32Array.of(0.25, 0.75),
  method: 'occlusion',
  values: Float32Array.of(i, -0.5, 1e-30, 3),
  settings: { width: 10, baseline: 'zero' },
  cost: { forward: 118.5, backward: 0 },
  completenessGap: null,
  converged: null,
  verdict: null,
  trust: null,
  measures: {},
  ...changes,
});
const shape = { steps: 2, channels: 2 };
const classes = ['N', 'V'];

/** Read by arrow-rs, which shares no code with the writer. */
function read(bytes: Uint8Array) {
  return tableFromIPC(readParquet(bytes).intoIPCStream());
}

describe('explanationsParquet', () => {
  it('is read back by another reader: values, types, nulls', () => {
    const rows = [
      row(0),
      row(1, { completenessGap: 1e-9, converged: true, verdict: 'weak', trust: { p: 0.5 } }),
      row(2, { record: null, lead: null, beat: null, sample: null, timeS: null, patient: null, image: 7 }),
    ];
    const table = read(explanationsParquet({ shape, classes, rows, metadata: {} }));
    expect(table.numRows).toBe(3);
    const column = (name: string) => [...(table.getChild(name) ?? [])] as unknown[];
    const lists = (name: string) => column(name).map((list) => Array.from(list as Iterable<number>));
    expect(String(table.getChild('values')?.type)).toBe('FixedSizeList[4]<Float32>');
    expect(String(table.getChild('probabilities')?.type)).toBe('FixedSizeList[2]<Float32>');
    // As floats of 32 bits.
    expect(lists('values')).toEqual(rows.map(({ values }) => Array.from(values)));
    expect(lists('probabilities')).toEqual([
      [0.25, 0.75],
      [0.25, 0.75],
      [0.25, 0.75],
    ]);
    expect(column('record')).toEqual(['119', '119', null]);
    expect(column('beat')).toEqual([0, 1, null]);
    expect(column('image')).toEqual([null, null, 7]);
    expect(column('time_s')).toEqual([0, 1, null]);
    expect(column('forward_passes')).toEqual([118.5, 118.5, 118.5]);
    expect(column('completeness_gap')).toEqual([null, 1e-9, null]);
    expect(column('converged')).toEqual([null, true, null]);
    expect(column('settings').map((text) => JSON.parse(String(text)) as unknown)).toEqual(
      rows.map(({ settings }) => settings),
    );
    expect(column('verdict')).toEqual([null, 'weak', null]);
    expect(column('trust')).toEqual([null, '{"p":0.5}', null]);
  });

  it('has the shape, the classes and all settings as metadata', async () => {
    const metadata = { version: '0.1.0', seeds: { order: 1 }, command: 'saliogram "explain"' };
    const bytes = explanationsParquet({ shape, classes, rows: [row(0)], metadata });
    const file = await ParquetFile.fromFile(new Blob([bytes.slice()]));
    const stored = file.metadata().fileMetadata().keyValueMetadata() as Map<string, string>;
    const found = Object.fromEntries(
      [...stored]
        .filter(([key]) => key.startsWith('saliogram.'))
        .map(([key, value]) => [key.slice(10), JSON.parse(value) as unknown]),
    );
    expect(found).toEqual({ shape, classes, ...metadata });
  });

  it('has measures as columns, null where one says nothing', () => {
    const rows = [
      row(0, { measures: { deletion: 0.5 } }),
      row(1, { measures: { deletion: NaN, gini: 0.25 } }),
    ];
    const table = read(explanationsParquet({ shape, classes, rows, metadata: {} }));
    expect([...(table.getChild('deletion') ?? [])]).toEqual([0.5, null]);
    expect([...(table.getChild('gini') ?? [])]).toEqual([null, 0.25]);
  });

  it('keeps the order over several groups of rows', () => {
    const rows = Array.from({ length: 2345 }, (_, i) => row(i));
    const table = read(explanationsParquet({ shape, classes, rows, metadata: {} }));
    expect([...(table.getChild('beat') ?? [])]).toEqual(rows.map(({ beat }) => beat));
  });

  it('says which values do not have the shape, and that there are none', () => {
    expect(() => explanationsParquet({ shape, classes, rows: [], metadata: {} })).toThrow('got no rows');
    const wrong = row(0, { values: [1, 2, 3] });
    expect(() => explanationsParquet({ shape, classes, rows: [wrong], metadata: {} })).toThrow(
      'explanations: got 3 values and 2 probabilities of occlusion, expected 2 x 2 (steps x channels) and 2',
    );
  });
});
