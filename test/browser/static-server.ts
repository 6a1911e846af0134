import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join, relative } from 'node:path';
import { folderOf, ranks, root } from '../sources.ts';

/** The packages that a page may load. */
export const packages = Object.keys(ranks).filter((name) => folderOf(name).startsWith('packages/'));

/** What a page asked for, and how it was answered. */
interface Answer {
  readonly path: string;
  readonly status: number;
  readonly bytes: number;
}

/** The built project and some files on an address of this machine. */
export interface StaticServer {
  readonly origin: string;
  /** All answers so far. */
  readonly answers: readonly Answer[];
  close(): Promise<void>;
}

/**
 * Serves every built package as it ships, `files` below `/files/`, and two empty pages with an import map:
 * `/isolated.html`, whose threads may share memory, and `/plain.html`.
 */
export async function serveProject(files: Readonly<Record<string, Uint8Array>>): Promise<StaticServer> {
  const answers: Answer[] = [];
  const imports = JSON.stringify({ imports: importMap() });
  const page = new TextEncoder().encode(
    `<!doctype html><link rel="icon" href="data:,"><script type="importmap">${imports}</script>`,
  );

  async function contentOf(path: string): Promise<Uint8Array | undefined> {
    if (path === '/isolated.html' || path === '/plain.html') return page;
    if (path.startsWith('/files/')) return files[path.slice('/files/'.length)];
    if (!/^\/(packages\/\w+\/dist|node_modules)\/.+\.m?js$/.test(path)) return undefined;
    return readFile(join(root, path)).catch(() => undefined);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const content = await contentOf(pathname);
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const [from, to] = range ? [Number(range[1]), Number(range[2]) + 1] : [0, Infinity];
    const body = content?.subarray(from, to);
    const status = body === undefined ? 404 : range ? 206 : 200;
    answers.push({ path: pathname, status, bytes: body?.length ?? 0 });
    response.writeHead(status, {
      'Content-Type': types[extname(pathname)] ?? 'application/octet-stream',
      ...(pathname !== '/plain.html' && isolation),
      ...(range && body && { 'Content-Range': `bytes ${from}-${from + body.length - 1}/${content?.length}` }),
    });
    response.end(body);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

/** Modules for browsers of what writes tables. */
const writing = {
  hyparquet: '/node_modules/hyparquet/src/index.js',
  'hyparquet/src/': '/node_modules/hyparquet/src/',
  'hyparquet-writer': '/node_modules/hyparquet-writer/src/index.js',
  flatbuffers: '/node_modules/flatbuffers/mjs/flatbuffers.js',
};

/** Where the server has each package of the project, the d3 modules that draw its figures, and what writes tables. */
function importMap(): Record<string, string> {
  const drawing = readdirSync(join(root, 'node_modules')).filter((name) => /^(d3-.*|internmap)$/.test(name));
  const names = [...packages.map((name) => `@saliogram/${name}`), ...drawing];
  const { resolve } = createRequire(import.meta.url);
  const own = names.map((name) => [name, `/${relative(root, resolve(name)).replaceAll('\\', '/')}`]);
  return { ...Object.fromEntries(own), ...writing } as Record<string, string>;
}
