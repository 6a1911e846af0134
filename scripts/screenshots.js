// The pictures of the page in README and docs, taken in Chromium of the recording that the page opens by itself.
// Usage: npm run build && node scripts/screenshots.js
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serveView } from './serve-view.js';

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url));
const BROWSER = [process.env.SALIOGRAM_CHROMIUM ?? '/usr/bin/chromium'].find((path) => existsSync(path));
const SIZE = { width: 1280, height: 1240 };

/** Each picture: its file, its colours, the tab it shows. */
const PICTURES = [
  { file: 'viewer-explain.png', colorScheme: 'light', tab: 'Explain' },
  { file: 'viewer-explain-dark.png', colorScheme: 'dark', tab: 'Explain' },
  { file: 'viewer-compare.png', colorScheme: 'light', tab: 'Compare' },
  { file: 'viewer-review.png', colorScheme: 'light', tab: 'Review' },
];

const { address, close } = await serveView([]);
const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--headless'] });
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const { file, colorScheme, tab } of PICTURES) {
    const context = await browser.newContext({ viewport: SIZE, colorScheme });
    const page = await context.newPage();
    await page.goto(address);
    await explained(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('v');
    await explained(page);
    await page.getByRole('article', { name: 'Occlusion' }).getByRole('button', { name: 'Large' }).click();
    await page.getByRole('tab', { name: tab }).click();
    await explained(page);
    await page.screenshot({ path: `${FOLDER}${file}` });
    console.log(`docs/images/${file}`);
    await context.close();
  }
} finally {
  await browser.close();
  close();
}

/** Waits until a beat is explained and nothing on the page has been at work for a second. */
async function explained(page) {
  await page.waitForFunction(
    () => {
      const isAtWork =
        document.querySelector('[role="progressbar"], progress, .loading') !== null ||
        /at work|waits its turn|being explained|Looking for/.test(
          document.querySelector('#work')?.textContent ?? '',
        ) ||
        !/model: /.test(document.querySelector('.beat-facts')?.textContent ?? '');
      if (isAtWork) globalThis.quietSince = undefined;
      else globalThis.quietSince ??= performance.now();
      return performance.now() - globalThis.quietSince > 1000;
    },
    undefined,
    { timeout: 120_000, polling: 100 },
  );
}
