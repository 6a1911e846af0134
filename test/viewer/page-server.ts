import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, relative } from 'node:path';
import { root } from '../sources.ts';

/** The built page on addresses of this machine. */
export interface PageServer {
  /** Its threads may share memory. */
  readonly isolated: string;
  /** They may not. */
  readonly plain: string;
  close(): Promise<void>;
}

/** A file beside the page that is read by ranges, as recordings are. */
export interface RangedFile {
  readonly size: number;
  /** Bytes `from` to `to`; an answer that never comes holds the request. */
  read(from: number, to: number): Promise<Uint8Array> | Uint8Array;
}

const folder = join(root, 'apps/viewer/dist/page');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Serves the page as it is built now, whatever is built meanwhile: once with cross-origin isolation, once without.
 *
 * @param ranged files beside it, by name
 */
export async function servePage(ranged: Readonly<Record<string, RangedFile>> = {}): Promise<PageServer> {
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]),
  );
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, kind, ...path] = pathname.split('/');
    const name = path.join('/') || 'index.html';
    const headers = kind === 'isolated' ? isolation : {};
    if (Object.hasOwn(ranged, name)) {
      void sendRange(ranged[name], request, response, headers);
      return;
    }
    const content = files.get(name);
    response.writeHead(content ? 200 : 404, {
      'Content-Type': types[extname(name)] ?? 'application/octet-stream',
      ...headers,
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    isolated: `${origin}/isolated/`,
    plain: `${origin}/plain/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers a request for `bytes=FROM-TO`, which the records package always asks for. */
async function sendRange(
  file: RangedFile,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const [from, to] = [Number(first), Math.min(file.size, Number(last) + 1)];
  const content = await file.read(from, to);
  response.writeHead(206, {
    'Content-Type': 'application/octet-stream',
    'Content-Range': `bytes ${from}-${to - 1}/${file.size}`,
    ...headers,
  });
  response.end(content);
}
