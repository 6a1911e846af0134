/** How a WFDB signal file packs sample values into bytes; one file of this folder per format code. */
export interface SignalFormat {
  /** The code of the header's format field. */
  readonly code: number;
  /** Samples that are packed together; a read starts at a multiple of them. */
  readonly groupSamples: number;
  /** Bytes of one such group. */
  readonly groupBytes: number;
  /** The value that stands for "no sample here". */
  readonly invalidSample: number;
  /** Bytes that hold the first `samples` samples, the last group perhaps cut. */
  byteLength(samples: number): number;
  /** Fills `samples` from bytes that start on a group, after dropping the first `skip` samples. */
  decode(bytes: Uint8Array, samples: Int32Array, skip: number): void;
  /** The bytes of `samples`, each taken modulo the format's width. */
  encode(samples: Int32Array): Uint8Array;
}
