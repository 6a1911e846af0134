/** How a WFDB signal file keeps its samples; one file of this folder per format code. */
export type SignalFormat = PackedFormat | DifferenceFormat | FlacFormat | NullFormat;

/** Samples of a fixed width, one after the other. */
export interface PackedFormat {
  readonly kind: 'packed';
  /** The code of the header's format field. */
  readonly code: number;
  /** Bits of a sample, two's complement. */
  readonly bits: number;
  /** Samples that are packed together; a read starts at a multiple of them. */
  readonly groupSamples: number;
  /** Bytes of one such group. */
  readonly groupBytes: number;
  /** The value that stands for "no sample here": the lowest. */
  readonly invalidSample: number;
  /** Bytes that hold the first `samples` samples, the last group perhaps cut. */
  byteLength(samples: number): number;
  /** Fills `samples` from bytes that start on a group, after dropping the first `skip` samples, fewer than a group. */
  decode(bytes: Uint8Array, samples: Int32Array, skip: number): void;
  /** Where two signals that take turns can be told apart faster than by {@link decode}: fills both, from a group on. */
  readonly decodeTurns?: (bytes: Uint8Array, first: Int32Array, second: Int32Array) => void;
  /** The bytes of `samples`, each taken modulo the format's width. */
  encode(samples: Int32Array): Uint8Array;
}

/** One signed byte a sample: the difference to the signal's previous one, at first to the header's initial value. */
export interface DifferenceFormat {
  readonly kind: 'differences';
  readonly code: number;
  /** Every value is a sample. */
  readonly invalidSample: undefined;
}

/** A FLAC stream with a channel per signal; its own sampling rate says nothing. */
export interface FlacFormat {
  readonly kind: 'flac';
  readonly code: number;
  /** Bits of a sample, two's complement. */
  readonly bits: number;
  readonly invalidSample: number;
}

/** A signal without a file: no sample of it is valid. */
export interface NullFormat {
  readonly kind: 'null';
  readonly code: number;
  readonly invalidSample: undefined;
}

/** The lowest value of a width, which every format but that of differences takes for "no sample here". */
export function lowest(bits: number): number {
  return -(2 ** (bits - 1));
}
