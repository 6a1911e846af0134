import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format212 } from './format-212.ts';
import { SIGNAL_FORMATS, signalFormat } from './index.ts';

/** Half the number of values of each format. */
const RANGE = new Map([
  [16, 32768],
  [212, 2048],
]);

describe('signal formats', () => {
  for (const format of SIGNAL_FORMATS.values()) {
    const half = RANGE.get(format.code) ?? 0;
    const samples = fc.array(fc.integer({ min: -half, max: half - 1 }), { maxLength: 40 });

    it(`${format.code}: reads back what it wrote, from any sample of a group on`, () => {
      fc.assert(
        fc.property(samples, fc.nat(), fc.nat(), (values, a, b) => {
          const bytes = format.encode(Int32Array.from(values));
          expect(bytes).toHaveLength(format.byteLength(values.length));
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

  it('212: packs as signal(5) of the WFDB Applications Guide describes', () => {
    // By hand: 995 = 0x3e3 and 1011 = 0x3f3, the first samples of MIT-BIH record 100; -1 = 0xfff.
    expect([...format212.encode(Int32Array.of(995, 1011, -1))]).toEqual([0xe3, 0x33, 0xf3, 0xff, 0x0f]);
  });

  it('names the known codes when one is unknown', () => {
    expect(() => signalFormat(310, 'x.hea: signal 0')).toThrow(
      expect.objectContaining({
        code: 'format-unknown',
        message: expect.stringMatching(/^x\.hea: signal 0: got signal format 310, expected one of 16, 212/),
      }),
    );
  });
});
