import { lowest, type PackedFormat } from './signal-format.ts';

/** A packed format whose samples take whole bytes each. */
export function wholeBytes(
  code: number,
  bytesPerSample: number,
  decode: (bytes: Uint8Array, samples: Int32Array) => void,
  encode: (samples: Int32Array, bytes: Uint8Array) => void,
): PackedFormat {
  return {
    kind: 'packed',
    code,
    bits: 8 * bytesPerSample,
    groupSamples: 1,
    groupBytes: bytesPerSample,
    invalidSample: lowest(8 * bytesPerSample),
    byteLength: (samples) => bytesPerSample * samples,
    decode: (bytes, samples) => decode(bytes, samples),
    encode(samples) {
      const bytes = new Uint8Array(bytesPerSample * samples.length);
      encode(samples, bytes);
      return bytes;
    },
  };
}
