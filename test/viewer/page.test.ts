import { readFileSync } from 'node:fs';
import { decodeAnnotations } from '@saliogram/records';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { axeFindings } from './axe-findings.ts';
import { describePage } from './describe-page.ts';

/** What the page says of the beat that is selected: `Beat 10`, and whether it is read. */
const readingOf = (page: Page): Promise<string | null> => page.textContent('.reading-bar .said');

/** Waits until the reading is as it should be: the page answers a key with its next frame. */
const expectReading = (page: Page) => expect.poll(() => readingOf(page), { timeout: 20_000 });

describePage('the page', (tests) => {
  it.each(['isolated', 'plain'] as const)('opens the demo with an explained beat, %s', async (kind) => {
    const page = await tests.openBeat(tests.server[kind]);
    expect(await page.textContent('.open-files')).toContain('synthetic');
    expect(await page.textContent('.open-files')).toMatch(kind === 'isolated' ? /[2-9] threads/ : /1 thread/);
    expect(await page.textContent('footer')).toMatch(/research use only\. not a medical device/i);
    await page.waitForSelector('#work canvas');
    expect(await page.locator('.notice').count()).toBe(0);
    // The tour was left: it does not come back by itself.
    await page.reload();
    await page.waitForSelector('.strip');
    expect(await page.locator('.tour-box').count()).toBe(0);
  });

  it('lets keys alone read beats, and exports what the records package reads', async () => {
    const page = await tests.openBeat();
    const keys = page.keyboard;
    await keys.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip');
    const [first] = (await readingOf(page))!.match(/\d+/)!;
    await keys.press('ArrowRight');
    await expectReading(page).toBe(`Beat ${Number(first) + 1}, your reading: unread`);

    await keys.press('a');
    await expectReading(page).toMatch(/accepted [NLRV/]$/);
    await keys.press('c');
    await page.waitForSelector('.decision');
    await keys.type('F');
    await keys.type('between two shapes');
    await keys.press('Enter');
    await page.waitForSelector('.decision', { state: 'detached' });
    await expectReading(page).toMatch(/changed to F: between two shapes$/);
    await keys.press('z');
    await expectReading(page).toMatch(/accepted [NLRV/]$/);
    await keys.press('Shift+Z');
    await keys.press('ArrowRight');
    await keys.press('f');
    await page.waitForSelector('.decision');
    await keys.type('noise');
    await keys.press('Enter');
    await page.waitForSelector('.decision', { state: 'detached' });

    await keys.press('4');
    const button = page.getByRole('button', { name: 'WFDB annotations' });
    await button.focus();
    const [download] = await Promise.all([page.waitForEvent('download'), keys.press('Enter')]);
    expect(download.suggestedFilename()).toMatch(/\.reader$/);
    const bytes = readFileSync(await download.path());
    const annotations = decodeAnnotations(bytes, download.suggestedFilename());
    expect(annotations.map(({ symbol, aux }) => [symbol, aux])).toEqual([
      ['F', expect.stringMatching(/^changed from [NLRV/]: between two shapes$/)],
      [expect.stringMatching(/^[NLRV/]$/), 'flagged: noise'],
    ]);
    const audit = await page.locator('section[aria-label="Audit trail"] tbody tr').allTextContents();
    expect(audit).toHaveLength(5);
    expect(audit[2]).toContain('undo');

    // The work comes back with the recording.
    await page.reload();
    await page.waitForFunction(
      `document.querySelectorAll('[aria-label="Audit trail"] tbody tr').length === 5`,
    );
  });

  it('shows a label in blind mode only after the reader gave one', async () => {
    const page = await tests.openBeat();
    await page.waitForSelector('#work canvas');
    await page.keyboard.press('b');
    const facts = page.locator('.beat-facts');
    await expectReading(page).toContain('after your own label');
    expect(await facts.textContent()).not.toMatch(/model:|reference:/);
    await page.keyboard.press('a');
    await page.waitForSelector('.notice:has-text("Your label first")');
    await page.keyboard.press('c');
    await page.waitForSelector('.decision');
    await page.keyboard.press('E');
    await page.waitForSelector('.decision', { state: 'detached' });
    await expectReading(page).toContain('read blind as ventricular escape beat (E)');
    expect(await facts.textContent()).toMatch(/reference: .*model: /);
    await page.keyboard.press('4');
    await page.waitForSelector('[aria-label="Agreement in blind mode"]:has-text("0 of 1 agree")');
  });

  it('lists all keys, and leaves a field alone', async () => {
    const page = await tests.openBeat();
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    expect(await page.textContent('dialog')).toContain('take the last decision back');
    await page.keyboard.press('Escape');
    await page.waitForFunction('!document.querySelector("dialog[open]")');
    await page.getByRole('tab', { name: 'Review' }).click();
    const before = (await readingOf(page))!;
    const name = page.getByLabel('Your name or initials');
    await name.fill('');
    await name.pressSequentially('baj');
    await expectReading(page).toBe(before);
  });

  it.each(['explain', 'compare', 'aggregate', 'review', 'model', 'evaluate', 'annotators'])(
    'has no serious finding of axe-core: %s',
    async (panel) => {
      const page = await tests.openBeat();
      await page.getByRole('tab', { name: new RegExp(panel, 'i') }).click();
      await page.waitForSelector('.loading', { state: 'detached' });
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('t');
      expect(await axeFindings(page)).toEqual([]);
    },
  );

  it('has no serious finding of axe-core in its dialogs', async () => {
    const page = await tests.openBeat();
    for (const key of ['o', 'e', '?', 'c']) {
      await page.keyboard.press(key);
      await page.waitForSelector('dialog[open]');
      await page.waitForSelector('.loading', { state: 'detached' });
      expect(await axeFindings(page), key).toEqual([]);
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog[open]', { state: 'detached' });
    }
  });

  it('opens the beats behind a number of the confusion matrix', async () => {
    const page = await tests.openBeat();
    await page.keyboard.press('6');
    await page.waitForSelector('.matrix button');
    await page.locator('.matrix button').last().click();
    const beat = page.locator('.behind .chip').nth(1);
    const [number] = (await beat.textContent())!.match(/\d+/)!;
    await beat.click();
    await expectReading(page).toContain(`Beat ${number},`);
  });
});
