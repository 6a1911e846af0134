import { SaliogramError } from '@saliogram/core';
import type { Annotation } from './annotation.ts';
import { MAX_ANNOTATION_CODE } from './annotation-codes.ts';
import { fileNotes, type AnnotationDefinition } from './annotation-notes.ts';
import { FIELD } from './decode-annotations.ts';

/** The longest text readers take: its length is kept in one byte. */
const MAX_AUX_BYTES = 255;
/** The longest interval of one SKIP, to either side. */
const MAX_SKIP = 2 ** 31 - 1;
/** Of an interval up to this, SKIPs take 3 kB; at 1 kHz it is 34 years. */
const MAX_SAMPLE = 2 ** 40;

/** What is written before the annotations. */
export interface AnnotationFileOptions {
  /** Ticks per second that samples are counted in, where it is not the record's sampling frequency. */
  readonly timeResolution?: number;
  /** Codes with a meaning of the file's own. */
  readonly definitions?: readonly AnnotationDefinition[];
}

/**
 * The bytes of an MIT annotation file; the inverse of {@link decodeAnnotations}.
 *
 * Annotations are written in the order given; samples may go back (readers allow it, though few expect it).
 *
 * @throws `argument-invalid` for a value the format cannot hold
 */
export function encodeAnnotations(
  annotations: readonly Annotation[],
  options: AnnotationFileOptions = {},
): Uint8Array {
  const bytes: number[] = [];
  const word = (value: number): void => void bytes.push(value & 255, (value >> 8) & 255);
  const field = (code: number, data: number): void => word((code << 10) | (data & 1023));
  let [sample, num, channel] = [0, 0, 0];

  const skip = (interval: number): void => {
    field(FIELD.skip, 0);
    word(interval >> 16);
    word(interval);
  };
  const { notes, isTable } = fileNotes(options);
  [...notes, ...annotations].forEach((annotation, index) => {
    check(annotation, index - notes.length);
    if (isTable && index === notes.length) {
      // An annotation of code 0 ends the table; it is moved by one, for a word of zeros would end the file.
      skip(-1);
      field(0, 1);
    }
    let interval = annotation.sample - sample;
    sample = annotation.sample;
    for (; Math.abs(interval) > MAX_SKIP; interval -= Math.sign(interval) * MAX_SKIP)
      skip(Math.sign(interval) * MAX_SKIP);
    if (interval >= 0 && interval <= 1023) {
      field(annotation.code, interval);
    } else {
      skip(interval);
      field(annotation.code, 0);
    }
    if (annotation.subtype !== 0) field(FIELD.subtype, annotation.subtype);
    if (annotation.channel !== channel) field(FIELD.channel, (channel = annotation.channel));
    if (annotation.num !== num) field(FIELD.num, (num = annotation.num));
    if (annotation.aux !== '') {
      const text = new TextEncoder().encode(annotation.aux);
      field(FIELD.aux, text.length);
      bytes.push(...text);
      if (text.length % 2 === 1) bytes.push(0);
    }
  });
  word(0);
  return Uint8Array.from(bytes);
}

function check(annotation: Annotation, index: number): void {
  const { sample, code, subtype, channel, num, aux } = annotation;
  integerIn(index, 'sample', sample, -MAX_SAMPLE, MAX_SAMPLE);
  integerIn(index, 'code', code, 1, MAX_ANNOTATION_CODE);
  integerIn(index, 'subtype', subtype, -128, 127);
  integerIn(index, 'channel', channel, 0, 255);
  integerIn(index, 'num', num, -128, 127);
  integerIn(index, 'length of aux in bytes', new TextEncoder().encode(aux).length, 0, MAX_AUX_BYTES);
}

function integerIn(index: number, field: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new SaliogramError(
    'argument-invalid',
    `annotation ${index}: ${field}: got ${value}, expected an integer from ${low} to ${high}`,
    { details: { index, field, value } },
  );
}
