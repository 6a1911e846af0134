import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { chromiumPath, launchChromium } from '../browser/chromium.ts';
import { servePage } from './page-server.ts';
import type { PageServer, RangedFile } from './page-server.ts';

/** How long an answer of the page is waited for: a busy machine is slow, not wrong. */
export const PATIENT = { timeout: 60_000 };

/** What a test of the page works with; a new window for each test. */
export interface PageTests {
  readonly server: PageServer;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Opens the page as on a first visit, by default on its demo with threads, and leaves the tour. */
  openPage(address?: string): Promise<Page>;
  /** Opens the page as {@link openPage} does, and waits until a beat is labelled by the model. */
  openBeat(address?: string): Promise<Page>;
}

/** What differs from one description to the next. */
export interface PageTestsOptions {
  /** Files beside the page, by name. */
  readonly ranged?: Readonly<Record<string, RangedFile>>;
  /** Default: 1280 by 800 pixels and a mouse. */
  readonly window?: BrowserContextOptions;
}

/**
 * Describes the built page in a real browser; skipped where there is none. A test fails too when anything was written to
 * the console.
 */
export function describePage(
  name: string,
  define: (tests: PageTests) => void,
  { ranged, window = { viewport: { width: 1280, height: 800 } } }: PageTestsOptions = {},
): void {
  describe.skipIf(!chromiumPath)(`${name}${chromiumPath ? '' : ' (needs Chromium)'}`, () => {
    let server: PageServer;
    let browser: Browser;
    let context: BrowserContext;
    let page: Page;
    let complaints: string[];

    beforeAll(async () => {
      server = await servePage(ranged);
      browser = await launchChromium();
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await server?.close();
    }, 60_000);
    beforeEach(async () => {
      context = await browser.newContext(window);
      context.setDefaultTimeout(PATIENT.timeout);
      complaints = [];
      context.on('console', (message) => complaints.push(message.text()));
      context.on('weberror', (error) => complaints.push(String(error.error())));
      page = await context.newPage();
    }, 60_000);
    afterEach(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    }, 60_000);

    const openPage = async (address = server.isolated): Promise<Page> => {
      await page.goto(address);
      await page.waitForSelector('.tour-box');
      await page.keyboard.press('Escape');
      return page;
    };
    define({
      get server() {
        return server;
      },
      get context() {
        return context;
      },
      get page() {
        return page;
      },
      openPage,
      async openBeat(address) {
        await openPage(address);
        await expect.poll(() => page.textContent('.beat-facts'), PATIENT).toMatch(/^Beat \d.*model: /);
        return page;
      },
    });
  });
}
