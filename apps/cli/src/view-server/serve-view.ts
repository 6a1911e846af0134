import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import { chosenFiles } from './chosen-files.ts';
import type { ChosenFiles } from './chosen-files.ts';
import { listen } from './listen.ts';
import { pageFiles } from './page-files.ts';
import { createViewApp } from './view-app.ts';

/** What to serve. */
export interface ViewRequest {
  /** Path of a recording; without it the page opens its own. */
  readonly record?: string;
  /** Path of a model file; without it the page opens the one that comes with it. */
  readonly model?: string;
  /** 0 for any free one; without it the usual one, or any free one where that is in use. */
  readonly port?: number;
}

/** A server that gives out the page. */
export interface ViewServer {
  /** Where the page is. */
  readonly address: string;
  readonly port: number;
  readonly chosen: ChosenFiles;
  /** Ends it, also for those who are still reading. */
  close(): Promise<void>;
}

/**
 * Serves the built page and the chosen files on 127.0.0.1, to this machine alone.
 *
 * @throws `file-missing` for files and a page that are not there, `argument-invalid` for a port that cannot be had
 */
export async function serveView({ record, model, port }: ViewRequest): Promise<ViewServer> {
  const { chosen, files } = await chosenFiles(record, model);
  const app = createViewApp(new Map([...(await pageFiles()), ...files]), chosen);
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  const taken = await listen(server, port);
  return {
    address: `http://127.0.0.1:${taken}/`,
    port: taken,
    chosen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
