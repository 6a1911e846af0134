import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatHeader } from './format-header.ts';
import type { RecordHeader } from './header.ts';
import { parseHeader } from './parse-header.ts';

// The header of MIT-BIH record 100, as header(5) of the WFDB Applications Guide prints it.
const RECORD_100 = [
  '100 2 360 650000 0:0:0 0/0/0',
  '100.dat 212 200 11 1024 995 -22131 0 MLII',
  '100.dat 212 200 11 1024 1011 20052 0 V5',
  '# 69 M 1085 1629 x1',
  '# Aldomet, Inderal',
  '',
];

describe('header', () => {
  it('reads every field of record 100, with LF and CRLF alike', () => {
    const header = parseHeader(RECORD_100.join('\n'), '100.hea');
    expect(header).toMatchObject({
      name: '100',
      samplingFrequency: 360,
      counterFrequency: 360,
      sampleCount: 650000,
      baseTime: '0:0:0',
      baseDate: '0/0/0',
      info: ['69 M 1085 1629 x1', 'Aldomet, Inderal'],
    });
    expect(header.signals[1]).toEqual({
      fileName: '100.dat',
      format: 212,
      samplesPerFrame: 1,
      skew: 0,
      byteOffset: 0,
      adcGain: 200,
      calibrated: true,
      baseline: 1024,
      units: 'mV',
      adcResolution: 11,
      adcZero: 1024,
      initialValue: 1011,
      checksum: 20052,
      blockSize: 0,
      description: 'V5',
    });
    expect(parseHeader(RECORD_100.join('\r\n'), '100.hea')).toEqual(header);
  });

  it("fills in the library's defaults", () => {
    const header = parseHeader('# before\n\n8l 2\ndata0 8\ndata1 212 0 0 7\n', '8l.hea');
    expect(header).toMatchObject({ samplingFrequency: 250, counterFrequency: 250, baseCounter: 0, info: [] });
    expect(header.sampleCount).toBeUndefined();
    const uncalibrated = { adcGain: 200, calibrated: false, units: 'mV', checksum: undefined };
    expect(header.signals[0]).toMatchObject({ ...uncalibrated, adcResolution: 10, description: 'signal 0' });
    expect(header.signals[1]).toMatchObject({ ...uncalibrated, adcResolution: 12 });
    expect(header.signals[1]).toMatchObject({ adcZero: 7, baseline: 7, initialValue: 7 });
  });

  it('reads the modifiers of format, gain and frequency', () => {
    const text =
      'r 1 62.4725/999.56(-3.5) 10 13:5:0 25/4/1989\nr.dat 516x4:3+24 16.5(-800)/mmHg 12 2048 1 2 3 sig 0, fmt 516\n';
    const header = parseHeader(text, 'r.hea');
    expect(header).toMatchObject({ samplingFrequency: 62.4725, counterFrequency: 999.56, baseCounter: -3.5 });
    expect(header.signals[0]).toMatchObject({
      format: 516,
      samplesPerFrame: 4,
      skew: 3,
      byteOffset: 24,
      adcGain: 16.5,
      baseline: -800,
      units: 'mmHg',
      initialValue: 1,
      checksum: 2,
      blockSize: 3,
      description: 'sig 0, fmt 516',
    });
  });

  it.each([
    ['', /^x\.hea: has no record line/],
    ['x', /^x\.hea: line 1: number of signals: got nothing/],
    ['x two', /^x\.hea: line 1: number of signals: got "two", expected a number/],
    ['x -1', /^x\.hea: line 1: number of signals: got "-1", expected an integer of 0 or more/],
    ['x 1 0', /^x\.hea: line 1: sampling frequency: got "0", expected a positive number/],
    ['x 2 360 9\nx.dat 16', /^x\.hea: got 1 signal lines, expected 2 as line 1 says/],
    ['x/0 1', /^x\.hea: line 1: number of segments: got "0", expected at least 1/],
    ['x/2 1 250 9\na 9', /^x\.hea: got 1 segment lines, expected 2/],
    ['x/1 1 250 9\na', /^x\.hea: line 2: number of samples: got nothing, expected a count/],
    ['x/1 1 250 9\na/2 9', /^x\.hea: line 2: record name: got "a\/2"/],
    ['x/2 1 250 9\na 5\nb 5', /^x\.hea: line 1: number of samples: got "9", expected 10, the sum/],
    ['x 1\n# c\nx.dat', /^x\.hea: line 3: format: got nothing/],
    ['x 1\nx.dat 16y2', /^x\.hea: line 2: format: got "16y2"/],
    ['x 1\nx.dat 16 20o', /^x\.hea: line 2: ADC gain: got "20o", expected a number/],
    ['x 1\nx.dat 16 200(z)/mV', /^x\.hea: line 2: baseline: got "z"/],
    ['x 1\nx.dat 16 200 12 0 1.5', /^x\.hea: line 2: initial value: got "1\.5", expected an integer/],
  ])('says what is wrong and where: %j', (text, message) => {
    expect(() => parseHeader(text, 'x.hea')).toThrow(
      expect.objectContaining({ code: 'file-corrupt', message: expect.stringMatching(message) }),
    );
  });

  it('reads the segments of a record', () => {
    const header = parseHeader('m/3 1 125 100\na 50\n~ 0\nb 50\n# note\n', 'm.hea');
    expect(header).toMatchObject({
      name: 'm',
      signalCount: 1,
      sampleCount: 100,
      signals: [],
      info: ['note'],
    });
    expect(header.segments).toEqual([
      { name: 'a', sampleCount: 50 },
      { name: '~', sampleCount: 0 },
      { name: 'b', sampleCount: 50 },
    ]);
    expect(parseHeader(formatHeader(header), 'm.hea')).toEqual(header);
  });

  it('reads back what it wrote', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_]{1,8}$/);
    const integer = fc.integer({ min: -70000, max: 70000 });
    const signal = fc.record({
      fileName: word,
      format: fc.constantFrom(16, 212, 8),
      samplesPerFrame: fc.integer({ min: 1, max: 4 }),
      skew: fc.nat(9),
      byteOffset: fc.nat(99),
      adcGain: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      calibrated: fc.constant(true),
      baseline: integer,
      units: fc.constantFrom('mV', 'uV', 'mmHg'),
      adcResolution: fc.integer({ min: 1, max: 32 }),
      adcZero: integer,
      initialValue: integer,
      checksum: integer,
      blockSize: fc.nat(512),
      description: fc.stringMatching(/^[A-Za-z0-9]{1,5}( [a-z0-9,]{1,5}){0,2}$/),
    });
    const record: fc.Arbitrary<Omit<RecordHeader, 'signalCount'>> = fc.record({
      name: word,
      samplingFrequency: fc.double({ min: 0.1, max: 1e5, noNaN: true }),
      counterFrequency: fc.double({ min: 0.1, max: 1e5, noNaN: true }),
      baseCounter: fc.integer(),
      sampleCount: fc.option(fc.integer({ min: 1, max: 1e9 }), { nil: undefined }),
      baseTime: fc.constantFrom(undefined, '13:05:00'),
      baseDate: fc.constant(undefined),
      signals: fc.array(signal, { maxLength: 3 }),
      info: fc.array(word, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(record, (fields) => {
        const header = { ...fields, signalCount: fields.signals.length };
        expect(parseHeader(formatHeader(header), 'x.hea')).toEqual(header);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
