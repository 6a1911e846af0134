import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join } from 'node:path';
import { root } from '../sources.ts';

/** The scripts of the built page, with an empty page beside them that may share memory and one that may not. */
export interface WorkerServer {
  readonly origin: string;
  /** Addresses that were asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

const assets = join(root, 'apps/viewer/dist/page/assets');

/** The name of the built script that runs models; undefined where the page was built without it. */
export const workerScript = existsSync(assets)
  ? readdirSync(assets).find((name) => /^explainer-worker-.*\.js$/.test(name))
  : undefined;

/** Serves `/assets/` of the built page, `/comlink.mjs`, `files` below `/files/`, `/isolated.html` and `/plain.html`. */
export async function serveWorker(files: Readonly<Record<string, Uint8Array>>): Promise<WorkerServer> {
  const comlink = join(dirname(createRequire(import.meta.url).resolve('comlink')), '../esm/comlink.mjs');
  const asked: string[] = [];
  const contentOf = (path: string): Uint8Array | undefined => {
    if (path.endsWith('.html'))
      return new TextEncoder().encode('<!doctype html><link rel="icon" href="data:,">');
    if (path === '/comlink.mjs') return readFileSync(comlink);
    if (path.startsWith('/files/')) return files[path.slice('/files/'.length)];
    const file = join(assets, path.slice('/assets/'.length));
    return path.startsWith('/assets/') && existsSync(file) ? readFileSync(file) : undefined;
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    asked.push(path);
    const isolated = request.headers.referer?.endsWith('/plain.html') !== true && path !== '/plain.html';
    const content = contentOf(path);
    response.writeHead(content ? 200 : 404, {
      'Content-Type': path.endsWith('js')
        ? 'text/javascript'
        : extname(path) === '.html'
          ? 'text/html'
          : 'application/octet-stream',
      ...(isolated && {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      }),
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
