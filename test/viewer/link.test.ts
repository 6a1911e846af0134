import { expect, it } from 'vitest';
import { PATIENT, describePage } from './describe-page.ts';

describePage('a link to a place', (tests) => {
  it('holds the scale of the paper: speed, gain and zoom', async () => {
    const page = await tests.openBeat();
    const { context } = tests;
    await page.getByRole('group', { name: 'Paper' }).getByText('20', { exact: true }).click();
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await expect.poll(() => page.url(), PATIENT).toMatch(/gain=20&zoom=0\.64/);
    const words = (await page.textContent('.strip-words'))!;
    expect(words).toContain('16 mm/s (25 mm/s zoomed out 1.56 times) · 20 mm/mV');
    const facts = await page.textContent('.beat-facts');
    const place = await page.locator('.visible-part').getAttribute('aria-valuetext');

    const other = await context.newPage();
    await other.goto(page.url());
    await expect.poll(() => other.textContent('.beat-facts'), PATIENT).toBe(facts);
    expect(await other.textContent('.strip-words')).toBe(words);
    expect(await other.locator('.visible-part').getAttribute('aria-valuetext')).toBe(place);
  });
});
