import { SaliogramError } from '@saliogram/core';
import { type ByteSource, type ByteStore, checkRange } from './byte-source.ts';

/**
 * A store over bytes in memory, keyed by path.
 *
 * @param name default `memory`
 */
export function memoryStore(files: Readonly<Record<string, Uint8Array>>, name = 'memory'): ByteStore {
  return {
    name,
    async open(path) {
      if (!Object.hasOwn(files, path)) {
        throw new SaliogramError(
          'file-missing',
          `${path}: there is no such file in ${name}; check the name`,
          {
            details: { file: path, store: name },
          },
        );
      }
      return memorySource(path, files[path]);
    },
  };
}

/** A source over bytes in memory; ranges share that memory. */
export function memorySource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: async () => bytes.length,
    async read(from, to) {
      checkRange(name, from, to, bytes.length);
      return bytes.subarray(from, to);
    },
  };
}
