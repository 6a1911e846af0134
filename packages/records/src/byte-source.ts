import { SaliogramError } from '@saliogram/core';

/** Bytes that can be read by range, wherever they are kept. */
export interface ByteSource {
  /** The file's name, for messages. */
  readonly name: string;
  /** Length in bytes. */
  size(): Promise<number>;
  /**
   * The bytes from `from` up to `to` (exclusive), exactly `to - from` of them.
   *
   * @throws `file-truncated` when the range goes past the end
   */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** A folder of files. */
export interface ByteStore {
  /** The folder's name, for messages. */
  readonly name: string;
  /**
   * Opens the file at `path`, relative to the folder, with `/` between its parts.
   *
   * @throws `file-missing` when there is none
   */
  open(path: string): Promise<ByteSource>;
}

/** All bytes of a source. */
export async function readAll(source: ByteSource): Promise<Uint8Array> {
  return source.read(0, await source.size());
}

/** Throws `file-truncated` unless `0 <= from <= to <= size`. */
export function checkRange(name: string, from: number, to: number, size: number): void {
  if (from < 0 || from > to || to > size) {
    throw new SaliogramError(
      'file-truncated',
      `${name}: wanted bytes ${from} to ${to}, but the file has ${size}; copy the file again`,
      { details: { file: name, from, to, size } },
    );
  }
}
