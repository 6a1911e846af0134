import { extname } from 'node:path';

/** A file that an address stands for. */
export interface ServedFile {
  readonly path: string;
  /**
   * What a browser may keep of it: `forever` under this address, `checked` with the server at every use, or nothing, as
   * befits recordings of patients.
   */
  readonly keep: 'forever' | 'checked' | 'nothing';
}

/** Everything the server gives out: addresses from `/`, decoded, and the files behind them. No other file is reachable. */
export type ServedFiles = ReadonlyMap<string, ServedFile>;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** The media type of a file by its name; bytes that mean nothing to a browser when the name says nothing. */
export function mediaType(path: string): string {
  return types[extname(path).toLowerCase()] ?? 'application/octet-stream';
}
