import { expect, it } from 'vitest';
import { PATIENT, describePage } from './describe-page.ts';

describePage('the page on paper', (tests) => {
  it('is black on white without what is only for screens, also from a dark screen', async () => {
    const { page } = tests;
    await page.emulateMedia({ colorScheme: 'dark' });
    await tests.openBeat();
    await page.waitForSelector('.stage-picture canvas');
    const corner = (): Promise<number[]> =>
      page.locator('.strip .gutter').evaluate((canvas) => {
        const copy = new OffscreenCanvas(60, 60).getContext('2d', { willReadFrequently: true })!;
        copy.drawImage(canvas as HTMLCanvasElement, 0, 0);
        const { data } = copy.getImageData(0, 0, 60, 60);
        // The darkest of what is written there.
        const opaque = Array.from({ length: 3600 }, (_, i) => [...data.subarray(4 * i, 4 * i + 4)]);
        return opaque
          .filter(([, , , a]) => a > 200)
          .reduce((a, b) => (a[0] < b[0] ? a : b), [255, 255, 255, 0]);
      });
    expect((await corner())[0]).toBeGreaterThan(100);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect.poll(async () => (await corner())[0], PATIENT).toBeLessThan(100);
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    expect(await page.locator('.stage-picture canvas').isVisible()).toBe(true);
    for (const gone of ['.strip-toolbar', '[role=tablist]', '.page-header .toolbar', '.method-choice']) {
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
    }
    expect(await page.textContent('.page-footer')).toContain('For research use only.');
    await page.emulateMedia({ media: null, colorScheme: 'dark' });
    await expect.poll(async () => (await corner())[0], PATIENT).toBeGreaterThan(100);
  });
});
