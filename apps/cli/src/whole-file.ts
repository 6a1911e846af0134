import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SaliogramError, isSaliogramError } from '@saliogram/core';

/**
 * Writes a file whole or not at all: under a temporary name beside it, then renamed over it. Pieces of text come one by
 * one; when making them fails, that is what is thrown.
 *
 * @throws `argument-invalid` when the folder cannot be made or written
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array | AsyncIterable<string>,
): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    if (isSaliogramError(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SaliogramError(
      'argument-invalid',
      `${path}: cannot be written (${reason}); choose another place`,
      {
        details: { path },
        cause,
      },
    );
  }
}
