import { join } from 'node:path';
import { sha256Hex } from '@saliogram/core';
import { EVALUATE_DEFAULTS } from '@saliogram/explain';
import type { Attribution, MapScores, ScoreStore } from '@saliogram/explain';
import { fileName, keyOf, readMade, writeMade } from './made-file.ts';

/** Lists of numbers that were measured before, so that an evaluation that was stopped goes on where it was. */
export interface NumbersCache {
  /** The numbers of that name measured of the same things; undefined when there are none. */
  read(name: string, madeFrom: unknown): Promise<MapScores | undefined>;
  write(name: string, madeFrom: unknown, numbers: MapScores): Promise<void>;
}

/** A cache that keeps nothing. */
export const noNumbers: NumbersCache = {
  read: () => Promise.resolve(undefined),
  write: () => Promise.resolve(),
};

/** Numbers in a folder, a safetensors file for each name and all that it was measured of. */
export function folderNumbers(folder: string): NumbersCache {
  const pathOf = async (name: string, madeFrom: unknown): Promise<string> =>
    join(folder, `${fileName(name)}-${(await keyOf(madeFrom)).slice(0, 12)}.safetensors`);
  return {
    read: async (name, madeFrom) =>
      readMade(await pathOf(name, madeFrom), madeFrom, ({ tensors }) =>
        Object.fromEntries([...tensors].map(([measure, { values }]) => [measure, Float64Array.from(values)])),
      ),
    write: async (name, madeFrom, numbers) =>
      writeMade(await pathOf(name, madeFrom), madeFrom, {
        tensors: new Map(
          Object.entries(numbers).map(([measure, values]) => [measure, { shape: [values.length], values }]),
        ),
        metadata: {},
      }),
  };
}

/** What was measured of maps in a cache; `madeFrom` is what shapes the measures beside the maps. */
export function scoreStoreOf(cache: NumbersCache, madeFrom: unknown): ScoreStore {
  const of = async ({ values }: Attribution, part: string) => ({
    madeFrom,
    part,
    defaults: EVALUATE_DEFAULTS,
    values: await sha256Hex(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  });
  const nameOf = ({ method }: Attribution, part: string): string => `${method} ${part}`;
  return {
    read: async (map, part) => cache.read(nameOf(map, part), await of(map, part)),
    write: async (map, part, scores) => cache.write(nameOf(map, part), await of(map, part), scores),
  };
}
