import { SaliogramError } from '@saliogram/core';
import type { ErrorCode } from '@saliogram/core';
import { duplicateKey } from './json-duplicates.ts';

/** A named array of numbers; its element type decides F32 or F64 in the file. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** The content of a safetensors file. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const HEADER_LIMIT = 100_000_000;
const BYTES_PER = { F32: 4, F64: 8 } as const;
type Dtype = keyof typeof BYTES_PER;

interface Entry {
  name: string;
  dtype: Dtype | 'skipped';
  shape: number[];
  from: number;
  to: number;
}

/**
 * Tensors as one safetensors file: header length (8 bytes, little-endian), header JSON padded with spaces to a multiple
 * of 8 bytes, then the values, little-endian, without gaps, wider element types first so that every tensor is aligned.
 * Source: safetensors format 1.0, huggingface/safetensors.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const ordered = [...tensors].sort(
    ([, a], [, b]) => b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT,
  );
  const header: [string, unknown][] = Object.keys(metadata).length > 0 ? [['__metadata__', metadata]] : [];
  let end = 0;
  for (const [name, { shape, values }] of ordered) {
    if (values.length !== product(shape)) {
      throw new Error(`internal: tensor ${name} has ${values.length} values for shape [${shape.join(', ')}]`);
    }
    const from = end;
    end += values.byteLength;
    const dtype: Dtype = values instanceof Float64Array ? 'F64' : 'F32';
    header.push([name, { dtype, shape, data_offsets: [from, end] }]);
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const dataStart = 8 + Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(dataStart + end).fill(0x20, 8, dataStart);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(dataStart - 8), true);
  bytes.set(json, 8);
  let at = dataStart;
  for (const [, { values }] of ordered) {
    for (const value of values) {
      if (values instanceof Float64Array) view.setFloat64(at, value, true);
      else view.setFloat32(at, value, true);
      at += values.BYTES_PER_ELEMENT;
    }
  }
  return bytes;
}

/**
 * Reads a safetensors file of F32 and F64 tensors; values are copied, so `bytes` need no alignment.
 *
 * @param name of the file, for messages
 * @param skip tensors to leave out, which may then have any element type; default none
 * @throws `file-truncated` when bytes are missing; `file-corrupt` when header, offsets or shapes do not hold together;
 *   `format-unknown` for another element type
 */
export function readSafetensors(
  bytes: Uint8Array,
  name: string,
  skip: (tensor: string) => boolean = () => false,
): Safetensors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { header, dataStart } = readHeader(bytes, view, name);
  const metadata = readMetadata(header['__metadata__'], name);
  const entries = Object.entries(header)
    .filter(([key]) => key !== '__metadata__')
    .map(([key, value]) => readEntry(key, value, name, skip(key)))
    .sort((a, b) => a.from - b.from || a.to - b.to);
  checkCover(entries, bytes.length - dataStart, name);
  const tensors = new Map<string, Tensor>();
  for (const entry of entries) {
    if (entry.dtype !== 'skipped') tensors.set(entry.name, readTensor(view, dataStart, entry, entry.dtype));
  }
  return { tensors, metadata };
}

function readHeader(
  bytes: Uint8Array,
  view: DataView,
  name: string,
): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.length < 8) {
    fail(
      'file-truncated',
      name,
      `got ${bytes.length} bytes, expected at least 8 for the header length; copy the file again`,
    );
  }
  const length = Number(view.getBigUint64(0, true));
  if (length > HEADER_LIMIT || length < 2) {
    fail(
      'file-corrupt',
      name,
      `header length is ${length}, expected 2 to ${HEADER_LIMIT}; this is no safetensors file`,
    );
  }
  if (8 + length > bytes.length) {
    fail(
      'file-truncated',
      name,
      `got ${bytes.length} bytes, expected ${8 + length} for the header alone; copy the file again`,
    );
  }
  let header: unknown;
  let json = '';
  try {
    json = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length));
    header = JSON.parse(json);
  } catch (error) {
    fail('file-corrupt', name, `header is not JSON (${(error as Error).message}); copy the file again`);
  }
  if (!isObject(header)) fail('file-corrupt', name, 'header is not a JSON object');
  const twice = duplicateKey(json);
  if (twice !== undefined) fail('file-corrupt', name, `header holds "${twice}" twice, expected once`);
  return { header, dataStart: 8 + length };
}

function readMetadata(value: unknown, name: string): Record<string, string> {
  if (value === undefined) return {};
  if (!isObject(value) || !Object.values(value).every((entry) => typeof entry === 'string')) {
    fail('file-corrupt', name, '"__metadata__" is not an object of texts');
  }
  return value as Record<string, string>;
}

function readEntry(tensor: string, value: unknown, name: string, skipped: boolean): Entry {
  const { dtype, shape, data_offsets: offsets } = isObject(value) ? value : {};
  if (dtype !== 'F32' && dtype !== 'F64' && !skipped) {
    fail(
      'format-unknown',
      name,
      `tensor "${tensor}" has dtype ${JSON.stringify(dtype)}, expected F32 or F64`,
    );
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    fail(
      'file-corrupt',
      name,
      `tensor "${tensor}" has shape ${JSON.stringify(shape)}, expected a list of counts`,
    );
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount) || offsets[0] > offsets[1]) {
    fail(
      'file-corrupt',
      name,
      `tensor "${tensor}" has data_offsets ${JSON.stringify(offsets)}, expected [begin, end]`,
    );
  }
  const [from, to] = offsets;
  if (dtype !== 'F32' && dtype !== 'F64') return { name: tensor, dtype: 'skipped', shape, from, to };
  const expected = product(shape) * BYTES_PER[dtype];
  if (to - from !== expected) {
    fail(
      'file-corrupt',
      name,
      `tensor "${tensor}" spans ${to - from} bytes, expected ${expected} for ${dtype} [${shape.join(', ')}]`,
    );
  }
  return { name: tensor, dtype: skipped ? 'skipped' : dtype, shape, from, to };
}

/** The tensors, in order of offset, must fill the data exactly. */
function checkCover(entries: readonly Entry[], size: number, name: string): void {
  let end = 0;
  for (const { name: tensor, from, to } of entries) {
    if (from !== end) {
      fail(
        'file-corrupt',
        name,
        `tensor "${tensor}" begins at data byte ${from}, expected ${end} (${from < end ? 'overlap' : 'gap'})`,
      );
    }
    end = to;
  }
  if (end > size)
    fail('file-truncated', name, `got ${size} bytes of tensor data, expected ${end}; copy the file again`);
  if (end < size)
    fail(
      'file-corrupt',
      name,
      `got ${size} bytes of tensor data, expected ${end}; the rest belongs to no tensor`,
    );
}

function readTensor(view: DataView, dataStart: number, { shape, from }: Entry, dtype: Dtype): Tensor {
  const at = dataStart + from;
  const count = product(shape);
  if (dtype === 'F64') {
    return {
      shape,
      values: Float64Array.from({ length: count }, (_, i) => view.getFloat64(at + 8 * i, true)),
    };
  }
  return { shape, values: Float32Array.from({ length: count }, (_, i) => view.getFloat32(at + 4 * i, true)) };
}

function fail(code: ErrorCode, name: string, problem: string): never {
  throw new SaliogramError(code, `${name}: ${problem}`, { details: { name } });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, length) => total * length, 1);
}
