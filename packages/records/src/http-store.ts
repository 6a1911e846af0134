import { SaliogramError } from '@saliogram/core';
import { type ByteSource, type ByteStore, checkRange } from './byte-source.ts';
import { memorySource } from './memory-store.ts';

/** Bytes asked for when a file is opened: headers and annotation files then arrive whole in one request. */
const FIRST_BYTES = 65536;

/**
 * A store over HTTP, reading by `Range` requests; a server that ignores them sends each file once, whole.
 *
 * Opening throws `file-missing` for 404 and 410; everything else that goes wrong on the way is `network-failed`.
 *
 * @param baseUrl the folder's address
 */
export function httpStore(baseUrl: string): ByteStore {
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return {
    name: base,
    open: (path) => openHttp(base + path.split('/').map(encodeURIComponent).join('/')),
  };
}

async function openHttp(url: string): Promise<ByteSource> {
  const response = await request(url, { Range: `bytes=0-${FIRST_BYTES - 1}` });
  if (response.status === 416) return memorySource(url, new Uint8Array(0)); // no first byte: the file is empty
  if (response.status === 200) return memorySource(url, await body(url, response));
  const size = totalSize(response);
  if (size === undefined) {
    // A page of another origin may not see Content-Range: the size stays unknown, so take the file whole.
    await response.body?.cancel();
    return memorySource(url, await body(url, await request(url, {})));
  }
  const first = await body(url, response, Math.min(size, FIRST_BYTES));
  return {
    name: url,
    size: async () => size,
    async read(from, to) {
      checkRange(url, from, to, size);
      if (to <= first.length) return first.subarray(from, to);
      if (from === to) return new Uint8Array(0);
      const part = await request(url, { Range: `bytes=${from}-${to - 1}` });
      if (part.status === 206) return body(url, part, to - from);
      return (await body(url, part, size)).subarray(from, to);
    },
  };
}

function totalSize(response: Response): number | undefined {
  if (response.headers.get('content-encoding')) return undefined;
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  return total ? Number(total[1]) : undefined;
}

async function request(url: string, headers: Record<string, string>): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { headers });
  } catch (cause) {
    throw new SaliogramError(
      'network-failed',
      `${url}: could not be reached (${reason(cause)}); check the address and the network`,
      { details: { url }, cause },
    );
  }
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) {
    throw new SaliogramError('file-missing', `${url}: the server has no such file; check the address`, {
      details: { url, status: response.status },
    });
  }
  throw new SaliogramError(
    'network-failed',
    `${url}: the server answered ${response.status} ${response.statusText}, expected 200 or 206; try again later`,
    { details: { url, status: response.status } },
  );
}

async function body(url: string, response: Response, expected?: number): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new SaliogramError(
      'network-failed',
      `${url}: the connection broke in the middle (${reason(cause)}); try again`,
      { details: { url }, cause },
    );
  }
  if (expected !== undefined && bytes.length !== expected) {
    throw new SaliogramError(
      'network-failed',
      `${url}: got ${bytes.length} bytes, expected ${expected}; try again`,
      { details: { url, length: bytes.length, expected } },
    );
  }
  return bytes;
}

/** The innermost reason: `fetch` wraps the one that tells something. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return reason(error.cause);
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error.message;
}
