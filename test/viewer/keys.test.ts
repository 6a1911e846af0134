import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PATIENT, describePage } from './describe-page.ts';

const panel = (page: Page): Promise<string | null> =>
  page.textContent('#work [role=tab][aria-selected=true]', PATIENT);

describePage('keys of the page', (tests) => {
  it('answer at once after a dialog was left by Escape', async () => {
    const page = await tests.openBeat();
    for (const key of ['o', 'e', '?', 'c', 'f']) {
      await page.keyboard.press(key);
      await page.waitForSelector('dialog[open]');
      await page.keyboard.press('Escape');
      await page.keyboard.press('4');
      await expect.poll(() => panel(page), { ...PATIENT, message: key }).toBe('Review');
      await page.keyboard.press('1');
      await expect.poll(() => panel(page), PATIENT).toBe('Explain');
    }
  });

  it('open a dialog again right after it was closed', async () => {
    const page = await tests.openBeat();
    for (const key of ['?', 'e', 'o']) {
      await page.keyboard.press('?');
      await page.waitForSelector('dialog[open]');
      await page.keyboard.press('Escape');
      await page.keyboard.press(key);
      await page.waitForSelector('dialog[open]');
      // What is left of the first one must not close the second.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
      expect(await page.locator('dialog[open]').count(), key).toBe(1);
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog[open]', { state: 'detached' });
    }
  });

  it('go back to where they were when a dialog is closed', async () => {
    const page = await tests.openBeat();
    const button = page.getByRole('button', { name: 'Settings' });
    for (const leave of ['Escape', 'Done', 'close']) {
      await button.focus();
      await page.keyboard.press('Enter');
      await page.waitForSelector('dialog[open]');
      if (leave === 'Escape') await page.keyboard.press('Escape');
      else await page.locator('dialog').getByRole('button', { name: leave }).click();
      await page.waitForSelector('dialog', { state: 'detached' });
      expect(await page.evaluate('document.activeElement.textContent'), leave).toBe('Settings');
    }
  });

  it('are not forgotten when the recording of the address is opened after them', async () => {
    const page = await tests.openBeat();
    await expect.poll(() => page.evaluate('location.hash'), PATIENT).toContain('panel=explain');
    await page.reload({ waitUntil: 'commit' });
    await page.waitForSelector('.page-header');
    await page.keyboard.press('4');
    await expect.poll(() => page.textContent('.beat-facts'), PATIENT).toMatch(/^Beat \d.*model: /);
    expect(await panel(page)).toBe('Review');
  });

  it('choose a panel that a reload at once comes back to', async () => {
    const page = await tests.openBeat();
    await expect.poll(() => page.evaluate('location.hash'), PATIENT).toContain('panel=explain');
    await page.keyboard.press('4');
    expect(await page.evaluate('location.hash')).toContain('panel=review');
  });

  it('move the paper and measure, wherever the focus is', async () => {
    const page = await tests.openBeat();
    const startS = (): Promise<number> =>
      page
        .locator('.visible-part')
        .getAttribute('aria-valuenow')
        .then((text) => Number(text));
    await page.getByRole('button', { name: 'Settings' }).focus();
    const before = await startS();
    for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(startS, PATIENT).toBeGreaterThan(before + 2);
    await page.keyboard.press('+');
    await page.getByRole('button', { name: '125 %' }).waitFor();
    await page.keyboard.press('0');
    await page.getByRole('button', { name: '100 %' }).waitFor();
    await page.keyboard.press('m');
    await page.waitForSelector('.caliper-reading');
    await page.keyboard.press('m');
    await page.waitForSelector('.caliper-reading', { state: 'detached' });
  });

  it('are all in the list', async () => {
    const page = await tests.openBeat();
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    const text = (await page.locator('dialog .keys').textContent())!;
    for (const said of [
      'Shift + →',
      'Page Down',
      'Home',
      'zoom in',
      'measure with calipers',
      'small box on',
    ]) {
      expect(text).toContain(said);
    }
  });
});
