import { describe, expect, it } from 'vitest';
import { decodeAhaAnnotations, isAhaFormat } from './aha-annotations.ts';
import { decodeAnnotations } from './decode-annotations.ts';
import { encodeAnnotations } from './encode-annotations.ts';

/** A record of 16 bytes; `tail` is what the WFDB library adds: subtype, MIT code, text. */
function recordOf(letter: string, time: number, serial: number, tail: readonly number[] = []): number[] {
  const words = [time >>> 16, time & 0xffff, serial];
  return [
    0,
    letter.charCodeAt(0),
    ...words.flatMap((word) => [word & 255, word >> 8]),
    ...Array.from({ length: 8 }, (_, i) => tail[i] ?? 0),
  ];
}
const fileOf = (...records: number[][]): Uint8Array => Uint8Array.from(records.flat());

describe('annotations in AHA format', () => {
  it('have the symbols that rdann of WFDB 10.7.0 prints', () => {
    const letters = 'NVFEPQROU[]'.split('');
    const file = fileOf(
      ...letters.map((letter, i) => recordOf(letter, 200_000 + i, i + 1)),
      recordOf('\0', 0, 0),
    );
    const annotations = decodeAnnotations(file, 'r.aha');
    expect(annotations.map(({ symbol }) => symbol).join('')).toBe('NVFE/Qr"~[]');
    expect(annotations.map(({ sample }) => sample - 200_000)).toEqual([...letters.keys()]);
    expect(annotations[8]).toEqual({
      sample: 200_008,
      symbol: '~',
      code: 14,
      subtype: -1,
      channel: 0,
      num: 0,
      aux: '',
    });
  });

  it('have symbol, subtype and text where the WFDB library wrote them', () => {
    const text = '(AFIB'.split('').map((letter) => letter.charCodeAt(0));
    const file = fileOf(
      recordOf('N', 100, 1, [0, 8]),
      recordOf('O', 200, 2, [3, 28, ...text]),
      recordOf('U', 300, 3, [0x30, 14]),
    );
    expect(decodeAnnotations(file, 'r.aha')).toMatchObject([
      { sample: 100, symbol: 'A', code: 8, subtype: 0 },
      { sample: 200, symbol: '+', subtype: 3, aux: '(AFIB' },
      { sample: 300, symbol: '~', subtype: 0x30 },
    ]);
  });

  it('are told from those in MIT format', () => {
    expect(isAhaFormat(fileOf(recordOf('N', 100, 1)))).toBe(true);
    expect(isAhaFormat(fileOf(recordOf('N', 100, 1), recordOf('V', 200, 3)))).toBe(false);
    expect(isAhaFormat(new Uint8Array(2))).toBe(false);
    // The word of an annotation of code 19 at sample 512 is 0 and `N`.
    const mark = { symbol: 'T', code: 19, subtype: 0, channel: 0, num: 0, aux: '' };
    const mit = Array.from({ length: 31 }, (_, i) => ({ ...mark, sample: 512 * (i + 1) }));
    expect([...encodeAnnotations(mit).subarray(0, 2)]).toEqual([0, 'N'.charCodeAt(0)]);
    expect(decodeAnnotations(encodeAnnotations(mit), 'r.atr')).toEqual(mit);
  });

  it('are refused with file and offset', () => {
    const two = [recordOf('N', 100, 1), recordOf('V', 200, 2)];
    expect(() => decodeAnnotations(fileOf(...two, recordOf('z', 300, 3)), 'r.aha')).toThrow(
      expect.objectContaining({ code: 'file-corrupt', details: { file: 'r.aha', offset: 33 } }),
    );
    expect(() => decodeAhaAnnotations(fileOf(...two).subarray(0, 30), 'r.aha')).toThrow(
      expect.objectContaining({
        code: 'file-truncated',
        details: { file: 'r.aha', offset: 16, length: 30 },
      }),
    );
  });
});
