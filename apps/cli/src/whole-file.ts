import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SaliogramError } from '@saliogram/core';

/**
 * Writes a file whole or not at all: under a temporary name beside it, then renamed over it.
 *
 * @throws `argument-invalid` when the folder cannot be made or written
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
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
