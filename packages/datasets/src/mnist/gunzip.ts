import { SaliogramError } from '@saliogram/core';

/**
 * The contents of a gzip file (RFC 1952), or the bytes themselves when they are not gzip (no 0x1f 0x8b in front).
 *
 * @param name of the file, for messages
 * @throws `file-corrupt` for gzip data that is cut or damaged
 */
export async function gunzip(bytes: Uint8Array, name: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  try {
    const unzipped = stream.pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(unzipped).arrayBuffer());
  } catch (cause) {
    throw new SaliogramError(
      'file-corrupt',
      `${name}: got ${bytes.length} bytes of gzip data that is cut or damaged, expected a whole gzip file; copy the file again`,
      { details: { name, length: bytes.length }, cause },
    );
  }
}
