import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointStore } from './checkpoint-store.ts';

/**
 * Checkpoints as files of a folder, which is made when first needed. A file is written under a temporary name, flushed
 * to the disk and renamed, so a kill at any moment leaves the old file or the new one.
 */
export function directoryCheckpointStore(directory: string): CheckpointStore {
  return {
    async save(name, bytes) {
      await mkdir(directory, { recursive: true });
      const temporary = join(directory, `.${name}.part`);
      const file = await open(temporary, 'w');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(directory, name));
    },
    async load(name) {
      try {
        return await readFile(join(directory, name));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async list() {
      try {
        return (await readdir(directory)).filter((name) => !name.startsWith('.'));
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    },
    async remove(name) {
      await rm(join(directory, name), { force: true });
    },
  };
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
