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
  it.each(SIZES)('paper and heat in a window of $width by $height pixels', async (size) => {
    await tests.page.setViewportSize(size);
    const page = await tests.openBeat();
    await settled(page);
    for (const [name, part] of [
      ['paper', '.strip'],
      ['heat', '.stage-picture'],
    ]) {
      await page.locator(part).scrollIntoViewIfNeeded();
      const png = await page.locator(part).screenshot();
      const picture = await pictureOf(tests.context, png);
      expect(differenceFromKept(`${name}-${size.width}`, picture), name).toBeLessThan(MOST_CHANGED);
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
    const picture = await pictureOf(tests.context, await page.locator('#print-sheet').screenshot());
    expect(differenceFromKept(`report-${size.width}`, picture)).toBeLessThan(MOST_CHANGED);
  });
});
