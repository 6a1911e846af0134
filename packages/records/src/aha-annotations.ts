import { SaliogramError } from '@saliogram/core';
import { MAX_ANNOTATION_CODE, codeOf, symbolOf } from './annotation-codes.ts';
import type { Annotation } from './annotation.ts';

const RECORD_BYTES = 16;

/** Symbols of MIT annotation files by the letters of the AHA format. */
const SYMBOLS: Readonly<Record<string, string>> = {
  N: 'N',
  V: 'V',
  F: 'F',
  E: 'E',
  P: '/',
  Q: 'Q',
  R: 'r',
  O: '"',
  U: '~',
  '[': '[',
  ']': ']',
};

/**
 * Whether bytes are an annotation file in AHA format: the first of a record is 0, the second a letter of the format, and the
 * second record, if there is one, the serial number after the first's.
 */
export function isAhaFormat(bytes: Uint8Array): boolean {
  if (bytes.length < RECORD_BYTES || bytes[0] !== 0 || letterAt(bytes, 0) === undefined) return false;
  const rest = bytes.subarray(RECORD_BYTES);
  if (rest.every((byte) => byte === 0)) return true;
  if (rest.length < RECORD_BYTES || letterAt(bytes, RECORD_BYTES) === undefined) return false;
  return serialAt(bytes, RECORD_BYTES) === ((serialAt(bytes, 0) + 1) & 0xffff);
}

/**
 * Reads an annotation file in AHA format (annot(5) of the WFDB Applications Guide): 16 bytes per annotation, of a letter, the
 * time with its high half first, and a serial number; zeros after the last.
 *
 * Files written by the WFDB library add the subtype, the MIT code, which then says the symbol, and up to six characters of
 * text. `U` (unreadable) without a subtype is a shutdown, -1. Times are samples; on the tapes of the AHA database they are
 * milliseconds of the annotated part.
 *
 * @param file its name, for messages
 * @throws `file-corrupt` for an unknown letter, `file-truncated` for part of a record
 */
export function decodeAhaAnnotations(bytes: Uint8Array, file: string): Annotation[] {
  const annotations: Annotation[] = [];
  for (let at = 0; at < bytes.length && bytes[at + 1] !== 0; at += RECORD_BYTES) {
    if (at + RECORD_BYTES > bytes.length)
      throw new SaliogramError(
        'file-truncated',
        `${file}: ends at byte ${bytes.length} within the annotation that begins at byte ${at}; copy the file again`,
        { details: { file, offset: at, length: bytes.length } },
      );
    const symbol = letterAt(bytes, at);
    if (symbol === undefined)
      throw new SaliogramError(
        'file-corrupt',
        `${file}: byte ${at + 1}: got ${bytes[at + 1]}, expected a letter of the AHA annotation format (${Object.keys(SYMBOLS).join(' ')}); copy the file again`,
        { details: { file, offset: at + 1 } },
      );
    annotations.push(annotationAt(bytes, at, symbol));
  }
  return annotations;
}

function annotationAt(bytes: Uint8Array, at: number, letterSymbol: string): Annotation {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, RECORD_BYTES);
  const mitCode = view.getUint8(9);
  const isOfLibrary = mitCode >= 1 && mitCode <= MAX_ANNOTATION_CODE;
  const symbol = isOfLibrary ? symbolOf(mitCode) : letterSymbol;
  const subtype = isOfLibrary ? view.getInt8(8) : 0;
  const text = isOfLibrary ? bytes.subarray(at + 10, at + RECORD_BYTES) : new Uint8Array();
  return {
    sample: (view.getInt16(2, true) << 16) | view.getUint16(4, true),
    symbol,
    code: isOfLibrary ? mitCode : (codeOf(symbol) ?? 0),
    subtype: letterSymbol === '~' && subtype === 0 ? -1 : subtype,
    channel: 0,
    num: 0,
    aux: String.fromCharCode(...text).replace(/\0.*$/s, ''),
  };
}

function letterAt(bytes: Uint8Array, at: number): string | undefined {
  const letter = String.fromCharCode(bytes[at + 1]);
  return Object.hasOwn(SYMBOLS, letter) ? SYMBOLS[letter] : undefined;
}

function serialAt(bytes: Uint8Array, at: number): number {
  return bytes[at + 6] | (bytes[at + 7] << 8);
}
