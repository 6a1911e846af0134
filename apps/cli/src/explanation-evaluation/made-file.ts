import { readFile } from 'node:fs/promises';
import { isSaliogramError, sha256Hex } from '@saliogram/core';
import { readSafetensors, writeSafetensors } from '@saliogram/nn';
import { writeWhole } from '../whole-file.ts';

/** Tensors and words of a safetensors file. */
export type Made = Pick<ReturnType<typeof readSafetensors>, 'tensors' | 'metadata'>;

/** A hash of all that something was made from. */
export function keyOf(madeFrom: unknown): Promise<string> {
  return sha256Hex(new TextEncoder().encode(JSON.stringify(madeFrom)));
}

/** A name with nothing but letters, digits and hyphens. */
export function fileName(name: string): string {
  return name.replaceAll(/[^a-z0-9]+/gi, '-');
}

/** What `read` makes of a file that was made from the same things; undefined when there is none, or one of another make. */
export async function readMade<V>(
  path: string,
  madeFrom: unknown,
  read: (made: Made) => V | undefined,
): Promise<V | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  try {
    const made = readSafetensors(bytes, path);
    return made.metadata['madeFrom'] === (await keyOf(madeFrom)) ? read(made) : undefined;
  } catch (error) {
    if (isSaliogramError(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes a file that {@link readMade} knows by what it was made from. */
export async function writeMade(path: string, madeFrom: unknown, { tensors, metadata }: Made): Promise<void> {
  await writeWhole(path, writeSafetensors(tensors, { madeFrom: await keyOf(madeFrom), ...metadata }));
}
