import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { recordFiles } from '../cli-files.ts';
import { PATIENT, describePage } from './describe-page.ts';
import { dropFiles } from './opening-files.ts';

const table = (page: Page, part: string) => page.locator(`section[aria-label="${part}"] tbody tr`);
const chips = (page: Page) => page.locator('.behind .chip');

/** Shows the evaluation, once all beats of the open recording are classified. */
async function evaluate(page: Page, recording: RegExp): Promise<void> {
  await page.locator('body').press('6');
  await expect
    .poll(() => table(page, 'By recording').last().locator('th').textContent(), PATIENT)
    .toMatch(recording);
  await expect.poll(() => page.locator('.page-header [role=progressbar]').count(), PATIENT).toBe(0);
}

describePage('the evaluation', (tests) => {
  it('opens the beats behind every number', async () => {
    const page = await tests.openBeat();
    await evaluate(page, /^synthetic-1$/);
    const normal = table(page, 'By class').first();
    expect(await normal.locator('th').textContent()).toBe('normal beat (N)');
    const counted = normal.locator('button').first();
    const count = Number.parseInt((await counted.textContent())!, 10);
    expect(count).toBeGreaterThan(50);
    for (const number of await normal.locator('button').all()) {
      await number.click();
      expect(await number.getAttribute('aria-expanded')).toBe('true');
      expect(await chips(page).count()).toBeGreaterThan(0);
    }
    await counted.click();
    expect(await chips(page).count()).toBe(count);

    // Bins hold every beat that was counted, and open them.
    const sums = { beats: 0, listed: 0 };
    for (const bin of await table(page, 'Calibration').locator('button').all()) {
      sums.beats += Number.parseInt((await bin.textContent())!, 10);
      await bin.click();
      sums.listed += await chips(page).count();
    }
    const all = await table(page, 'By recording').first().locator('td').first().textContent();
    expect(sums).toEqual({ beats: Number(all), listed: Number(all) });

    const chip = chips(page).nth(3);
    const [beat] = (await chip.textContent())!.match(/\d+/)!;
    await chip.click();
    await expect.poll(() => page.textContent('.beat-facts'), PATIENT).toMatch(new RegExp(`^Beat ${beat}at `));
    expect(await chip.getAttribute('aria-current')).toBe('true');
  });

  it('counts in the classes of AAMI too', async () => {
    const page = await tests.openBeat();
    await evaluate(page, /^synthetic-1$/);
    const sum = async (): Promise<number> => {
      const counts = await table(page, 'By class').locator('td:nth-child(2)').allTextContents();
      return counts.reduce((total, count) => total + Number.parseInt(count, 10), 0);
    };
    const own = await sum();
    await page.getByRole('group', { name: 'Classes' }).getByText('AAMI', { exact: true }).click();
    expect(await page.locator('.matrix thead th').allTextContents()).toEqual([
      'reference ↓ model →',
      'N',
      'S',
      'V',
      'F',
      'Q',
    ]);
    expect(await sum()).toBe(own);
    await page.getByText('The model has no class that belongs to S or F').waitFor();
  });

  it('says so where beats are few or none', async () => {
    const page = await tests.openBeat();
    await dropFiles(page, recordFiles('short', 'MLII', 6));
    await evaluate(page, /^short$/);
    const rows = await table(page, 'By class').allTextContents();
    // Six seconds hold fewer than 20 beats of any class, and none of some.
    expect(rows.some((row) => /\d+ of \d+/.test(row))).toBe(true);
    expect(rows.some((row) => row.includes('–'))).toBe(true);
    expect(rows.join(' ')).not.toContain('NaN');
  });

  it('keeps the recordings that were open, and goes back to them', async () => {
    const page = await tests.openBeat();
    await evaluate(page, /^synthetic-1$/);
    await dropFiles(page, { ...recordFiles('one'), ...recordFiles('two', 'MLII', 30) });
    await evaluate(page, /^one$/);
    await page.locator('body').press('o');
    await page.getByLabel('One of 2 recordings').selectOption('two.hea');
    await page.keyboard.press('Escape');
    await evaluate(page, /^two$/);
    expect(await table(page, 'By recording').locator('th').allTextContents()).toEqual([
      'synthetic-1',
      'one',
      'two',
    ]);
    const counts = (await table(page, 'By recording').locator('td:nth-child(2)').allTextContents()).map(
      Number,
    );
    await page.getByText('all 3 recordings').click();
    const total = await page.locator('.matrix caption').textContent();
    expect(Number.parseInt(total!, 10)).toBe(counts.reduce((sum, count) => sum + count, 0));

    await table(page, 'By recording').nth(1).locator('button').first().click();
    await expect.poll(() => chips(page).count(), PATIENT).toBe(counts[1]);
    expect(await chips(page).first().isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Open one' }).click();
    await expect.poll(() => chips(page).first().isDisabled(), PATIENT).toBe(false);
    await expect.poll(() => page.textContent('.open-files'), PATIENT).toContain('one');
  });
});
