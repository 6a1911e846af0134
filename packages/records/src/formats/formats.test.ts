import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format160 } from './format-160.ts';
import { format212 } from './format-212.ts';
import { format24 } from './format-24.ts';
import { format310 } from './format-310.ts';
import { format311 } from './format-311.ts';
import { format61 } from './format-61.ts';
import { format80 } from './format-80.ts';
import { SIGNAL_FORMATS, signalFormat } from './index.ts';

const packed = [...SIGNAL_FORMATS.values()].filter((format) => format.kind === 'packed');

describe('signal formats', () => {
  it('are those of the WFDB library', () => {
    // WFDB_FMT_LIST of wfdb.h, version 10.7.
    const codes = [0, 8, 16, 61, 80, 160, 212, 310, 311, 24, 32, 508, 516, 524];
    expect([...SIGNAL_FORMATS.keys()]).toEqual(codes.sort((a, b) => a - b));
  });

  for (const format of packed) {
    const half = 2 ** (format.bits - 1);
    const samples = fc.array(fc.integer({ min: -half, max: half - 1 }), { maxLength: 40 });

    it(`${format.code}: reads back what it wrote, from any sample of a group on`, () => {
      expect(format.invalidSample).toBe(-half);
      fc.assert(
        fc.property(samples, fc.nat(), fc.nat(), (values, a, b) => {
          const bytes = format.encode(Int32Array.from(values));
          expect(bytes.length).toBeGreaterThanOrEqual(format.byteLength(values.length));
          expect(bytes.length).toBeLessThan(format.byteLength(values.length) + 2);
          const from = a % (values.length + 1);
          const to = from + (b % (values.length - from + 1));
          const skip = from % format.groupSamples;
          const start = ((from - skip) / format.groupSamples) * format.groupBytes;
          const read = new Int32Array(to - from);
          format.decode(bytes.subarray(start, format.byteLength(to)), read, skip);
          expect([...read]).toEqual(values.slice(from, to));
        }),
        { seed: 1, numRuns: 300 },
      );
    });
  }

  it('pack as signal(5) of the WFDB Applications Guide describes', () => {
    // By hand: 995 = 0x3e3 and 1011 = 0x3f3, the first samples of MIT-BIH record 100; -1 = 0xfff.
    expect([...format212.encode(Int32Array.of(995, 1011, -1))]).toEqual([0xe3, 0x33, 0xf3, 0xff, 0x0f]);
    expect([...format24.encode(Int32Array.of(-2, 0x123456))]).toEqual([0xfe, 0xff, 0xff, 0x56, 0x34, 0x12]);
    expect([...format61.encode(Int32Array.of(0x1234))]).toEqual([0x12, 0x34]);
    expect([...format80.encode(Int32Array.of(-128, 0, 127))]).toEqual([0, 128, 255]);
    expect([...format160.encode(Int32Array.of(-32768, 0, 1))]).toEqual([0, 0, 0, 0x80, 1, 0x80]);
    // The third sample is 0b10000_00011: its low five bits above the first sample, its high five above the second.
    const three = Int32Array.of(1, 2, -509);
    expect([...format310.encode(three)]).toEqual([0x02, 0b00011_000, 0x04, 0b10000_000]);
    // 1 + 2 * 2^10 + 0b1000000011 * 2^20.
    expect([...format311.encode(three)]).toEqual([0x01, 0x08, 0x30, 0x20]);
  });

  it('names the known codes when one is unknown', () => {
    expect(() => signalFormat(310.5, 'x.hea: signal 0')).toThrow(
      expect.objectContaining({
        code: 'format-unknown',
        message: expect.stringMatching(
          /^x\.hea: signal 0: got signal format 310\.5, expected one of 0, 8, 16, 24/,
        ),
      }),
    );
  });
});
