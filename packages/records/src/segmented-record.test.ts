import { describe, expect, it } from 'vitest';
import type { DigitalSignal } from './digital-signal.ts';
import { encodeRecord } from './encode-record.ts';
import { memoryStore } from './memory-store.ts';
import { recordFiles } from './record-files.ts';
import { openRecord } from './record.ts';
import { INVALID_SAMPLE } from './sample-sink.ts';

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const text = (value: Uint8Array): string => new TextDecoder().decode(value);
const failure = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });
const ramp = (length: number, from: number): Int32Array => Int32Array.from({ length }, (_, i) => from + i);

const lead = (name: string, samples: Int32Array, more: Partial<DigitalSignal> = {}): DigitalSignal => ({
  lead: name,
  samples,
  ...more,
});
const LAYOUT = ['lay 2 100 0', '~ 0 200(0)/mV 12 0 0 0 0 II', '~ 0 10(5)/mmHg 12 0 0 0 0 ABP', ''].join('\n');
const a = encodeRecord('a', 100, [lead('II', ramp(10, 0), { adcGain: 100, baseline: 4 })], 212);
const b = encodeRecord(
  'b',
  100,
  [
    lead('other', ramp(5, 50)),
    lead('ABP', ramp(5, 70), { adcGain: 20, units: 'mmHg' }),
    lead('II', Int32Array.of(1, 2, -2048, 4, 5), { units: 'uV', adcGain: 0.2 }),
  ],
  212,
);
const variable: Record<string, Uint8Array> = {
  ...a,
  ...b,
  'lay.hea': bytes(LAYOUT),
  'm.hea': bytes('m/4 2 100 18\nlay 0\na 10\n~ 3\nb 5\n# of two\n'),
};

describe('record in segments', () => {
  it('of a variable layout: by name, brought to its scale, with gaps', async () => {
    const record = await openRecord(memoryStore(variable), 'm');
    expect(record).toMatchObject({ leads: ['II', 'ABP'], sampleCount: 18, samplingFrequency: 100 });
    expect(record.header).toMatchObject({ info: ['of two'], signalCount: 2 });
    const [two, pressure] = await record.readDigital('all');
    const gap = (count: number): number[] => Array.from({ length: count }, () => INVALID_SAMPLE);
    // (i - 4) / 100 mV is 2 i - 8 at 200 per mV.
    const first = Array.from({ length: 10 }, (_, i) => 2 * i - 8);
    expect([...two]).toEqual([...first, ...gap(3), 1000, 2000, INVALID_SAMPLE, 4000, 5000]);
    // 70 / 20 mmHg is 35 + 5 at 10 per mmHg; of 71 / 20 the half is rounded up.
    expect([...pressure]).toEqual([...gap(13), 40, 41, 41, 42, 42]);
    const [mV, mmHg] = await record.read('all');
    expect([...mV.subarray(9)]).toEqual([
      Math.fround(0.05),
      NaN,
      NaN,
      NaN,
      Math.fround(0.005),
      ...[0.01, NaN, 0.02, 0.025].map(Math.fround),
    ]);
    expect(mmHg[14]).toBe(Math.fround(71 / 20));
    await record.verify();
    for (let from = 0; from <= 18; from++) {
      for (let to = from; to <= 18; to++)
        expect(await record.readDigital(['ABP', 'II'], from, to)).toEqual([
          pressure.slice(from, to),
          two.slice(from, to),
        ]);
    }
  });

  it('of a fixed layout, in a folder, of several formats and more samples per frame', async () => {
    const part = (name: string, from: number, format: number): Record<string, Uint8Array> =>
      encodeRecord(
        name,
        50,
        [
          lead('I', ramp(4, from)),
          lead('II', ramp(8, 2 * from), { samplesPerFrame: 2, fileName: `${name}.2` }),
        ],
        format,
      );
    const files = {
      ...part('a', 0, 212),
      ...part('b', 4, 516),
      'm.hea': bytes('m/3 2 50 12\na 4\nb 4\na 4\n'),
    };
    const store = memoryStore(Object.fromEntries(Object.entries(files).map(([k, v]) => [`x/${k}`, v])));
    const record = await openRecord(store, 'x/m', { resolution: 'highest' });
    expect(record).toMatchObject({ samplingFrequency: 100, sampleCount: 24 });
    const [one, two] = await record.readDigital('all', 1, 23);
    const twice = [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 0, 0, 1, 1, 2, 2, 3, 3];
    expect([...one]).toEqual(twice.slice(1, 23));
    expect([...two]).toEqual([...ramp(16, 0), ...ramp(8, 0)].slice(1, 23));
    const frames = await openRecord(store, 'x/m');
    // The mean of 2 i and 2 i + 1 is rounded up.
    expect([...(await frames.readDigital(['II'], 3, 6))[0]]).toEqual([7, 9, 11]);
    expect([...(await frames.read(['II'], 3, 4))[0]]).toEqual([Math.fround(6.5 / 200)]);
    expect(await frames.readFrames(['II'], 3, 5)).toEqual([Int32Array.of(6, 7, 8, 9)]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a segment in segments',
      { 'a.hea': 'a/1 2 100 10\nb 10\n' },
      /^a\.hea: number of segments: got 1 in a segment/,
    ],
    ['only gaps', { 'm.hea': 'm/1 2 100 18\n~ 18\n' }, /^m\.hea: segments: got gaps only/],
    [
      'another number of signals',
      { 'm.hea': 'm/2 3 100 10\nlay 0\na 10\n' },
      /^m\.hea: number of signals: got 3, expected 2 as in lay/,
    ],
    [
      'another rate',
      { 'a.hea': text(a['a.hea']).replace('100/100', '99/99') },
      /^m\.hea: segment a: sampling frequency: got 99, expected 100/,
    ],
    [
      'a short segment',
      { 'm.hea': 'm/2 2 100 11\nlay 0\na 11\n' },
      /^m\.hea: segment a: number of samples: got 10, expected 11/,
    ],
    [
      'another quantity',
      { 'a.hea': text(a['a.hea']).replace('/mV', '/mmHg') },
      /^m\.hea: segment a: unit of II: got mmHg, expected mV/,
    ],
    [
      'another number of signals in a fixed layout',
      { 'm.hea': 'm/2 1 100 15\na 10\nb 5\n' },
      /^m\.hea: segment b: number of signals: got 3, expected 1/,
    ],
  ])('refuses %s', async (_, change, message) => {
    const changed = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, bytes(value)]));
    const reading = async (): Promise<unknown> =>
      (await openRecord(memoryStore({ ...variable, ...changed }), 'm')).read('all');
    await expect(reading()).rejects.toThrow(failure('file-corrupt', message));
  });

  it('names all its files', async () => {
    expect(await recordFiles(memoryStore(variable), 'm')).toEqual([
      'm.hea',
      'lay.hea',
      'a.hea',
      'a.dat',
      'b.hea',
      'b.dat',
    ]);
  });

  it('opens a segment again after it could not be read', async () => {
    const { 'b.dat': dat, ...rest } = variable as Record<string, Uint8Array>;
    const files = { ...rest };
    const record = await openRecord(memoryStore(files), 'm');
    expect((await record.read(['II'], 0, 13))[0]).toHaveLength(13);
    await expect(record.read(['II'])).rejects.toThrow(failure('file-missing', /^b\.dat/));
    files['b.dat'] = dat;
    expect((await record.read(['II']))[0]).toHaveLength(18);
  });
});

describe('signals of a record', () => {
  it('that were not recorded (format 0) are gaps', async () => {
    const files = {
      ...a,
      'n.hea': bytes(`n 2 100 10\nx 0 1 8 0 0 0 0 none\n${text(a['a.hea']).split('\n')[1]}\n`),
    };
    const record = await openRecord(memoryStore(files), 'n');
    const [none, two] = await record.read('all', 2, 4);
    expect([...none]).toEqual([NaN, NaN]);
    expect([...two]).toEqual([-0.02, -0.01].map(Math.fround));
    await record.verify();
  });

  it('that precede sample 0 (skew) are moved, from all that the file has', async () => {
    const row = {
      'r.dat': encodeRecord('r', 100, [lead('I', ramp(10, 0)), lead('II', ramp(10, 0))], 212)['r.dat'],
    };
    const header = 'r 2 100 8\nr.dat 212:1 200 12 0 0 0 0 I\nr.dat 212:3 200 12 0 0 0 0 II\n';
    const record = await openRecord(memoryStore({ ...row, 'r.hea': bytes(header) }), 'r');
    const [one, two] = await record.readDigital('all');
    expect([...one]).toEqual([...ramp(8, 1)]);
    expect([...two]).toEqual([...ramp(7, 3), INVALID_SAMPLE]);
    expect(await record.readDigital(['II'], 7, 8)).toEqual([Int32Array.of(INVALID_SAMPLE)]);
  });
});
