import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteStore } from './byte-source.ts';
import type { DigitalSignal } from './digital-signal.ts';
import { encodeRecord } from './encode-record.ts';
import { SIGNAL_FORMATS } from './formats/index.ts';
import { httpStore } from './http-store.ts';
import { memoryStore } from './memory-store.ts';
import { openRecord } from './record.ts';
import { INVALID_SAMPLE } from './sample-sink.ts';

const failure = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });
const written = [...SIGNAL_FORMATS.values()].filter((format) => format.kind !== 'null');

/** A row of values that a format holds: smooth, rough, constant or with gaps. */
function samplesOf(code: number, length: number): fc.Arbitrary<Int32Array> {
  const format = SIGNAL_FORMATS.get(code);
  if (!format || format.kind === 'null') throw new Error('a format that is not written');
  const row = (value: fc.Arbitrary<number>): fc.Arbitrary<Int32Array> =>
    fc.array(value, { minLength: length, maxLength: length, size: 'max' }).map((v) => Int32Array.from(v));
  if (format.kind === 'differences') {
    return row(fc.integer({ min: -128, max: 127 })).map((steps) => {
      let value = 0;
      return steps.map((step) => (value += step));
    });
  }
  const half = 2 ** (format.bits - 1);
  const valid = fc.integer({ min: -half + 1, max: half - 1 });
  return fc.oneof(
    row(valid),
    row(fc.integer({ min: -9, max: 9 })),
    row(fc.oneof({ weight: 9, arbitrary: valid }, { weight: 1, arbitrary: fc.constant(INVALID_SAMPLE) })),
    valid.map((value) => new Int32Array(length).fill(value)),
  );
}

/** One to five signals of a format, those of other than FLAC with one to three samples per frame. */
function signalsOf(code: number): fc.Arbitrary<DigitalSignal[]> {
  const each = code > 500 ? fc.constant(1) : fc.integer({ min: 1, max: 3 });
  const signal = (frames: number): fc.Arbitrary<DigitalSignal> =>
    each.chain((samplesPerFrame) =>
      samplesOf(code, frames * samplesPerFrame).map((samples) => ({ lead: '', samples, samplesPerFrame })),
    );
  return fc
    .integer({ min: 1, max: 40 })
    .chain((frames) => fc.array(signal(frames), { minLength: 1, maxLength: 5 }))
    .map((signals) => signals.map((s, i) => ({ ...s, lead: `lead ${i}` })));
}

describe('records of every format', () => {
  for (const { code } of written) {
    it(`${code}: reads any range of what was written`, async () => {
      await fc.assert(
        fc.asyncProperty(signalsOf(code), fc.nat(), fc.nat(), async (signals, a, b) => {
          const record = await openRecord(memoryStore(encodeRecord('r', 360, signals, code)), 'r');
          await record.verify();
          const from = a % (record.sampleCount + 1);
          const to = from + (b % (record.sampleCount - from + 1));
          expect(await record.readFrames('all', from, to)).toEqual(
            signals.map(({ samples, samplesPerFrame = 1 }) =>
              samples.slice(from * samplesPerFrame, to * samplesPerFrame),
            ),
          );
        }),
        { seed: 1, numRuns: 60 },
      );
    });
  }

  it('reads a part of a long record, by no more bytes than it needs', async () => {
    const length = 200_000;
    // Small enough steps for format 8, few enough bits for 80, and noise that FLAC does not take away.
    let [value, noise] = [0, 1];
    const row = Int32Array.from({ length }, () => {
      noise = (Math.imul(noise, 1103515245) + 12345) & 0x7fffffff;
      value = Math.round((value * 15 + ((noise >> 16) % 61) - 30) / 16 + ((noise >> 8) % 7) - 3);
      return Math.max(-100, Math.min(100, value));
    });
    const signals = [
      { lead: 'a', samples: row },
      { lead: 'b', samples: row.toReversed() },
    ];
    for (const { code, kind } of written.filter((format) => [8, 212, 516, 524].includes(format.code))) {
      const files = encodeRecord('r', 360, signals, code);
      const { store, bytesRead } = countingStore(memoryStore(files));
      const record = await openRecord(store, 'r');
      const at = 123_457;
      expect(await record.readDigital(['b'], at, at + 100)).toEqual([signals[1].samples.slice(at, at + 100)]);
      const whole = files['r.dat'].length;
      const most = kind === 'packed' ? 1000 : kind === 'flac' ? 10 * 65536 : (whole * 124) / 200;
      expect(bytesRead(), `format ${code}`).toBeLessThan(Math.min(most, 0.95 * whole));
      // A second range nearby starts from what was found.
      const before = bytesRead();
      expect(await record.readDigital(['a'], at + 200, at + 201)).toEqual([row.slice(at + 200, at + 201)]);
      expect(bytesRead() - before, `format ${code} again`).toBeLessThan(2 * 65536 + 100);
    }
  });
});

/** A store that counts the bytes read from its signal files. */
function countingStore(store: ByteStore): { store: ByteStore; bytesRead: () => number } {
  let count = 0;
  return {
    bytesRead: () => count,
    store: {
      name: store.name,
      async open(path) {
        const source = await store.open(path);
        if (path.endsWith('.hea')) return source;
        return {
          ...source,
          async read(from, to) {
            count += to - from;
            return source.read(from, to);
          },
        };
      },
    },
  };
}

describe('FLAC signal files with something wrong', () => {
  const samples = Int32Array.from({ length: 20_000 }, (_, i) => ((i * i) % 4001) - 2000);
  const files = encodeRecord(
    'r',
    360,
    [
      { lead: 'I', samples },
      { lead: 'II', samples },
    ],
    516,
  );
  const dat = files['r.dat'];
  const header = new TextDecoder().decode(files['r.hea']);
  const read = async (bytes: Uint8Array, text = header): Promise<unknown> => {
    const store = memoryStore({ 'r.hea': new TextEncoder().encode(text), 'r.dat': bytes });
    return (await openRecord(store, 'r')).readDigital('all');
  };

  it('no FLAC, or another than the header says', async () => {
    await expect(read(Uint8Array.from(dat, (b, i) => (i === 0 ? 0 : b)))).rejects.toThrow(
      failure('file-corrupt', /^r\.dat: byte 0: mark of a FLAC stream: got "\\u0000LaC", expected "fLaC"/),
    );
    await expect(read(dat.subarray(0, 30))).rejects.toThrow(
      failure('file-truncated', /^r\.dat: wanted bytes/),
    );
    await expect(read(dat, header.replaceAll('516x', '524x'))).rejects.toThrow(
      failure(
        'file-corrupt',
        /^r\.dat: bits per sample of the FLAC stream: got 16, expected 24 in format 524/,
      ),
    );
    const one = header.replace('r 2', 'r 1').replace(/.* II\n/, '');
    await expect(read(dat, one)).rejects.toThrow(
      failure('file-corrupt', /^r\.dat: channels of the FLAC stream: got 2, expected 1/),
    );
    await expect(read(dat, header.replace('516x1', '516x2'))).rejects.toThrow(
      failure('file-corrupt', /^r\.dat: samples per frame: got 2, 1, expected the same of all/),
    );
    await expect(read(dat, header.replace(' 20000', ' 20001'))).rejects.toThrow(
      failure('file-truncated', /got 20000 samples in the FLAC stream, expected 20001/),
    );
  });

  it('cut, or a bit turned over anywhere', async () => {
    for (let length = 43; length < dat.length; length += 1009) {
      await expect(read(dat.subarray(0, length))).rejects.toThrow(
        failure(
          'file-truncated',
          /^r\.dat: ends at byte \d+ after \d+ samples of the FLAC stream, expected 20000/,
        ),
      );
    }
    for (let at = 42; at < dat.length; at += 997) {
      const damaged = dat.slice();
      damaged[at] ^= 1 << (at & 7);
      const found = expect.objectContaining({ code: expect.stringMatching(/^file-(corrupt|truncated)$/) });
      await expect(read(damaged)).rejects.toThrow(found);
    }
  });

  it('more channels than FLAC has are not written', () => {
    const nine = Array.from({ length: 9 }, (_, i) => ({ lead: `${i}`, samples: Int32Array.of(i) }));
    expect(() => encodeRecord('r', 360, nine, 516)).toThrow(
      failure('argument-invalid', /^r: r\.dat: got 9 signals of 1 samples per frame, expected at most 8/),
    );
  });
});

describe('records over HTTP', () => {
  it('of every kind of format are read by range', async () => {
    const length = 200_000;
    const samples = Int32Array.from({ length }, (_, i) => Math.round(50 * Math.sin(i * 1.7)));
    const files = new Map<string, Uint8Array>();
    for (const code of [16, 516]) {
      const record = encodeRecord(`r${code}`, 360, [{ lead: 'I', samples }], code);
      for (const [name, bytes] of Object.entries(record)) files.set(`/${name}`, bytes);
    }
    let sent = 0;
    const server = createServer((request, response) => {
      const file = files.get(request.url ?? '');
      if (!file) return void response.writeHead(404).end();
      const [from, last] = (/(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []).slice(1).map(Number);
      const part = file.subarray(from, last + 1);
      sent += part.length;
      const range = `bytes ${from}-${from + part.length - 1}/${file.length}`;
      response.writeHead(206, { 'content-range': range }).end(part);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const store = httpStore(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const short = encodeRecord('r', 360, [{ lead: 'I', samples: samples.subarray(0, 9) }], 8);
      for (const [name, bytes] of Object.entries(short)) files.set(`/${name}`, bytes);
      expect(await (await openRecord(store, 'r')).readDigital('all', 3, 7)).toEqual([samples.slice(3, 7)]);
      for (const code of [16, 516]) {
        sent = 0;
        const record = await openRecord(store, `r${code}`);
        expect(await record.readDigital('all', 150_000, 150_100)).toEqual([samples.slice(150_000, 150_100)]);
        // The first 64 kB of a file come with its opening; of FLAC some are looked through and decoded.
        const whole = files.get(`/r${code}.dat`)?.length ?? 0;
        expect(whole).toBeGreaterThan(180_000);
        expect(sent).toBeLessThan(code === 16 ? 65_536 + 1000 : whole);
      }
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
