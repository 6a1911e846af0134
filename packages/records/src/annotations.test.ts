import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from './annotation.ts';
import { ANNOTATION_CODES, BEAT_SYMBOLS, codeOf, symbolOf } from './annotation-codes.ts';
import { decodeAnnotations } from './decode-annotations.ts';
import { takeNotes } from './annotation-notes.ts';
import { encodeAnnotations } from './encode-annotations.ts';
import { memoryStore } from './memory-store.ts';
import { readAnnotationFile, readAnnotations } from './read-annotations.ts';

const plain = { subtype: 0, channel: 0, num: 0, aux: '' };
const word = (code: number, data: number): number[] => [data & 255, (code << 2) | (data >> 8)];
const decode = (...bytes: number[][]): Annotation[] =>
  decodeAnnotations(Uint8Array.from(bytes.flat()), 'x.atr');

describe('annotation codes', () => {
  it('are the 39 of ecgcodes.h, each symbol once', () => {
    expect(ANNOTATION_CODES.map(({ code }) => code)).toEqual(
      Array.from({ length: 41 }, (_, i) => i + 1).filter((code) => code !== 15 && code !== 17),
    );
    // The order of the symbols in annstr() of the WFDB library, codes 1 to 41.
    expect(ANNOTATION_CODES.map(({ symbol }) => symbol).join('')).toBe(
      'NLRaVFJASEj/Q~|sT*D"=pB^t+u?![]en@xf()r',
    );
    for (const { code, symbol } of ANNOTATION_CODES) expect(codeOf(symbol)).toBe(code);
  });

  it('name the beats, without flutter waves', () => {
    expect([...BEAT_SYMBOLS].sort().join('')).toBe('/?ABEFJLNQRSVaefjnr');
  });

  it('give codes of the user a symbol too', () => {
    expect(symbolOf(42)).toBe('[42]');
    expect(codeOf('[42]')).toBe(42);
    expect(codeOf('[')).toBe(32);
    expect(codeOf('nothing')).toBeUndefined();
  });
});

describe('annotation files', () => {
  it('are read as annot(5) of the WFDB Applications Guide describes', () => {
    const read = decode(
      word(28, 18), // rhythm change at 18 ...
      word(63, 3), // ... with a text of 3 bytes and a pad, one of the bytes a C string's end
      [0x28, 0x4e, 0x00, 0x00],
      word(1, 59), // beat 59 later
      word(59, 0), // then a long interval, the high half first: 0x00010002
      [0x01, 0x00, 0x02, 0x00],
      word(14, 5), // noise 5 after that
      word(61, 1023), // subtype -1
      word(62, 1), // channel, from here on
      word(60, 7), // num, from here on
      word(5, 100),
      word(0, 0),
    );
    expect(read).toEqual([
      { ...plain, sample: 18, code: 28, symbol: '+', aux: '(N' },
      { ...plain, sample: 77, code: 1, symbol: 'N' },
      { ...plain, sample: 77 + 0x10002 + 5, code: 14, symbol: '~', subtype: -1, channel: 1, num: 7 },
      { ...plain, sample: 77 + 0x10002 + 105, code: 5, symbol: 'V', channel: 1, num: 7 },
    ]);
  });

  it('reads back what it wrote', () => {
    const annotation = fc
      .record({
        sample: fc.oneof(fc.nat(3000), fc.nat(2 ** 30), fc.integer({ min: -(2 ** 40), max: 2 ** 40 })),
        code: fc.integer({ min: 1, max: 49 }),
        subtype: fc.integer({ min: -128, max: 127 }),
        channel: fc.nat(255),
        num: fc.integer({ min: -128, max: 127 }),
        aux: fc.oneof(
          fc.constant(''),
          fc.string({ maxLength: 20 }).filter((text) => !text.endsWith('\0')),
        ),
      })
      .map((a): Annotation => ({ ...a, symbol: symbolOf(a.code) }));
    fc.assert(
      fc.property(fc.array(annotation, { maxLength: 20 }), (annotations) => {
        expect(decodeAnnotations(encodeAnnotations(annotations), 'x.atr')).toEqual(annotations);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('keeps what a file says of itself apart from its annotations', async () => {
    const beats = [
      { ...plain, sample: 0, code: 22, symbol: '"', aux: '3 of us looked at it' },
      { ...plain, sample: 30, code: 1, symbol: 'N' },
      { ...plain, sample: 95, code: 42, symbol: 'big' },
    ];
    const definitions = [{ code: 42, symbol: 'big', description: 'A big one' }];
    const options = { timeResolution: 999.56, definitions };
    const store = memoryStore({ 'r.atr': encodeAnnotations(beats, options) });
    expect(await readAnnotationFile(store, 'r')).toEqual({ annotations: beats, ...options });
    const samples = (await readAnnotations(store, 'r', 'atr', 62.4725)).map(({ sample }) => sample);
    expect(samples).toEqual([0, 2, 6]);
    // Byte by byte, as putann() of the WFDB library writes the end of a table: SKIP -1, then code 0 one further.
    const bytes = encodeAnnotations(beats.slice(1), { definitions });
    const end = [...word(59, 0), 0xff, 0xff, 0xff, 0xff, ...word(0, 1), ...word(1, 30)];
    expect(Buffer.from(bytes).includes(Buffer.from(end))).toBe(true);
    const withoutNotes = memoryStore({ 'r.atr': encodeAnnotations(beats) });
    expect(await readAnnotations(withoutNotes, 'r', 'atr', 100)).toEqual([
      beats[0],
      beats[1],
      { ...beats[2], symbol: '[42]' },
    ]);
  });

  it('refuses a time resolution or definition that is none', () => {
    expect(() => encodeAnnotations([], { timeResolution: 0 })).toThrow(
      /time resolution: got 0, expected a positive/,
    );
    const definitions = [{ code: 42, symbol: 'a b', description: '' }];
    expect(() => encodeAnnotations([], { definitions })).toThrow(/definition: got "42 a b "/);
    const notes = decode(word(22, 0), word(63, 21), [...Buffer.from('## time resolution: x'), 0], word(0, 0));
    expect(() => takeNotes(notes, 'x.atr')).toThrow(/^x\.atr: time resolution: got "x"/);
  });

  it('says when a file is cut, wherever it is cut', () => {
    const text: Annotation[] = [{ ...plain, sample: 5000, code: 22, symbol: '"', aux: 'abc' }];
    const bytes = encodeAnnotations(text);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeAnnotations(bytes.subarray(0, length), 'x.atr')).toThrow(
        expect.objectContaining({
          code: 'file-truncated',
          message: `x.atr: ends at byte ${length} without the end mark (a word of 0); copy the file again`,
        }),
      );
    }
  });

  it('says where a word means nothing', () => {
    const corrupt = (message: RegExp): unknown =>
      expect.objectContaining({ code: 'file-corrupt', message: expect.stringMatching(message) });
    expect(() => decode(word(1, 9), word(55, 0), word(0, 0))).toThrow(
      corrupt(/^x\.atr: byte 2: got code 55/),
    );
    expect(() => decode(word(61, 1), word(0, 0))).toThrow(corrupt(/^x\.atr: byte 0: got a field before/));
  });

  it.each([
    [{ code: 0 }, /code: got 0, expected an integer from 1 to 49/],
    [{ subtype: 128 }, /subtype: got 128/],
    [{ sample: 0.5 }, /sample: got 0\.5/],
    [{ aux: 'é'.repeat(128) }, /length of aux in bytes: got 256, expected an integer from 0 to 255/],
  ])('refuses to write what the format cannot hold: %j', (change, message) => {
    const annotation: Annotation = { ...plain, sample: 1, code: 1, symbol: 'N', ...change };
    expect(() => encodeAnnotations([annotation])).toThrow(
      expect.objectContaining({ code: 'argument-invalid', message: expect.stringMatching(message) }),
    );
  });
});
