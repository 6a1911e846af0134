import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProgressEvent } from '@saliogram/core';
import { MIT_BIH_FILES } from './mit-bih-files.ts';
import { pull } from './pull.ts';

const content = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const file = { name: 'a.dat', bytes: content.length, sha256: sha256(content) };

let dir: string;
/** Ends the server of the test at hand. */
let stopServer = (): void => {};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'saliogram-'));
});
afterEach(async () => {
  stopServer();
  await rm(dir, { recursive: true });
});

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const listening = createServer(handle);
  stopServer = () => {
    listening.closeAllConnections();
    listening.close();
  };
  await new Promise<void>((resolve) => {
    listening.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/mirror`;
}

/** Answers with `body` from the range's start, and hangs up after `most` bytes. */
function sendUpTo(most: number, request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const rest = body.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length });
  response.write(rest.subarray(0, most), () => {
    if (rest.length > most) setTimeout(() => response.destroy(), 200);
    else response.end();
  });
}

describe('pull', () => {
  it('continues where the server hung up, and leaves only the whole file', async () => {
    const ranges: (string | undefined)[] = [];
    const baseUrl = await serve((request, response) => {
      expect(request.url).toBe('/mirror/a.dat');
      ranges.push(request.headers.range);
      sendUpTo(80_000, request, response, content);
    });
    const events: ProgressEvent[] = [];
    const pulled = await pull('download', [file], 'http://unused.invalid', {
      dir,
      baseUrl,
      retryDelayMs: 1,
      onEvent: (event) => events.push(event),
    });
    const starts = ranges.map((range) => Number(range?.slice('bytes='.length, -1) ?? 0));
    expect(starts[0]).toBe(0);
    expect(starts.length).toBeGreaterThanOrEqual(3);
    for (let i = 1; i < starts.length; i++) expect(starts[i]).toBeGreaterThanOrEqual(starts[i - 1]);
    expect(await readdir(dir)).toEqual(['a.dat']);
    expect(content.equals(await readFile(join(dir, 'a.dat')))).toBe(true);
    expect(pulled).toEqual({ dir, files: 1, bytes: 200_000 });
    expect(events.at(-1)).toMatchObject({ done: 200_000, total: 200_000 });
  });

  it('continues a .part of an earlier run', async () => {
    await writeFile(join(dir, 'a.dat.part'), content.subarray(0, 150_000));
    const ranges: (string | undefined)[] = [];
    const baseUrl = await serve((request, response) => {
      ranges.push(request.headers.range);
      sendUpTo(Infinity, request, response, content);
    });
    await pull('download', [file], baseUrl, { dir });
    expect(ranges).toEqual(['bytes=150000-']);
    expect(content.equals(await readFile(join(dir, 'a.dat')))).toBe(true);
  });

  it('starts over when a .part turns out wrong, and asks nothing for a file that is right', async () => {
    await writeFile(join(dir, 'a.dat.part'), Buffer.alloc(300_000));
    let requests = 0;
    const baseUrl = await serve((request, response) => {
      requests++;
      if (request.headers.range) response.writeHead(416).end();
      else sendUpTo(Infinity, request, response, content);
    });
    await pull('download', [file], baseUrl, { dir });
    expect(requests).toBe(2);
    await pull('download', [file], baseUrl, { dir });
    expect(requests).toBe(2);
  });

  it('refuses a file with the wrong sum and keeps the earlier one', async () => {
    await writeFile(join(dir, 'a.dat'), 'an older edition');
    const baseUrl = await serve((request, response) => {
      sendUpTo(Infinity, request, response, Buffer.alloc(content.length, 1));
    });
    await expect(pull('download', [file], baseUrl, { dir })).rejects.toMatchObject({
      code: 'checksum-mismatch',
      message: expect.stringContaining(`expected ${file.sha256}`),
    });
    expect(await readdir(dir)).toEqual(['a.dat']);
    expect(await readFile(join(dir, 'a.dat'), 'utf8')).toBe('an older edition');
  });

  it('checks the contents of a gzip file', async () => {
    const zipped = gzipSync(content);
    const baseUrl = await serve((request, response) => sendUpTo(Infinity, request, response, zipped));
    await pull('download', [{ name: 'a.gz', sha256: file.sha256, unzip: true }], baseUrl, { dir });
    expect(zipped.equals(await readFile(join(dir, 'a.gz')))).toBe(true);
  });

  it('says what to do when nobody answers', async () => {
    const baseUrl = await serve(() => {});
    stopServer();
    await expect(pull('download', [file], baseUrl, { dir, retryDelayMs: 1 })).rejects.toMatchObject({
      code: 'network-failed',
      message: expect.stringMatching(
        /a\.dat: could not be read \(.*ECONNREFUSED.*--base-url URL.*--data DIR$/,
      ),
    });
  });

  it('takes a silent line for a broken one', async () => {
    const baseUrl = await serve(() => {});
    const patience = { retryDelayMs: 1, silenceMs: 20, attempts: 2 };
    await expect(pull('download', [file], baseUrl, { dir, ...patience })).rejects.toThrow(
      'no data for 20 ms',
    );
  });

  it('does not ask again for a file the server has not', async () => {
    let requests = 0;
    const baseUrl = await serve((_, response) => {
      requests++;
      response.writeHead(404).end();
    });
    await expect(pull('download', [file], baseUrl, { dir })).rejects.toThrow('answered 404 Not Found');
    expect(requests).toBe(1);
  });

  it('stops when cancelled and keeps what has arrived', async () => {
    const stop = new AbortController();
    const baseUrl = await serve((_, response) => {
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 50_000));
    });
    const options = { dir, signal: stop.signal, onEvent: () => setTimeout(() => stop.abort(), 30) };
    await expect(pull('download', [file], baseUrl, options)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(dir)).toEqual(['a.dat.part']);
  });

  it('lists three files of each of the 48 records', () => {
    expect(MIT_BIH_FILES).toHaveLength(144);
    // 48 signal files of 650,000 frames of two 12-bit samples.
    expect(MIT_BIH_FILES.filter(({ bytes }) => bytes === 1_950_000)).toHaveLength(48);
    expect(MIT_BIH_FILES.every(({ sha256: sum }) => /^[0-9a-f]{64}$/.test(sum))).toBe(true);
  });
});
