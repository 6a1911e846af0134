import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { root } from '../sources.ts';

/** The built page on addresses of this machine. */
export interface PageServer {
  /** Its threads may share memory. */
  readonly isolated: string;
  /** They may not. */
  readonly plain: string;
  close(): Promise<void>;
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

/** Serves the page as it was built, once with cross-origin isolation and once without. */
export async function servePage(): Promise<PageServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, kind, ...path] = pathname.split('/');
    const name = path.join('/') || 'index.html';
    readFile(join(folder, name)).then(
      (content) => {
        response.writeHead(200, {
          'Content-Type': types[extname(name)] ?? 'application/octet-stream',
          ...(kind === 'isolated' && isolation),
        });
        response.end(content);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    isolated: `${origin}/isolated/`,
    plain: `${origin}/plain/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
