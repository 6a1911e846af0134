import { open, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { SaliogramError } from '@saliogram/core';
import { type ByteStore, checkRange } from '../byte-source.ts';

/**
 * A store over a folder of the file system.
 *
 * Paths that lead out of the folder are refused (`argument-invalid`): a header names its signal files, and a header
 * may come from anyone.
 */
export function directoryStore(directory: string): ByteStore {
  return {
    name: directory,
    async open(path) {
      const file = join(directory, path);
      const inside = relative(directory, file);
      if (isAbsolute(path) || isAbsolute(inside) || inside.split(/[\\/]/)[0] === '..') {
        throw new SaliogramError('argument-invalid', `${path}: leads out of the folder ${directory}`, {
          details: { file: path, directory },
        });
      }
      const size = await sizeOf(file);
      return {
        name: file,
        size: async () => size,
        async read(from, to) {
          checkRange(file, from, to, size);
          return readRange(file, from, to);
        },
      };
    },
  };
}

async function sizeOf(file: string): Promise<number> {
  try {
    const facts = await stat(file);
    if (facts.isFile()) return facts.size;
  } catch (cause) {
    const code = (cause as { code?: string }).code;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw unreadable(file, cause);
  }
  throw new SaliogramError('file-missing', `${file}: there is no such file; check the folder and the name`, {
    details: { file },
  });
}

async function readRange(file: string, from: number, to: number): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const bytes = new Uint8Array(to - from);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) checkRange(file, from, to, from + filled);
        filled += bytesRead;
      }
      return bytes;
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw cause instanceof SaliogramError ? cause : unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): SaliogramError {
  const code = (cause as { code?: string }).code ?? String(cause);
  return new SaliogramError(
    'file-missing',
    `${file}: cannot be read (${code}); check the path and its permissions`,
    { details: { file, reason: code }, cause },
  );
}
