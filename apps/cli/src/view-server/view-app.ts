import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { ChosenFiles } from './chosen-files.ts';
import { fileResponse } from './file-response.ts';
import { securityHeaders } from './security-headers.ts';
import type { ServedFiles } from './served-file.ts';

/**
 * The answers of the viewer's server: `/files.json` says what was chosen, every other address is looked up in `files`.
 *
 * Only GET and HEAD (405), only under the names of this machine (403): a page elsewhere whose name was made to point here
 * sends its own name.
 */
export function createViewApp(files: ServedFiles, chosen: ChosenFiles): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) context.header(name, value);
  });
  app.use(async ({ req, env, text }, next) => {
    const port = env.incoming.socket.localPort;
    const hosts = [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      ...(port === 80 ? ['127.0.0.1', 'localhost'] : []),
    ];
    if (!hosts.includes(req.header('host') ?? '') || !hosts.includes(new URL(req.url).host)) {
      return text(`Open the page as http://${hosts[0]}/\n`, 403);
    }
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      return text('This server only gives files out.\n', 405, { Allow: 'GET, HEAD' });
    }
    await next();
    return undefined;
  });
  app.get('/files.json', ({ json }) => json(chosen, 200, { 'Cache-Control': 'no-store' }));
  app.get('*', async ({ req, text }) => {
    const address = decoded(new URL(req.url).pathname);
    if (address === undefined) return text('The address is not well formed.\n', 400);
    const file = files.get(address);
    return file ? fileResponse(req.raw, file) : text('Nothing is served under this address.\n', 404);
  });
  app.notFound(({ text }) => text('Nothing is served under this address.\n', 404));
  return app;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
