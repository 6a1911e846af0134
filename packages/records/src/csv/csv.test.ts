import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../encode-record.ts';
import { memoryStore } from '../memory-store.ts';
import { openRecord } from '../record.ts';
import { INVALID_SAMPLE } from '../sample-sink.ts';
import { formatCsv } from './format-csv.ts';
import { parseCsv } from './parse-csv.ts';
import type { CsvOptions } from './parse-csv.ts';

async function csvOf(files: Record<string, Uint8Array>): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of formatCsv(await openRecord(memoryStore(files), 'r'))) pieces.push(piece);
  return pieces.join('');
}
const parse = (text: string, options?: CsvOptions) => parseCsv(text.split('\n'), 'x.csv', options);
const failing = (text: string) => expect(parse(text)).rejects;

describe('formatCsv', () => {
  it('writes units, times, values of each own scale, and empty cells where there is no sample', async () => {
    const files = encodeRecord('r', 250, [
      { lead: 'MLII', samples: Int32Array.of(1024, 1025, INVALID_SAMPLE), adcGain: 200, baseline: 1024 },
      { lead: 'CO2, end "tidal"', samples: Int32Array.of(-3, 0, 3), adcGain: 3, units: 'mmHg' },
    ]);
    expect(await csvOf(files)).toBe(
      'time [s],MLII [mV],"CO2, end ""tidal"" [mmHg]"\n0,0,-1\n0.004,0.005,0\n0.008,,1\n',
    );
  });
});

describe('parseCsv', () => {
  it('finds the samples, names, units and rate that formatCsv wrote', async () => {
    const sample = fc.integer({ min: -32_767, max: 32_767 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(sample, { nil: INVALID_SAMPLE }), { minLength: 2, maxLength: 50 }),
        fc.constantFrom(100, 128, 250, 257, 360, 500, 999.56, 1000),
        fc.constantFrom(1, 3, 200, 409.6, 1000, 6553.6),
        fc.string({ unit: fc.constantFrom('a', ' b', '"', ',', 'V5', '#'), minLength: 1, maxLength: 6 }),
        async (samples, samplingFrequency, adcGain, name) => {
          const lead = name.trim();
          const files = encodeRecord('r', samplingFrequency, [
            { lead, samples: Int32Array.from(samples), adcGain },
          ]);
          const text = await csvOf(files);
          const { signals, samplingFrequency: found } = await parse(text, { adcGain });
          expect([...signals[0].samples]).toEqual(samples);
          expect(signals[0]).toMatchObject({ units: 'mV', lead });
          // Of a few samples, times of seven digits leave the rate open.
          if (samples.length > 10) expect(found).toBe(samplingFrequency);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('reads other writers: rounded times in ms, units in parentheses, NaN, CR, BOM, blank lines', async () => {
    // 360 Hz with times in whole milliseconds.
    const times = Array.from({ length: 40 }, (_, i) => Math.round((1000 * i) / 360));
    const { samplingFrequency, signals } = await parse(
      `\uFEFFTime (ms), V5 (uV) ,II\r\n\n${times.map((time, i) => `${time},${i === 1 ? 'NaN' : i},0.5`).join('\r\n')}\r\n`,
      { adcGain: 10 },
    );
    expect(samplingFrequency).toBe(360);
    expect(signals).toMatchObject([
      { lead: 'V5', units: 'uV', adcGain: 10 },
      { lead: 'II', units: 'mV' },
    ]);
    expect(Array.from(signals[0].samples.subarray(0, 3))).toEqual([0, INVALID_SAMPLE, 20]);
    expect(signals[1].samples[0]).toBe(5);
  });

  it('takes the sampling frequency from the options when there is no column of times', async () => {
    expect(await parse('a\n1\n2', { samplingFrequency: 128 })).toMatchObject({ samplingFrequency: 128 });
    await failing('a\n1\n2').toMatchObject({ code: 'argument-invalid', details: { file: 'x.csv' } });
  });

  it.each([
    ['a word', 'time [s],a\n0,1\n0.1,one', 3],
    ['too few cells', 'time [s],a,b\n0,1,2\n0.1,1', 3],
    ['a gap', 'time [s],a\n0,1\n0.1,1\n0.2,1\n0.4,1\n0.5,1', 5],
    ['times that stand still', 'time [s],a\n0,1\n0,1', 3],
    ['no time in a line', 'time [s],a\n0,1\n,1', 3],
    ['a value too large', 'time [s],a\n0,1\n0.1,1e9', 3],
    ['names only', 'time [s],a', 1],
    ['nothing', '', 1],
  ])('refuses %s with its line', async (_name, text, line) => {
    await failing(text).toMatchObject({ code: 'file-corrupt', details: { file: 'x.csv', line } });
  });
});
