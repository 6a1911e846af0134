import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ByteStore, readAll } from './byte-source.ts';
import { httpStore } from './http-store.ts';

const FILE = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251);
let stop = (): void => {};

/** Serves with `listener` on loopback and gives the address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/data`;
}

afterEach(() => stop());

const ranged =
  (log: string[], file = FILE): RequestListener =>
  (request, response) => {
    log.push(`${request.url} ${request.headers.range}`);
    const [from, last] = (/(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []).slice(1).map(Number);
    if (from >= file.length) return void response.writeHead(416).end();
    const part = file.subarray(from, last + 1);
    const range = `bytes ${from}-${from + part.length - 1}/${file.length}`;
    response.writeHead(206, { 'content-range': range, 'content-length': part.length }).end(part);
  };

const failure = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

async function expectWhole(store: ByteStore): Promise<void> {
  expect(Buffer.compare(await readAll(await store.open('r.dat')), FILE)).toBe(0);
}

describe('http store', () => {
  it('reads ranges, and a file shorter than the first request in that one request', async () => {
    const log: string[] = [];
    const store = httpStore(await serve(ranged(log)));
    const source = await store.open('r 1.dat');
    expect(await source.size()).toBe(FILE.length);
    expect(await source.read(10, 20)).toEqual(FILE.slice(10, 20));
    expect(await source.read(150_000, 150_003)).toEqual(FILE.slice(150_000, 150_003));
    expect(log).toEqual(['/data/r%201.dat bytes=0-65535', '/data/r%201.dat bytes=150000-150002']);
    await expect(source.read(0, FILE.length + 1)).rejects.toThrow(
      failure('file-truncated', /the file has 200000/),
    );
  });

  it('reads a server that knows no ranges, and an empty file', async () => {
    const whole = httpStore(await serve((_, response) => void response.end(FILE)));
    await expectWhole(whole);
    stop();
    const empty = httpStore(await serve(ranged([], new Uint8Array(0))));
    expect(await readAll(await empty.open('r.dat'))).toEqual(new Uint8Array(0));
  });

  it('takes the file whole where the size may not be seen', async () => {
    const store = httpStore(
      await serve((request, response) => {
        if (request.headers.range) response.writeHead(206).end(FILE.subarray(0, 65536));
        else response.end(FILE);
      }),
    );
    await expectWhole(store);
  });

  it('says what went wrong on the way', async () => {
    const status = httpStore(
      await serve((request, response) => void response.writeHead(Number(request.url?.slice(-3))).end()),
    );
    await expect(status.open('404')).rejects.toThrow(
      failure('file-missing', /\/data\/404: the server has no such file/),
    );
    await expect(status.open('503')).rejects.toThrow(
      failure('network-failed', /answered 503 Service Unavailable/),
    );
    stop();
    const cut = httpStore(
      await serve((_, response) => {
        response.writeHead(200, { 'content-length': FILE.length });
        response.write(FILE.subarray(0, 1000), () => response.destroy());
      }),
    );
    await expect(cut.open('r.dat')).rejects.toThrow(
      failure('network-failed', /the connection broke in the middle/),
    );
    const gone = httpStore('http://127.0.0.1:1/');
    await expect(gone.open('r.dat')).rejects.toThrow(
      failure('network-failed', /could not be reached \(.+\); check/),
    );
  });
});
