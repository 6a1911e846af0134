import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitReader, FrameFault } from './bit-reader.ts';
import { BitWriter } from './bit-writer.ts';
import { crc16, crc8 } from './crc.ts';
import { decodeFrame } from './decode-frame.ts';
import { encodeFlac } from './encode-flac.ts';
import { restoreLinear } from './prediction.ts';
import type { StreamInfo } from './stream-info.ts';

const padded = (bytes: Uint8Array): Uint8Array => Uint8Array.from([...bytes, 0, 0, 0, 0, 0, 0, 0, 0]);
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('FLAC', () => {
  it('has the check sums of the polynomials it names', () => {
    // The check values of CRC-8/SMBUS and CRC-16/UMTS in the catalogue of parametrised CRC algorithms.
    expect(crc8(ascii('123456789'), 0, 9)).toBe(0xf4);
    expect(crc16(ascii('123456789'), 0, 9)).toBe(0xfee8);
  });

  it('reads numbers in Rice code as they were written, of any size', () => {
    const values = fc.array(
      fc.oneof(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -(2 ** 20), max: 2 ** 20 })),
      { minLength: 1, maxLength: 50 },
    );
    fc.assert(
      fc.property(values, fc.integer({ min: 8, max: 30 }), fc.nat(7), (numbers, parameter, before) => {
        const writer = new BitWriter();
        writer.write(0, before);
        writer.rice(Int32Array.from(numbers), 0, numbers.length, parameter);
        writer.align();
        const reader = new BitReader(padded(writer.written()), 0, writer.size);
        reader.small(before);
        const read = new Int32Array(numbers.length);
        reader.rice(parameter, read, 0, numbers.length);
        expect([...read]).toEqual(numbers);
        expect(() => reader.zeros()).toThrow(FrameFault);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('restores a predictor of any width exactly', () => {
    // 30000 * 16000 * 4 is beyond 32 bits: the same numbers by way of BigInt.
    const coefficients = [16000, -15000, 16000, -15999];
    const samples = Int32Array.from({ length: 60 }, (_, i) => ((i * 7919) % 60001) - 30000);
    const expected = samples.slice();
    for (let i = 4; i < expected.length; i++) {
      const sum = coefficients.reduce((s, c, k) => s + BigInt(c) * BigInt(expected[i - 1 - k]), 0n);
      expected[i] = Number(BigInt.asIntN(32, BigInt(expected[i]) + (sum >> 14n)));
    }
    restoreLinear(samples, coefficients, 14, 31);
    expect(samples).toEqual(expected);
  });

  it('says why a frame is none', () => {
    const stream = encodeFlac([Int32Array.from({ length: 300 }, (_, i) => (i * i) % 97)], 16);
    const info: StreamInfo = {
      channels: 1,
      bits: 16,
      blockSize: 4096,
      mostFrameBytes: 0,
      samples: 300,
      firstFrame: 42,
    };
    const at = info.firstFrame;
    const decode = (bytes: Uint8Array): unknown => decodeFrame(padded(bytes), at, bytes.length, info);
    const fault = (message: RegExp, isShort: boolean): unknown =>
      expect.objectContaining({ message: expect.stringMatching(message), isShort });
    expect(decode(stream)).toMatchObject({ firstSample: 0, end: stream.length });
    for (let length = at; length < stream.length; length++)
      expect(() => decode(stream.subarray(0, length))).toThrow(fault(/./, true));
    for (let bit = 0; bit < 8 * (stream.length - at); bit += 3) {
      const damaged = stream.slice();
      damaged[at + (bit >> 3)] ^= 1 << (bit & 7);
      expect(() => decode(damaged)).toThrow(FrameFault);
    }
  });
});
