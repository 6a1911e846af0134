import { SaliogramError } from '@saliogram/core';

/** An array of unsigned bytes with its dimensions, row-major. */
export interface IdxArray {
  readonly dimensions: readonly number[];
  readonly values: Uint8Array;
}

/**
 * Reads an IDX file of unsigned bytes: magic 0x00 0x00 0x08 D, D big-endian 32-bit sizes, then the values.
 *
 * Source: the format's description on the MNIST page (LeCun, Cortes, Burges).
 *
 * @param name of the file, for messages
 * @param dimensionCount D expected
 * @throws `format-unknown` for another magic number, `file-truncated` or `file-corrupt` for a length that does not fit
 */
export function readIdx(bytes: Uint8Array, name: string, dimensionCount: number): IdxArray {
  const headerLength = 4 + 4 * dimensionCount;
  if (bytes.length < headerLength) throw wrongLength(bytes, name, headerLength, 'for the header alone');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const expected = 0x0800 | dimensionCount;
  if (view.getUint32(0) !== expected) {
    throw new SaliogramError(
      'format-unknown',
      `${name}: got magic number ${hex(view.getUint32(0))} at offset 0, expected ${hex(expected)} ` +
        `(IDX, unsigned bytes, ${dimensionCount} dimensions); check that this is the right file`,
      { details: { name, magic: view.getUint32(0), expected } },
    );
  }
  const dimensions = Array.from({ length: dimensionCount }, (_, i) => view.getUint32(4 + 4 * i));
  const length = headerLength + dimensions.reduce((product, size) => product * size, 1);
  if (bytes.length !== length) {
    throw wrongLength(bytes, name, length, `(header says ${dimensions.join(' x ')} values at offset 4)`);
  }
  return { dimensions, values: bytes.subarray(headerLength) };
}

const hex = (value: number): string => `0x${value.toString(16).padStart(8, '0')}`;

function wrongLength(bytes: Uint8Array, name: string, expected: number, why: string): SaliogramError {
  return new SaliogramError(
    bytes.length < expected ? 'file-truncated' : 'file-corrupt',
    `${name}: got ${bytes.length} bytes, expected ${expected} ${why}; copy the file again`,
    { details: { name, length: bytes.length, expected } },
  );
}
