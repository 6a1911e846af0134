import { SaliogramError } from '@saliogram/core';
import { decodeAhaAnnotations, isAhaFormat } from './aha-annotations.ts';
import type { Annotation } from './annotation.ts';
import { MAX_ANNOTATION_CODE, symbolOf } from './annotation-codes.ts';

/** Codes of the words that carry a field of an annotation instead of an annotation. */
export const FIELD = { skip: 59, num: 60, subtype: 61, channel: 62, aux: 63 } as const;

/**
 * Reads an MIT annotation file (annot(5) of the WFDB Applications Guide): 16-bit words, the low byte first, of a code in
 * the upper 6 bits and a number in the lower 10.
 *
 * The number is the interval since the previous annotation, or what a field code says: a long signed interval (SKIP),
 * the subtype of this annotation (SUB), the num or channel of this and all later ones (NUM, CHN), or the length of a
 * text (AUX). The file ends with a word of 0.
 *
 * A file in AHA format is told by its first bytes and read as such.
 *
 * Notes at sample 0 that say something of the file itself are annotations here; {@link takeNotes} makes use of them.
 *
 * @param file its name, for messages
 * @throws `file-truncated` without that end; `file-corrupt` for words that mean nothing, naming the byte offset
 */
export function decodeAnnotations(bytes: Uint8Array, file: string): Annotation[] {
  if (isAhaFormat(bytes)) return decodeAhaAnnotations(bytes, file);
  const annotations: Annotation[] = [];
  let [sample, num, channel, at] = [0, 0, 0, 0];

  const word = (): number => {
    if (at + 2 > bytes.length) throw truncated(file, bytes.length);
    at += 2;
    return bytes[at - 2] | (bytes[at - 1] << 8);
  };
  const amend = (change: Partial<Annotation>): void => {
    const last = annotations.pop();
    if (!last) throw corrupt(file, at - 2, 'a field before the first annotation');
    annotations.push({ ...last, ...change });
  };

  for (let value = word(); value !== 0; value = word()) {
    const code = value >> 10;
    const data = value & 1023;
    if (code <= MAX_ANNOTATION_CODE) {
      sample += data;
      annotations.push({ sample, symbol: symbolOf(code), code, subtype: 0, channel, num, aux: '' });
    } else if (code === FIELD.skip) {
      sample += (word() << 16) | word();
    } else if (code === FIELD.num) {
      num = signedByte(data);
      if (annotations.length > 0) amend({ num });
    } else if (code === FIELD.channel) {
      channel = data & 255;
      if (annotations.length > 0) amend({ channel });
    } else if (code === FIELD.subtype) {
      amend({ subtype: signedByte(data) });
    } else if (code === FIELD.aux) {
      const start = at;
      at += data + (data % 2);
      if (at > bytes.length) throw truncated(file, bytes.length);
      amend({ aux: decodeText(bytes.subarray(start, start + data)) });
    } else {
      throw corrupt(file, at - 2, `code ${code}`);
    }
  }
  return annotations;
}

/** The library keeps these fields in signed characters: 1023 and 255 both stand for -1. */
function signedByte(data: number): number {
  return (data << 24) >> 24;
}

/** Text without the zero bytes C programs end it with: UTF-8, or Latin-1 where it is not. */
function decodeText(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  const text = bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text);
  } catch {
    return String.fromCharCode(...text);
  }
}

function truncated(file: string, length: number): SaliogramError {
  return new SaliogramError(
    'file-truncated',
    `${file}: ends at byte ${length} without the end mark (a word of 0); copy the file again`,
    { details: { file, length } },
  );
}

function corrupt(file: string, offset: number, got: string): SaliogramError {
  return new SaliogramError(
    'file-corrupt',
    `${file}: byte ${offset}: got ${got}, expected an annotation code of 0 to ${MAX_ANNOTATION_CODE} in the MIT annotation format; copy the file again`,
    { details: { file, offset } },
  );
}
