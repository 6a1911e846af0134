import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { byteRange } from './byte-range.ts';
import { mediaType } from './served-file.ts';
import type { ServedFile } from './served-file.ts';

const cacheControl: Readonly<Record<ServedFile['keep'], string>> = {
  forever: 'public, max-age=31536000, immutable',
  checked: 'no-cache',
  nothing: 'no-store',
};

/** Answers a GET or HEAD request with a file, or with the part of it that the request asks for. */
export async function fileResponse(request: Request, file: ServedFile): Promise<Response> {
  const handle = await open(file.path).catch((error: NodeJS.ErrnoException) => error);
  if (handle instanceof Error) {
    // It was there when the server started.
    return new Response(`The file behind this address cannot be read (${handle.code}).\n`, { status: 404 });
  }
  const { size, mtimeNs } = await handle.stat({ bigint: true });
  const etag = `"${size.toString(16)}-${mtimeNs.toString(16)}"`;
  const { status, from, to, contentRange } = answerTo(request, Number(size), etag);
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': cacheControl[file.keep],
    ETag: etag,
  });
  if (contentRange !== undefined) headers.set('Content-Range', contentRange);
  if (status === 200 || status === 206) {
    headers.set('Content-Type', mediaType(file.path));
    headers.set('Content-Length', String(to - from));
  }
  if (request.method === 'HEAD' || from === to) {
    await handle.close();
    return new Response(null, { status, headers });
  }
  // The stream closes the file when it is read or given up.
  const stream = Readable.toWeb(handle.createReadStream({ start: from, end: to - 1 }));
  return new Response(stream as ReadableStream<Uint8Array>, { status, headers });
}

interface Answer {
  readonly status: 200 | 206 | 304 | 416;
  /** Bytes to send, none where `from` is `to`. */
  readonly from: number;
  readonly to: number;
  readonly contentRange?: string;
}

function answerTo({ headers }: Request, size: number, etag: string): Answer {
  const known = headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim());
  if (known?.includes(etag)) return { status: 304, from: 0, to: 0 };
  const condition = headers.get('if-range');
  const changed = condition !== null && condition !== etag;
  const range = changed ? 'whole' : byteRange(headers.get('range') ?? undefined, size);
  if (range === 'whole') return { status: 200, from: 0, to: size };
  if (range === 'unsatisfiable') return { status: 416, from: 0, to: 0, contentRange: `bytes */${size}` };
  return { status: 206, ...range, contentRange: `bytes ${range.from}-${range.to - 1}/${size}` };
}
