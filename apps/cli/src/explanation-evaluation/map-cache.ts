import { join } from 'node:path';
import type { Attribution } from '@saliogram/explain';
import { fileName, readMade, writeMade } from './made-file.ts';

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
  const pathOf = (name: string): string => join(folder, `${fileName(name)}.safetensors`);
  return {
    read: (name, madeFrom) =>
      readMade(pathOf(name), madeFrom, ({ tensors, metadata }) => {
        const values = tensors.get('values')?.values;
        if (!(values instanceof Float32Array)) return undefined;
        const { targets, ...rest } = JSON.parse(metadata['attribution']) as Stored;
        return { ...rest, targets: Int32Array.from(targets), values };
      }),
    write(name, madeFrom, attribution) {
      const { values, targets, history: _history, ...rest } = attribution;
      const { batch, steps, channels } = attribution.shape;
      const stored: Stored = { ...rest, targets: [...targets] };
      return writeMade(pathOf(name), madeFrom, {
        tensors: new Map([['values', { shape: [batch, steps, channels], values }]]),
        metadata: { attribution: JSON.stringify(stored) },
      });
    },
  };
}

type Stored = Omit<Attribution, 'values' | 'targets' | 'history'> & { readonly targets: readonly number[] };
