// The pictures of the page in README and docs, taken in Chromium of the recording that the page opens by itself.
// Usage: npm run build && node scripts/screenshots.js [--model FILE --digits DIR]
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serveView } from './serve-view.js';

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url));
const BROWSER = [process.env.SALIOGRAM_CHROMIUM ?? '/usr/bin/chromium'].find((path) => existsSync(path));
const SIZE = { width: 1280, height: 800 };

/** Each picture: its file, the colours, and what is done before it is taken. */
const PICTURES = [
  { file: 'viewer-explain.png', colorScheme: 'light', act: (page) => page.keyboard.press('v') },
  { file: 'viewer-explain-dark.png', colorScheme: 'dark', act: (page) => page.keyboard.press('v') },
  {
    file: 'viewer-compare.png',
    colorScheme: 'light',
    act: (page) => page.getByRole('tab', { name: 'Compare' }).click(),
  },
  {
    file: 'viewer-review.png',
    colorScheme: 'light',
    act: (page) => page.getByRole('tab', { name: 'Review' }).click(),
  },
];

const { address, close } = await serveView([]);
const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--headless'] });
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const { file, colorScheme, act } of PICTURES) {
    const context = await browser.newContext({ viewport: SIZE, colorScheme });
    const page = await context.newPage();
    await page.goto(address);
    await explained(page);
    await page.keyboard.press('Escape');
    await act(page);
    await explained(page);
    await page.screenshot({ path: `${FOLDER}${file}` });
    console.log(`docs/images/${file}`);
    await context.close();
  }
} finally {
  await browser.close();
  close();
}

/** Waits until nothing on the page is at work any more. */
async function explained(page) {
  await page.locator('.strip canvas.sheet').waitFor();
  await page.waitForFunction(
    () =>
      document.querySelectorAll('[role="progressbar"], progress').length === 0 &&
      ![...document.querySelectorAll('[role="status"]')].some((each) =>
        /waits its turn/.test(each.textContent),
      ),
    undefined,
    { timeout: 120_000 },
  );
}
