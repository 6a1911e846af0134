/** Where a training run keeps its files; a name is `[a-z0-9.-]+`. */
export interface CheckpointStore {
  /** Saves whole or not at all, replacing what has that name. */
  save(name: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or undefined when there are none of that name. */
  load(name: string): Promise<Uint8Array | undefined>;
  /** All names, in no particular order. */
  list(): Promise<string[]>;
  /** Removes; not an error when there is nothing. */
  remove(name: string): Promise<void>;
}

/** Checkpoints that live as long as the process. */
export function memoryCheckpointStore(): CheckpointStore {
  const files = new Map<string, Uint8Array>();
  return {
    async save(name, bytes) {
      files.set(name, bytes.slice());
    },
    async load(name) {
      return files.get(name)?.slice();
    },
    async list() {
      return [...files.keys()];
    },
    async remove(name) {
      files.delete(name);
    },
  };
}
