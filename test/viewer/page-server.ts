import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
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

/** Serves the page as it is built now, whatever is built meanwhile: once with cross-origin isolation, once without. */
export async function servePage(): Promise<PageServer> {
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
    const content = files.get(name);
    response.writeHead(content ? 200 : 404, {
      'Content-Type': types[extname(name)] ?? 'application/octet-stream',
      ...(kind === 'isolated' && isolation),
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    isolated: `${origin}/isolated/`,
    plain: `${origin}/plain/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
