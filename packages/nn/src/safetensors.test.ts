import { isSaliogramError } from '@saliogram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateKey } from './json-duplicates.ts';
import type { Tensor } from './safetensors.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

/** A file with this header text and these data bytes. */
function file(header: string, data = 0, claimedLength?: number): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(claimedLength ?? json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const entry = (from: number, to: number, shape = [(to - from) / 4], dtype = 'F32'): unknown => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe('safetensors', () => {
  it('reads back what it wrote, at any byte offset', () => {
    const tensor = fc.oneof(
      fc.float32Array({ maxLength: 9 }).map((values): Tensor => ({ shape: [values.length], values })),
      fc.float64Array({ maxLength: 9 }).map((values): Tensor => ({ shape: [1, values.length], values })),
    );
    const name = fc.string().filter((key) => key !== '__metadata__');
    const tensors = fc.array(fc.tuple(name, tensor), { maxLength: 6 }).map((pairs) => new Map(pairs));
    fc.assert(
      fc.property(tensors, fc.dictionary(fc.string(), fc.string()), fc.nat(9), (written, metadata, shift) => {
        const bytes = writeSafetensors(written, metadata);
        const moved = new Uint8Array(bytes.length + shift);
        moved.set(bytes, shift);
        const read = readSafetensors(moved.subarray(shift), 'file');
        expect(new Map(Object.entries(read.metadata))).toEqual(new Map(Object.entries(metadata)));
        expect(read.tensors.size).toBe(written.size);
        for (const [key, { shape, values }] of written)
          expect(read.tensors.get(key)).toEqual({ shape, values });
      }),
      { seed: 7 },
    );
  });

  it('lays the bytes out as the format says', () => {
    // By hand: header of 61 bytes padded to 64; 1.5f is 00 00 c0 3f, little-endian.
    const bytes = writeSafetensors(new Map([['a', { shape: [1, 2], values: Float32Array.of(1.5, -2) }]]));
    const header = '{"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}';
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + header.length))).toBe(header);
    expect([...bytes.subarray(0, 8)]).toEqual([56, 0, 0, 0, 0, 0, 0, 0]);
    expect([...bytes.subarray(64)]).toEqual([0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0]);
  });

  const bad: [problem: string, bytes: Uint8Array, code: string, message: RegExp][] = [
    ['nothing', new Uint8Array(3), 'file-truncated', /got 3 bytes, expected at least 8/],
    ['a huge header', file('{}', 0, 2 ** 40), 'file-corrupt', /header length is 1099511627776/],
    ['a cut header', file('{"a":', 0, 400), 'file-truncated', /expected 408 for the header/],
    ['no JSON', file('{"a":'), 'file-corrupt', /header is not JSON/],
    ['no object', file('[1]'), 'file-corrupt', /not a JSON object/],
    [
      'a name twice',
      file(`{"a":${JSON.stringify(entry(0, 4))},"\\u0061":${JSON.stringify(entry(0, 4))}}`, 4),
      'file-corrupt',
      /holds "a" twice/,
    ],
    [
      'metadata that is not text',
      file('{"__metadata__":{"a":1}}'),
      'file-corrupt',
      /"__metadata__" is not an object of texts/,
    ],
    [
      'another dtype',
      file(JSON.stringify({ a: entry(0, 4, [2], 'F16') }), 4),
      'format-unknown',
      /"a" has dtype "F16", expected F32 or F64/,
    ],
    ['no entry', file('{"a":7}'), 'format-unknown', /"a" has dtype undefined/],
    ['a negative shape', file(JSON.stringify({ a: entry(0, 4, [-1]) }), 4), 'file-corrupt', /shape \[-1\]/],
    [
      'offsets reversed',
      file(JSON.stringify({ a: entry(4, 0, [1]) }), 4),
      'file-corrupt',
      /data_offsets \[4,0\]/,
    ],
    [
      'a shape that does not fit',
      file(JSON.stringify({ a: entry(0, 8, [3]) }), 8),
      'file-corrupt',
      /spans 8 bytes, expected 12 for F32 \[3\]/,
    ],
    [
      'overlapping tensors',
      file(JSON.stringify({ a: entry(0, 8), b: entry(4, 12) }), 12),
      'file-corrupt',
      /"b" begins at data byte 4, expected 8 \(overlap\)/,
    ],
    [
      'a gap',
      file(JSON.stringify({ a: entry(0, 4), b: entry(8, 12) }), 12),
      'file-corrupt',
      /expected 4 \(gap\)/,
    ],
    [
      'cut data',
      file(JSON.stringify({ a: entry(0, 8) }), 7),
      'file-truncated',
      /got 7 bytes of tensor data, expected 8/,
    ],
    [
      'extra data',
      file(JSON.stringify({ a: entry(0, 8) }), 9),
      'file-corrupt',
      /the rest belongs to no tensor/,
    ],
  ];
  it.each(bad)('refuses %s', (_, bytes, code, message) => {
    let error: unknown;
    try {
      readSafetensors(bytes, 'bad.safetensors');
    } catch (caught) {
      error = caught;
    }
    expect(isSaliogramError(error) && error.code).toBe(code);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toMatch(/^bad\.safetensors: /);
  });

  it('leaves out tensors of any type when told to, but not their place', () => {
    const header = { a: entry(0, 4, [1]), count: entry(4, 12, [], 'I64'), b: entry(12, 16, [1]) };
    const counted = file(JSON.stringify(header), 16);
    expect(() => readSafetensors(counted, 'm')).toThrow('"count" has dtype "I64"');
    const read = readSafetensors(counted, 'm', (tensor) => tensor === 'count');
    expect([...read.tensors.keys()]).toEqual(['a', 'b']);
    expect(() => readSafetensors(counted.subarray(0, -1), 'm', () => true)).toThrow('expected 16');
  });

  it('refuses every cut of a good file', () => {
    const bytes = writeSafetensors(new Map([['w', { shape: [3], values: Float32Array.of(1, 2, 3) }]]), {
      k: 'v',
    });
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readSafetensors(bytes.subarray(0, length), 'cut'), `${length} bytes`).toThrow(/^cut: /);
    }
  });
});

describe('duplicateKey', () => {
  it('finds a key held twice by one object, at any depth', () => {
    expect(duplicateKey('{"a":{"b":1,"b":2}}')).toBe('b');
    expect(duplicateKey('[{"x":1},{"x":{"y":[{"z":0}],"z":1,"y":2}}]')).toBe('y');
  });

  it('finds none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(duplicateKey(JSON.stringify(JSON.parse(json)))).toBeUndefined();
      }),
      { seed: 7 },
    );
  });
});
