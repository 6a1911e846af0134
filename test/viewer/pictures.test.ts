import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PATIENT, describePage } from './describe-page.ts';
import { differenceFromKept, pictureOf } from './picture.ts';

/** Text of another font changes a few blocks; a trace, a heat or a part that is elsewhere changes more. */
const MOST_CHANGED = 0.01;

const SIZES = [
  { width: 1280, height: 800 },
  { width: 1024, height: 768 },
];

/**
 * Waits until every beat has its label, and the beat its waves, its trace as recorded and its maps, but the learned mask,
 * which takes its time.
 */
async function settled(page: Page): Promise<void> {
  await page.locator('.method-choice > summary').click();
  await page.locator('.method-choice').getByLabel('Learned mask', { exact: true }).uncheck();
  await page.locator('.method-choice > summary').click();
  await page.locator('.stage-main .ramp').waitFor();
  await page.waitForSelector('.page-header [role=progressbar]', { state: 'detached' });
  await expect
    .poll(() => page.textContent('.method-card[aria-label="Occlusion"]'), PATIENT)
    .toMatch(/Shares of the heat/);
  await expect.poll(() => page.textContent('.stage-main > .note'), PATIENT).toMatch(/^The model reads/);
}

describePage('what the page looks like', (tests) => {
  /** A canvas is painted some time after what it shows is there; until then the picture differs. */
  async function expectAsKept(name: string, take: () => Promise<Buffer>): Promise<void> {
    const difference = async () => differenceFromKept(name, await pictureOf(tests.context, await take()));
    await expect.poll(difference, PATIENT).toBeLessThan(MOST_CHANGED);
  }

  it.each(SIZES)('paper and heat in a window of $width by $height pixels', async (size) => {
    await tests.page.setViewportSize(size);
    const page = await tests.openBeat();
    await settled(page);
    for (const [name, part] of [
      ['paper', '.strip'],
      ['heat', '.stage-picture'],
    ]) {
      await page.locator(part).scrollIntoViewIfNeeded();
      await expectAsKept(`${name}-${size.width}`, () => page.locator(part).screenshot());
    }
  });

  it.each(SIZES)('the report printed from a window of $width by $height pixels', async (size) => {
    await tests.page.setViewportSize(size);
    const page = await tests.openBeat();
    await settled(page);
    await page.getByRole('button', { name: /^Export/ }).click();
    await page.getByRole('button', { name: /^Occlusion: .* as SVG$/ }).waitFor();
    // What the browser does before it prints.
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    await expectAsKept(`report-${size.width}`, () => page.locator('#print-sheet').screenshot());
  });
});
