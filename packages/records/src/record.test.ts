import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteStore } from './byte-source.ts';
import { encodeRecord } from './encode-record.ts';
import { memoryStore } from './memory-store.ts';
import { openRecord } from './record.ts';

const LENGTH = 501;
const ramp = (factor: number): Int32Array =>
  Int32Array.from({ length: LENGTH }, (_, i) => ((i * factor) % 4001) - 2000);
const SIGNALS = [
  { lead: 'V5', samples: ramp(7) },
  { lead: 'MLII', samples: ramp(13), adcGain: 100, baseline: 24 },
  { lead: 'V1', samples: ramp(29) },
];
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const failure = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

/** A store that counts the bytes read from each file. */
function countingStore(store: ByteStore): { store: ByteStore; read: Record<string, number> } {
  const read: Record<string, number> = {};
  return {
    read,
    store: {
      name: store.name,
      async open(path) {
        const source = await store.open(path);
        return {
          ...source,
          async read(from, to) {
            read[path] = (read[path] ?? 0) + to - from;
            return source.read(from, to);
          },
        };
      },
    },
  };
}

describe('record', () => {
  for (const format of [16, 212]) {
    it(`reads any range of any leads as a part of the whole, and no more bytes than it needs (format ${format})`, async () => {
      const { store, read } = countingStore(memoryStore(encodeRecord('r', 360, SIGNALS, format)));
      const record = await openRecord(store, 'r');
      const perSample = format === 16 ? 2 : 1.5;
      await fc.assert(
        fc.asyncProperty(fc.nat(LENGTH), fc.nat(LENGTH), fc.subarray(SIGNALS), async (a, b, wanted) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)];
          read['r.dat'] = 0;
          const digital = await record.readDigital(
            wanted.map(({ lead }) => lead),
            from,
            to,
          );
          expect(digital).toEqual(wanted.map(({ samples }) => samples.slice(from, to)));
          // A group is at most 3 bytes, and a range may cut one at each end.
          expect(read['r.dat']).toBeLessThanOrEqual((to - from) * SIGNALS.length * perSample + 4);
        }),
        { seed: 1, numRuns: 200 },
      );
    });
  }

  it('gives physical values in mV, and NaN for the invalid sample of the format', async () => {
    const files = encodeRecord(
      'r',
      250,
      [{ lead: 'II', samples: Int32Array.of(124, -2048, 24), adcGain: 100, baseline: 24 }],
      212,
    );
    const [signal] = await (await openRecord(memoryStore(files), 'r')).read(['II']);
    expect([...signal]).toEqual([1, NaN, 0]);
    files['r.hea'] = bytes(text(files['r.hea']).replace('/mV', '/uV'));
    const [microvolts] = await (await openRecord(memoryStore(files), 'r')).read('all');
    expect(microvolts[0]).toBeCloseTo(0.001, 9);
    files['r.hea'] = bytes(text(files['r.hea']).replace('/uV', '/mmHg'));
    const [pressure] = await (await openRecord(memoryStore(files), 'r')).read('all');
    expect(pressure[0]).toBe(1);
  });

  it('reads signals from several files, beside a header in a folder', async () => {
    const a = encodeRecord('a', 100, SIGNALS.slice(0, 2), 16);
    const b = encodeRecord('b', 100, SIGNALS.slice(2), 212);
    const lines = (files: Record<string, Uint8Array>, name: string): string[] =>
      text(files[`${name}.hea`]).trim().split('\n').slice(1);
    const header = [`ab 3 100 ${LENGTH}`, ...lines(a, 'a'), ...lines(b, 'b')].join('\n');
    const store = memoryStore({ 'x/ab.hea': bytes(header), 'x/a.dat': a['a.dat'], 'x/b.dat': b['b.dat'] });
    const record = await openRecord(store, 'x/ab');
    expect(record.leads).toEqual(['V5', 'MLII', 'V1']);
    expect(await record.readDigital(['V1', 'V5'], 3, 7)).toEqual([ramp(29).slice(3, 7), ramp(7).slice(3, 7)]);
    await record.verify();
  });

  it('takes the number of samples from the files when the header does not say', async () => {
    const files = encodeRecord('r', 360, SIGNALS, 212);
    const header = text(files['r.hea']).split('\n');
    const store = memoryStore({ ...files, 'r.hea': bytes(['r 3 360', ...header.slice(1)].join('\n')) });
    expect((await openRecord(store, 'r')).sampleCount).toBe(LENGTH);
  });

  it('tells leads of one name apart', async () => {
    const twice = [SIGNALS[0], { ...SIGNALS[1], lead: 'V5' }];
    const record = await openRecord(memoryStore(encodeRecord('r', 360, twice)), 'r');
    expect(record.leads).toEqual(['V5', 'V5 #2']);
    expect(await record.readDigital(['V5 #2'])).toEqual([ramp(13)]);
  });

  it('skips a preamble before the samples', async () => {
    const files = encodeRecord('r', 360, SIGNALS, 16);
    const header = text(files['r.hea']).replaceAll('+0', '+5');
    const store = memoryStore({
      'r.hea': bytes(header),
      'r.dat': Uint8Array.of(1, 2, 3, 4, 5, ...files['r.dat']),
    });
    await (await openRecord(store, 'r')).verify();
  });
});

describe('record with something wrong', () => {
  const files = encodeRecord('r', 360, SIGNALS, 212);
  const header = text(files['r.hea']);
  const open = (change: Record<string, Uint8Array>): ReturnType<typeof openRecord> =>
    openRecord(memoryStore({ ...files, ...change }), 'r');

  it('missing header or signal file', async () => {
    await expect(openRecord(memoryStore(files), 'q')).rejects.toThrow(
      failure('file-missing', /^q\.hea: there is no/),
    );
    await expect(openRecord(memoryStore({ 'r.hea': files['r.hea'] }), 'r')).rejects.toThrow(
      failure('file-missing', /^r\.dat: there is no such file/),
    );
  });

  it('cut signal file', async () => {
    await expect(open({ 'r.dat': files['r.dat'].subarray(0, 1949) })).rejects.toThrow(
      failure(
        'file-truncated',
        /^r\.dat: got 1949 bytes, expected 2255 \(501 samples of 3 signals in format 212\); copy the file again$/,
      ),
    );
  });

  it('one flipped bit', async () => {
    for (const [at, field] of [
      [1000, 'checksum'],
      [0, 'initial value'],
    ] as const) {
      const flipped = files['r.dat'].slice();
      flipped[at] ^= 0x10;
      const record = await open({ 'r.dat': flipped });
      await expect(record.verify()).rejects.toThrow(
        failure(
          'checksum-mismatch',
          new RegExp(`^r\\.dat: signal \\d \\(\\w+\\): got ${field} -?\\d+, expected -?\\d+`),
        ),
      );
    }
  });

  it('unknown format, mixed formats in a file', async () => {
    await expect(open({ 'r.hea': bytes(header.replaceAll('212x', '213x')) })).rejects.toThrow(
      failure('format-unknown', /^r\.hea: signal 0 \(V5\): got signal format 213, expected one of 0, 8, 16/),
    );
    await expect(open({ 'r.hea': bytes(header.replace(/212(?=.*V1)/, '16')) })).rejects.toThrow(
      failure('file-corrupt', /signal 2 \(V1\): format 16\+0 differs from 212\+0/),
    );
  });

  it('lead or range that is not there', async () => {
    const record = await open({});
    await expect(record.read(['MLI'])).rejects.toThrow(
      failure('lead-missing', /^r: has no lead MLI; it has V5, MLII, V1$/),
    );
    for (const [from, to] of [
      [-1, 5],
      [5, 4],
      [0, 502],
      [0.5, 3],
    ]) {
      await expect(record.read('all', from, to)).rejects.toThrow(
        failure('argument-invalid', /expected whole numbers/),
      );
    }
  });

  it('samples that the format cannot hold are not written', () => {
    const tooLarge = [{ lead: 'I', samples: Int32Array.of(0, 2048) }];
    expect(() => encodeRecord('r', 360, tooLarge, 212)).toThrow(
      failure('argument-invalid', /lead I: sample 1 is 2048/),
    );
  });
});
