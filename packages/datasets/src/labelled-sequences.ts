import { sha256Hex } from '@saliogram/core';
import type { ClassInfo, SequenceBatch } from '@saliogram/core';
import type { Preprocessing } from './mit-bih/preprocessing.ts';

/** Sequences with a class each: what a classifier is trained and judged on. */
export interface LabelledSequences {
  readonly name: string;
  /** N sequences, shape [N, T, C]. */
  readonly sequences: SequenceBatch;
  /** Index into `classes`, one per sequence. */
  readonly labels: Uint8Array;
  readonly classes: readonly ClassInfo[];
  /** Index into `groupNames`, one per sequence: sequences of one patient share a group. */
  readonly groups: Uint16Array;
  readonly groupNames: readonly string[];
  /** Index into `recordNames`, one per sequence. */
  readonly recordOf: Uint16Array;
  readonly recordNames: readonly string[];
  /** Sample number of the R peak in its record, one per sequence. */
  readonly peaks: Int32Array;
  /** The lead read from each record. */
  readonly leads: readonly string[];
  /** Hz. */
  readonly samplingFrequency: number;
  readonly preprocessing: Preprocessing;
  /** SHA-256 over the bytes of the sequences, then of the labels. */
  readonly dataHash: string;
}

/** SHA-256 over the bytes of each part in turn, as 64 hexadecimal digits. */
export async function hashParts(...parts: readonly ArrayBufferView[]): Promise<string> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return sha256Hex(joined);
}
