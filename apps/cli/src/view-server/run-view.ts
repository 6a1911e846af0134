import type { Terminal } from '../terminal.ts';
import { hasDisplay, openBrowser } from './open-browser.ts';
import { USUAL_PORT } from './listen.ts';
import { serveView } from './serve-view.ts';
import type { ViewRequest } from './serve-view.ts';

/** Serves the page until `signal` aborts; says where it is, and opens a browser where there is one and `browser` asks. */
export async function runView(
  request: ViewRequest,
  { browser, terminal, signal }: { browser: boolean; terminal: Terminal; signal: AbortSignal },
): Promise<void> {
  const server = await serveView(request);
  const { address, port, chosen } = server;
  try {
    if (request.port === undefined && port !== USUAL_PORT) {
      terminal.note(
        `Port ${USUAL_PORT} is in use, perhaps by another viewer: this one is at another address, where the browser does not find the work it kept there. Name a port with --port to come back to it.`,
      );
    }
    terminal.result({ address, ...chosen }, [`The viewer is at ${address} (Ctrl-C ends it)`]);
    if (browser && hasDisplay() && !(await openBrowser(address))) {
      terminal.note('No browser could be started here: open the address in one.');
    }
    await aborted(signal);
  } finally {
    await server.close();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
