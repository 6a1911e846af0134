import { baseName } from './file-entry.ts';

/**
 * How many dimensions the bytes of an IDX file of unsigned bytes say it has (images 3, labels 1), gzip-compressed or not;
 * undefined for anything else.
 *
 * @param head its first bytes
 */
export async function idxDimensions(head: Uint8Array): Promise<number | undefined> {
  const magic = head[0] === 0x1f && head[1] === 0x8b ? await firstUnzipped(head) : head;
  const [zero, alsoZero, type, dimensions] = magic ?? [];
  return zero === 0 && alsoZero === 0 && type === 0x08 ? dimensions : undefined;
}

/** The first bytes of gzip data that may be cut; undefined where there are none. */
async function firstUnzipped(head: Uint8Array): Promise<Uint8Array | undefined> {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const first = reader.read();
  // The end comes too early; what that makes of the rest, or of data that is none, is told by reading.
  writer.write(head as Uint8Array<ArrayBuffer>).catch(() => undefined);
  writer.close().catch(() => undefined);
  try {
    return (await first).value;
  } catch {
    return undefined;
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/**
 * The file of labels that belongs to a file of images: the one that is named as it, with `labels` and `idx1`, else the
 * only one where there is one of each.
 */
export function labelsOf(
  images: string,
  allImages: readonly { readonly name: string }[],
  allLabels: readonly { readonly name: string }[],
): string | undefined {
  const stem = (name: string): string => name.replace(/\.gz$/i, '');
  const folder = images.slice(0, images.length - baseName(images).length);
  const named = folder + stem(baseName(images)).replace('images', 'labels').replace('idx3', 'idx1');
  const found = allLabels.find(({ name }) => stem(name) === named);
  if (found) return found.name;
  return allImages.length === 1 && allLabels.length === 1 ? allLabels[0].name : undefined;
}
