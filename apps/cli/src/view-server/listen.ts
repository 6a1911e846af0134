import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SaliogramError } from '@saliogram/core';

/**
 * The port that is taken where none is asked for: a browser keeps the reader's work by address, so the page should be
 * found at the same one again.
 */
export const USUAL_PORT = 8421;

/**
 * Makes a server listen on 127.0.0.1 and returns its port.
 *
 * @param port 0 for any free one; undefined for `usual`, or any free one where that cannot be had
 * @throws `argument-invalid` for a port that was asked for and cannot be had
 */
export async function listen(server: Server, port: number | undefined, usual = USUAL_PORT): Promise<number> {
  const reason = await refusal(server, port ?? usual);
  if (reason && port !== undefined) throw portRefused(port, reason);
  const last = reason && (await refusal(server, 0));
  if (last) throw portRefused(0, last);
  return (server.address() as AddressInfo).port;
}

/** Tries a port; resolves to why it cannot be had, or to undefined. */
function refusal(server: Server, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const onError = (cause: NodeJS.ErrnoException): void => resolve(cause);
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      resolve(undefined);
    });
  });
}

function portRefused(port: number, cause: NodeJS.ErrnoException): SaliogramError {
  const reason = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be had (${cause.code ?? cause.message})`;
  return new SaliogramError(
    'argument-invalid',
    `--port: got ${port}, which ${reason}; give another one, or none for any that is free`,
    { details: { port }, cause },
  );
}
