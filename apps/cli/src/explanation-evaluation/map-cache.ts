import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSaliogramError, sha256Hex } from '@saliogram/core';
import type { Attribution } from '@saliogram/explain';
import { readSafetensors, writeSafetensors } from '@saliogram/nn';
import { writeWhole } from '../whole-file.ts';

/** Maps that were made before, so that an evaluation that was stopped goes on where it was. */
export interface MapCache {
  /** The map of that name made from the same things; undefined when there is none. */
  read(name: string, madeFrom: unknown): Promise<Attribution | undefined>;
  write(name: string, madeFrom: unknown, attribution: Attribution): Promise<void>;
}

/** A cache that keeps nothing. */
export const noCache: MapCache = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
};

/** Maps in a folder, a safetensors file each with everything beside the values as metadata. */
export function folderCache(folder: string): MapCache {
  const pathOf = (name: string): string =>
    join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.safetensors`);
  return {
    async read(name, madeFrom) {
      const bytes = await readFile(pathOf(name)).catch(() => undefined);
      if (bytes === undefined) return undefined;
      try {
        const { tensors, metadata } = readSafetensors(bytes, pathOf(name));
        const values = tensors.get('values')?.values;
        if (metadata['madeFrom'] !== (await keyOf(madeFrom)) || !(values instanceof Float32Array))
          return undefined;
        const { targets, ...rest } = JSON.parse(metadata['attribution']) as Stored;
        return { ...rest, targets: Int32Array.from(targets), values };
      } catch (error) {
        // A file of another make is made anew.
        if (isSaliogramError(error) || error instanceof SyntaxError) return undefined;
        throw error;
      }
    },
    async write(name, madeFrom, attribution) {
      const { values, targets, history: _history, ...rest } = attribution;
      const { batch, steps, channels } = attribution.shape;
      const stored: Stored = { ...rest, targets: [...targets] };
      const tensors = new Map([['values', { shape: [batch, steps, channels], values }]]);
      await writeWhole(
        pathOf(name),
        writeSafetensors(tensors, {
          madeFrom: await keyOf(madeFrom),
          attribution: JSON.stringify(stored),
        }),
      );
    },
  };
}

type Stored = Omit<Attribution, 'values' | 'targets' | 'history'> & { readonly targets: readonly number[] };

function keyOf(madeFrom: unknown): Promise<string> {
  return sha256Hex(new TextEncoder().encode(JSON.stringify(madeFrom)));
}
