import { SaliogramError } from '@saliogram/core';
import type { ByteSource, ByteStore } from '@saliogram/records';

/** A file as it lies on the disk or inside a zip. */
export interface FileEntry {
  /** With its folders, `/` between them. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Whether the reader meant this very file; false inside of a folder or a zip that was dropped whole. */
  readonly isNamed: boolean;
  /** The first bytes, as many as there are up to `length`. */
  head(length: number): Promise<Uint8Array>;
  /** The whole file; of a zip it is unpacked the first time. */
  blob(): Promise<Blob>;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** All bytes of a blob. */
export async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** A store over files at hand, that reads of them no more than is asked for. */
export function entryStore(entries: readonly FileEntry[]): ByteStore {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  return {
    name: 'the files',
    async open(path) {
      const entry = byName.get(path);
      if (entry) return blobSource(path, await entry.blob());
      throw new SaliogramError(
        'file-missing',
        `${path}: is not among the files; drop the header, the signal files it names and the annotations together`,
        { details: { file: path, files: [...byName.keys()].slice(0, 20) } },
      );
    },
  };
}

function blobSource(name: string, blob: Blob): ByteSource {
  return {
    name,
    size: async () => blob.size,
    async read(from, to) {
      if (from < 0 || from > to || to > blob.size) {
        throw new SaliogramError(
          'file-truncated',
          `${name}: wanted bytes ${from} to ${to}, but the file has ${blob.size}; copy the file again`,
          { details: { file: name, from, to, size: blob.size } },
        );
      }
      try {
        return await bytesOf(blob.slice(from, to));
      } catch (cause) {
        throw new SaliogramError(
          'file-missing',
          `${name}: can no longer be read (${cause instanceof Error ? cause.message : String(cause)}); it was moved or changed since, open it again`,
          { details: { file: name }, cause },
        );
      }
    },
  };
}
