import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { USUAL_PORT, listen } from './listen.ts';
import { runView } from './run-view.ts';

const servers: Server[] = [];
const server = (): Server => {
  servers.push(createServer());
  return servers[servers.length - 1];
};
afterEach(async () => {
  await Promise.all(servers.splice(0).map((each) => new Promise((done) => each.close(done))));
});

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const other = createServer();
  const port = await listen(other, 0);
  await new Promise((done) => other.close(done));
  return port;
}

describe('the port of the viewer', () => {
  it('is the usual one where it is free', async () => {
    const usual = await freePort();
    expect(await listen(server(), undefined, usual)).toBe(usual);
  });

  it('is another one where the usual one is in use, on this machine alone', async () => {
    const taken = await listen(server(), 0);
    const other = server();
    const port = await listen(other, undefined, taken);
    expect([port > 0, port]).not.toEqual([true, taken]);
    expect((other.address() as AddressInfo).address).toBe('127.0.0.1');
  });

  it('is never another one than was asked for', async () => {
    const taken = await listen(server(), 0);
    await expect(listen(server(), taken)).rejects.toMatchObject({
      code: 'argument-invalid',
      message: expect.stringContaining(`got ${taken}, which is in use`),
    });
  });

  it('is told of where the usual one could not be had', async () => {
    // Whoever holds it, it is in use now.
    const holder = server();
    await listen(holder, undefined);
    const notes: string[] = [];
    const addresses: string[] = [];
    const terminal: Terminal = {
      inWords: true,
      width: 80,
      onEvent: () => undefined,
      note: (line) => void notes.push(line),
      result: (value) => void addresses.push((value as { address: string }).address),
    };
    await runView({}, { browser: false, terminal, signal: AbortSignal.abort() });
    await runView({ port: 0 }, { browser: false, terminal, signal: AbortSignal.abort() });
    expect(addresses).toHaveLength(2);
    expect(addresses.join()).not.toContain(`:${USUAL_PORT}/`);
    expect(notes).toEqual([expect.stringMatching(new RegExp(`^Port ${USUAL_PORT} is in use.*--port`))]);
  });
});
