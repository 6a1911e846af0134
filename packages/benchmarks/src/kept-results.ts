import { sha256Hex } from '@saliogram/core';
import type { CheckpointStore } from '@saliogram/training';

/** Raised when the same settings give other results than before: what was kept is then computed anew. */
const RESULTS_VERSION = 1;

/**
 * The result of `make`, or that of an earlier call with the same facts, kept in the store as JSON, NaN included. What is not in the
 * facts is not seen: numbers of older code stay until their file is removed.
 *
 * @param start of the file's name, `[a-z0-9-]+`
 * @param facts everything that the result depends on, as JSON
 */
export async function kept<R>(
  store: CheckpointStore | undefined,
  start: string,
  facts: unknown,
  make: () => Promise<R>,
): Promise<R> {
  if (!store) return make();
  const hash = await sha256Hex(new TextEncoder().encode(JSON.stringify([RESULTS_VERSION, facts])));
  const file = `${start}-${hash.slice(0, 12)}.json`;
  const found = await store.load(file);
  // JSON writes NaN as null.
  const restored = (_: string, value: unknown): unknown => (value === null ? NaN : value);
  if (found) return JSON.parse(new TextDecoder().decode(found), restored) as R;
  const made = await make();
  await store.save(file, new TextEncoder().encode(JSON.stringify(made)));
  return made;
}
