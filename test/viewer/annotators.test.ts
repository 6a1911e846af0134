import { join } from 'node:path';
import { decodeAnnotations, encodeAnnotations } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { recordFiles, temporaryFolder, writeFiles } from '../cli-files.ts';
import { saliogram } from '../saliogram-process.ts';
import { PATIENT, describePage } from './describe-page.ts';
import { dropFiles } from './opening-files.ts';

const RATE = 360;
/** A minute, so that all of it is compared. */
const files = recordFiles('r', 'MLII', 60);
const made = decodeAnnotations(files['r.atr'], 'r.atr').filter(({ symbol }) => symbol !== '+');
const isLate = ({ sample }: Annotation): boolean => sample > 40 * RATE;
/** Halfway between two beats, where nothing beats and the page finds nothing. */
const between = (at: number): number => Math.round((made[at].sample + made[at + 1].sample) / 2);
const late = made.findIndex(isLate);
const nowhere = { ...made[late], symbol: 'N', code: 1, sample: between(late) };
const byTime = (a: Annotation, b: Annotation): number => a.sample - b.sample;
const reference = [...made, nowhere].sort(byTime);
/** Has no beat where the reference has one between two, calls the tenth beat V or N the other way, and has one of its own. */
const other = [
  ...made.map((beat, i) =>
    i === 9
      ? { ...beat, ...(beat.symbol === 'V' ? { symbol: 'N', code: 1 } : { symbol: 'V', code: 5 }) }
      : beat,
  ),
  { ...made[20], symbol: 'N', code: 1, sample: between(20) },
].sort(byTime);
const record = { ...files, 'r.atr': encodeAnnotations(reference) };
const test = encodeAnnotations(other);

const clock = (sample: number): RegExp =>
  new RegExp(`at 0:${(sample / RATE).toFixed(2).padStart(5, '0').replace('.', '\\.')}: `);
const now = (page: Page) => page.locator('.difference-now');

describePage('another annotator beside the reference', (tests) => {
  const openRecord = async (dropped: Readonly<Record<string, Uint8Array>>): Promise<Page> => {
    const page = await tests.openPage();
    await dropFiles(page, dropped);
    await expect.poll(() => page.textContent('.open-files'), PATIENT).toMatch(/r · 1:00/);
    await expect.poll(() => page.textContent('.beat-facts'), PATIENT).toMatch(/^Beat \d.*model: /);
    return page;
  };

  it('is dropped, compared as bxb does, and stepped through by keys, also where the page has no beat', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { ...record, 'r.test': test });
    const { stdout } = await saliogram(['bxb', join(folder, 'r'), '-a', 'atr', 'test', '-f', '0', '--json']);
    const { qrs } = (
      JSON.parse(stdout) as { records: { qrs: Record<string, { count: number; of: number }> }[] }
    ).records[0];
    const figure = (name: string): string => `(${qrs[name].count} of ${qrs[name].of})`;

    const page = await openRecord(record);
    await page.keyboard.press('x');
    await page.locator('.notice', { hasText: 'There is no other annotator' }).getByRole('button').click();
    await dropFiles(page, { 'r.test': test });
    await page.keyboard.press('7');
    const row = page.getByRole('row', { name: /any beat/ });
    await expect.poll(() => row.textContent(), PATIENT).toContain(figure('sensitivity'));
    expect(await row.textContent()).toContain(figure('positivePredictivity'));
    for (const counted of ['All (3)', '− Missed (1)', '+ False (1)', '≠ Other class (1)']) {
      await page.getByText(counted, { exact: true }).waitFor();
    }

    await page.locator('.strip').focus();
    await page.keyboard.press('Home');
    await page.getByText('− Missed (1)', { exact: true }).click();
    const chosen = /Beat \d+/.exec((await page.textContent('.beat-facts')) ?? '')?.[0];
    await page.keyboard.press('x');
    await expect
      .poll(() => now(page).textContent(), PATIENT)
      .toMatch(/^1 of 1, .*missed: the reference has N here$/);
    expect(await now(page).textContent()).toMatch(clock(nowhere.sample));
    // The strip has gone there, to a beat that the page does not know.
    const isOnStrip = async (): Promise<boolean> => {
      const seen = await page.locator('.visible-part').getAttribute('aria-valuetext');
      const [from, to] = Array.from((seen ?? '').matchAll(/0:(\d\d)/g), ([, seconds]) => Number(seconds));
      // The words are rounded to a second.
      return from <= nowhere.sample / RATE + 1 && to + 1 > nowhere.sample / RATE;
    };
    await expect.poll(isOnStrip, PATIENT).toBe(true);
    expect(/Beat \d+/.exec((await page.textContent('.beat-facts')) ?? '')?.[0]).toBe(chosen);

    await page.getByText('All (3)', { exact: true }).click();
    await page.keyboard.press('Shift+X');
    await expect.poll(() => now(page).textContent(), PATIENT).toMatch(/^2 of 3, .*false detection: N/);
    await page.keyboard.press('Shift+X');
    await expect.poll(() => now(page).textContent(), PATIENT).toMatch(/^1 of 3, .*other class/);
    expect(await now(page).textContent()).toMatch(clock(made[9].sample));
    // This one the page has found too.
    await expect
      .poll(() => page.textContent('.beat-facts'), PATIENT)
      .toMatch(new RegExp(`at 0:${String(Math.floor(made[9].sample / RATE)).padStart(2, '0')}`));
    await page.getByRole('button', { name: /^0:4\d/ }).click();
    await expect.poll(() => now(page).textContent(), PATIENT).toMatch(/^3 of 3, .*missed/);
    expect(await page.locator('.notice').count()).toBe(0);
  });

  it('lies beside the record, or is picked; a broken one is told of; blind mode hides it', async () => {
    const page = await openRecord({ ...record, 'r.qrs': test });
    await page.keyboard.press('7');
    await page.getByRole('button', { name: 'qrs', exact: true }).click();
    await page.getByText('All (3)', { exact: true }).waitFor();
    const legend = page.locator('.strip-words');
    await expect.poll(() => legend.textContent(), PATIENT).toContain('in the row of r.qrs: − missed');
    await page.keyboard.press('b');
    await page.getByText('Hidden in blind mode').waitFor();
    await page.keyboard.press('b');
    await page.getByText('All (3)', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Put r.qrs away' }).click();

    const picked = (name: string, bytes: Uint8Array) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(bytes),
    });
    const input = page.locator('.annotators input[type=file]');
    await input.setInputFiles([picked('elsewhere.ari', test.subarray(0, 5))]);
    await page.locator('.notice', { hasText: 'elsewhere.ari' }).getByRole('button').click();
    await input.setInputFiles([picked('elsewhere.ari', test)]);
    await page.locator('.notice', { hasText: 'is not named after r' }).getByRole('button').click();
    await page.getByText('All (3)', { exact: true }).waitFor();
  });
});
