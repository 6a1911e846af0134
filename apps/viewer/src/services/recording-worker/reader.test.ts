import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  MIT_BIH_PREPROCESSING,
  RHYTHM_PREPROCESSING,
  cutBeats,
  readableRecording,
  synthesizeRecording,
} from '@saliogram/datasets';
import type { ReadableRecord } from '@saliogram/datasets';
import { encodeAnnotations, encodeRecord, memoryStore, openRecord } from '@saliogram/records';
import type { BeatPiece, NamedFile, RecordingSource } from '../../lib/recording.ts';
import { findBeats } from './find-beats.ts';
import { openRecording } from './open-source.ts';
import { createRecordingReader } from './reader.ts';

const data = process.env.SALIOGRAM_DATA ?? join(import.meta.dirname, '../../../../../../shared/data');
const quiet = (): void => undefined;
const synthetic: RecordingSource = { kind: 'synthetic', seed: 1, durationS: 60 };

const file = (name: string, bytes: Uint8Array | string): NamedFile => ({
  name,
  blob: new Blob([typeof bytes === 'string' ? bytes : (bytes as Uint8Array<ArrayBuffer>)]),
});

/** A digest of values: comparing half a million of them one by one takes seconds. */
const bitsOf = (values: Float32Array): string =>
  createHash('sha256')
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest('hex');

/** All pieces as one. */
function joined(pieces: readonly BeatPiece[]): {
  peaks: number[];
  referenceOf: number[];
  inputs: Float32Array;
} {
  return {
    peaks: pieces.flatMap((piece) => [...piece.peaks]),
    referenceOf: pieces.flatMap((piece) => [...piece.referenceOf]),
    inputs: Float32Array.from(pieces.flatMap((piece) => [...piece.inputs])),
  };
}

async function beatsOf(source: RecordingSource, preprocessing: object = MIT_BIH_PREPROCESSING) {
  const reader = createRecordingReader();
  const { annotators } = await reader.open(source, quiet);
  const pieces: BeatPiece[] = [];
  const annotator = annotators[0] ?? null;
  const result = await reader.beats({ ...preprocessing }, annotator, (piece) => pieces.push(piece), quiet);
  const references = annotator === null ? [] : await reader.references(annotator);
  return { ...joined(pieces), ...result, references };
}

/** A record of two leads as files; 250 Hz, so that beats are cut from a resampled lead. */
function record250(): Record<string, Uint8Array> {
  const { samples, annotations } = synthesizeRecording({ seed: 5, durationS: 40, samplingFrequency: 250 });
  const digital = Int32Array.from(samples, (value) => Math.round(value * 200));
  return {
    ...encodeRecord('s5', 250, [
      { lead: 'V1', samples: digital.map((value) => -value) },
      { lead: 'MLII', samples: digital },
    ]),
    's5.atr': encodeAnnotations(annotations),
  };
}

const filesOf = (content: Record<string, Uint8Array>, folder = ''): NamedFile[] =>
  Object.entries(content).map(([name, bytes]) => file(folder + name, bytes));

describe('beats', () => {
  it('of the synthetic recording are those that datasets cuts, bit for bit', async () => {
    const found = await beatsOf(synthetic);
    const recording = synthesizeRecording({
      seed: 1,
      durationS: 60,
      beatClasses: { N: 3, L: 1, R: 1, V: 1, '/': 1 },
    });
    const expected = await cutBeats(readableRecording(recording), undefined);
    expect(found.peaks).toEqual([...expected.peaks]);
    expect(found.inputs).toEqual(expected.values);
    expect(found.dropped).toEqual(expected.dropped);
    expect(found.lead).toBe('MLII');
  });

  it('of a record at another rate are those that datasets cuts, bit for bit', async () => {
    const content = record250();
    const found = await beatsOf({ kind: 'files', files: filesOf(content, 'folder/') });
    const expected = await cutBeats(await openRecord(memoryStore(content), 's5'), undefined);
    expect(found.peaks).toEqual([...expected.peaks]);
    expect(found.inputs).toEqual(expected.values);
  });

  it('are paired with the reference beat within 150 ms, whatever its class', async () => {
    const { peaks, referenceOf, references } = await beatsOf({ kind: 'files', files: filesOf(record250()) });
    const paired = referenceOf.filter((index) => index >= 0);
    expect(paired.length).toBeGreaterThan(0.95 * peaks.length);
    expect(new Set(paired).size).toBe(paired.length);
    referenceOf.forEach((index, i) => {
      if (index >= 0)
        expect(Math.abs(references[index].sample - peaks[i])).toBeLessThanOrEqual(0.15 * 250 + 1);
    });
    expect(new Set(paired.map((index) => references[index].symbol)).size).toBeGreaterThan(2);
  });

  it('centred on annotations are the annotated ones', async () => {
    const centred = { ...MIT_BIH_PREPROCESSING, centring: 'annotated' };
    const { peaks, referenceOf, references } = await beatsOf(
      { kind: 'files', files: filesOf(record250()) },
      centred,
    );
    expect(peaks).toEqual(referenceOf.map((index) => references[index].sample));
    const { 's5.atr': _, ...unannotated } = record250();
    await expect(beatsOf({ kind: 'files', files: filesOf(unannotated) }, centred)).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });

  it('found by stretches are those found in the whole', async () => {
    const recording = await openRecording({ kind: 'synthetic', seed: 3, durationS: 400 }, quiet);
    const find = async (wholeS: number) => {
      const pieces: BeatPiece[] = [];
      const { signal } = new AbortController();
      await findBeats(recording, MIT_BIH_PREPROCESSING, null, {
        signal,
        onPiece: (piece) => pieces.push(piece),
        onEvent: quiet,
        wholeS,
      });
      return joined(pieces);
    };
    const whole = await find(400);
    const stretches = await find(240);
    const peaks = new Set(whole.peaks);
    const common = stretches.peaks.filter((peak) => peaks.has(peak)).length;
    expect(common).toBeGreaterThan(0.99 * whole.peaks.length);
    expect(stretches.peaks.length).toBeLessThan(1.01 * whole.peaks.length);
    stretches.peaks.forEach((peak, i) => i > 0 && expect(peak - stretches.peaks[i - 1]).toBeGreaterThan(36));
  });

  it('can be called off', async () => {
    const reader = createRecordingReader();
    await reader.open(synthetic, quiet);
    const beats = reader.beats({ ...MIT_BIH_PREPROCESSING }, null, () => void reader.cancel(), quiet);
    // One piece holds them all here, so the second call ends the first before its piece.
    const again = reader.beats({ ...MIT_BIH_PREPROCESSING }, null, quiet, quiet);
    await expect(beats).rejects.toMatchObject({ code: 'cancelled' });
    await expect(again).resolves.toMatchObject({ lead: 'MLII' });
  });

  it('need a lead the model knows, and a model of heartbeats', async () => {
    const csv = file('x.csv', `t,II\n${Array.from({ length: 2000 }, (_, i) => `${i / 250},1\n`).join('')}`);
    await expect(beatsOf({ kind: 'files', files: [csv] })).rejects.toMatchObject({
      code: 'lead-missing',
      details: { leads: ['II'], expected: ['MLII', 'V5'] },
    });
    await expect(beatsOf(synthetic, { order: 'scan-line' })).rejects.toMatchObject({
      code: 'model-mismatch',
    });
  });
});

describe('a recording', () => {
  it('tells its facts before a sample is read, from a zip as from files', async () => {
    const content = record250();
    const zip = file('s5.zip', zipSync(content));
    const facts = await createRecordingReader().open({ kind: 'files', files: [zip] }, quiet);
    expect(facts).toMatchObject({
      name: 's5',
      kind: 'wfdb',
      samplingFrequency: 250,
      sampleCount: 10_000,
      leads: [
        { name: 'V1', units: 'mV' },
        { name: 'MLII', units: 'mV' },
      ],
      annotators: ['atr'],
    });
    const again = await createRecordingReader().open({ kind: 'files', files: filesOf(content, 'a/') }, quiet);
    expect(again).toEqual(facts);
  });

  it('is drawn from its samples at once, and from the pyramid when that is built', async () => {
    const reader = createRecordingReader();
    const { sampleCount } = await reader.open({ kind: 'files', files: filesOf(record250()) }, quiet);
    const direct = await reader.envelope(1, 0, sampleCount, 50);
    const values = await reader.samples(1, 0, sampleCount);
    expect(Math.min(...direct.low)).toBe(Math.min(...values));
    expect(Math.max(...direct.high)).toBe(Math.max(...values));
    await new Promise<void>((resolve) => {
      void reader.onPyramid(({ builtTo }) => builtTo === sampleCount && resolve());
    });
    const built = await reader.envelope(1, 0, sampleCount, 50);
    expect(Math.min(...built.low)).toBe(Math.min(...values));
    built.low.forEach((low, c) => expect(Math.abs(low - direct.low[c])).toBeLessThan(1.5));
  });

  it('that is broken says what is wrong', async () => {
    const content = record250();
    const open = (files: NamedFile[]) => createRecordingReader().open({ kind: 'files', files }, quiet);
    const { 's5.dat': dat, ...rest } = content;
    await expect(open(filesOf(rest))).rejects.toThrow('s5.dat: is not among the files');
    await expect(open(filesOf({ ...content, 's5.dat': dat.subarray(0, 999) }))).rejects.toMatchObject({
      code: 'file-truncated',
    });
    await expect(open([file('s5.hea', 's5 two\n')])).rejects.toThrow('s5.hea: line 1');
    await expect(open([])).rejects.toMatchObject({ code: 'file-missing' });
    const damaged = dat.slice();
    damaged[5000] ^= 1;
    await expect(
      beatsOf({ kind: 'files', files: filesOf({ ...content, 's5.dat': damaged }) }),
    ).rejects.toMatchObject({ code: 'checksum-mismatch' });
    await expect(createRecordingReader().samples(0, 0, 1)).rejects.toMatchObject({
      code: 'argument-invalid',
    });
  });
});

describe.skipIf(!existsSync(join(data, 'mitdb')))('MIT-BIH record 100 (needs the data)', () => {
  it('gives the beats that datasets cuts, bit for bit', async () => {
    const content: Record<string, Uint8Array> = {};
    for (const kind of ['hea', 'dat', 'atr']) {
      content[`100.${kind}`] = new Uint8Array(await readFile(join(data, 'mitdb', `100.${kind}`)));
    }
    const found = await beatsOf({ kind: 'files', files: filesOf(content, 'mitdb/') });
    const opened: ReadableRecord = await openRecord(memoryStore(content), '100');
    const expected = await cutBeats(opened, undefined);
    expect(found.peaks).toEqual([...expected.peaks]);
    expect(bitsOf(found.inputs)).toBe(bitsOf(expected.values));
    const rhythm = await beatsOf({ kind: 'files', files: filesOf(content, 'mitdb/') }, RHYTHM_PREPROCESSING);
    const other = await cutBeats(opened, undefined, { preprocessing: RHYTHM_PREPROCESSING });
    expect(bitsOf(rhythm.inputs)).toBe(bitsOf(other.values));
    // 2,273 reference beats by the database's tables, of which the first and the last lie at the ends.
    expect(found.referenceOf.filter((index) => index >= 0).length).toBeGreaterThan(2265);
    // Other classes stay in: record 100 has 33 atrial premature beats.
    const symbols = found.referenceOf.map((index) => found.references[index]?.symbol);
    expect(symbols.filter((symbol) => symbol === 'A')).toHaveLength(33);
  });
});
