import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  MIT_BIH_CLASSES,
  MIT_BIH_PREPROCESSING,
  MIT_BIH_RECORDS,
  synthesizeRecording,
} from '@saliogram/datasets';
import { createModel, encodeModel } from '@saliogram/nn';
import type { ModelMetadata } from '@saliogram/nn';
import { encodeAnnotations, encodeRecord } from '@saliogram/records';

/** A new folder for one test file. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'saliogram-test-'));
}

/** The files of a synthetic recording of 20 s as a WFDB record of format 212, by name. */
export function recordFiles(
  name: string,
  lead = 'MLII',
  durationS = 20,
  change: (digital: Int32Array) => void = () => undefined,
): Record<string, Uint8Array> {
  const { samples, samplingFrequency, annotations } = synthesizeRecording({ seed: 1, durationS });
  const digital = Int32Array.from(samples, (mv) => Math.round(mv * 200));
  change(digital);
  return {
    ...encodeRecord(name, samplingFrequency, [{ lead, samples: digital }], 212),
    [`${name}.atr`]: encodeAnnotations(annotations),
  };
}

/** Files named as MIT-BIH's records are, each 20 s of the generator. */
export function mitBihFiles(): Record<string, Uint8Array | string> {
  const files = recordFiles('name');
  const header = new TextDecoder().decode(files['name.hea']);
  return Object.fromEntries(
    MIT_BIH_RECORDS.flatMap((name) => [
      [`${name}.hea`, header.replaceAll('name', name)],
      [`${name}.dat`, files['name.dat']],
      [`${name}.atr`, files['name.atr']],
    ]),
  );
}

/** Writes files into a folder, which is made. */
export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

/** The file of an untrained model of 8 units for heartbeats. */
export async function modelBytes(changes: Partial<ModelMetadata> = {}): Promise<Uint8Array> {
  const model = await createModel(
    {
      architecture: { kind: 'lstm', inputs: 1, hidden: [8], outputs: 5 },
      classes: MIT_BIH_CLASSES,
      preprocessing: MIT_BIH_PREPROCESSING,
      units: 'z-score',
      zero: 'mean of the beat',
      codeVersion: '0.1.0',
      created: '2026-01-01T00:00:00Z',
      ...changes,
    },
    { seed: 1, backend: 'reference', threads: 1 },
  );
  const bytes = encodeModel(model);
  await model.close();
  return bytes;
}

/** `text` with its only occurrence of `from` replaced. */
export function replaced(bytes: Uint8Array, from: string | RegExp, to: string): string {
  const text = new TextDecoder().decode(bytes);
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`internal: ${String(from)} is not in the text`);
  return changed;
}

/** The four IDX files of MNIST with `count` blank images each, by name. */
export function digitFiles(count: number): Record<string, Uint8Array> {
  const idx = (dimensions: readonly number[]): Uint8Array => {
    const bytes = new Uint8Array(4 + 4 * dimensions.length + dimensions.reduce((a, b) => a * b, 1));
    bytes.set([0, 0, 8, dimensions.length]);
    dimensions.forEach((size, i) => new DataView(bytes.buffer).setUint32(4 + 4 * i, size));
    return bytes;
  };
  return Object.fromEntries(
    ['train', 't10k'].flatMap((part) => [
      [`${part}-images-idx3-ubyte`, idx([count, 28, 28])],
      [`${part}-labels-idx1-ubyte`, idx([count])],
    ]),
  );
}
