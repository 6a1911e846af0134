import type { Annotation } from './annotation.ts';
import { readAll, type ByteStore } from './byte-source.ts';
import { decodeAnnotations } from './decode-annotations.ts';

/**
 * The annotations of a record.
 *
 * @param annotator extension of the annotation file; default `atr`, the reference annotations
 * @throws `file-missing`, `file-truncated`, `file-corrupt`
 */
export async function readAnnotations(
  store: ByteStore,
  recordName: string,
  annotator = 'atr',
): Promise<Annotation[]> {
  const source = await store.open(`${recordName}.${annotator}`);
  return decodeAnnotations(await readAll(source), source.name);
}
