import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** The browser of this machine; undefined where there is none. */
export const chromiumPath = [process.env['SALIOGRAM_CHROMIUM'] ?? '/usr/bin/chromium'].find((path) =>
  existsSync(path),
);

/** Starts the browser without a window and without traffic of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath !== undefined && { executablePath: chromiumPath }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
