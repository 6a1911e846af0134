import { createRandom } from '@saliogram/core';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { recordFiles, temporaryFolder, writeFiles } from '../cli-files.ts';
import { saliogram } from '../saliogram-process.ts';
import { PATIENT, describePage } from './describe-page.ts';
import { dropFiles } from './opening-files.ts';

/** A minute of which five seconds are flat, two at the largest value, and ten mere noise. */
function troubled(): Record<string, Uint8Array> {
  return recordFiles('q', 'MLII', 60, (digital) => {
    const random = createRandom(1);
    const most = digital.reduce((high, value) => Math.max(high, value)) + 100;
    digital.fill(40, 10 * 360, 15 * 360);
    digital.fill(most, 22 * 360, 24 * 360);
    for (let i = 40 * 360; i < 50 * 360; i++) digital[i] = Math.round(60 * random.normal());
  });
}

const details = (page: Page) => page.locator('details.quality');

describePage('signal quality', (tests) => {
  it('is on the page what the quality command says', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, troubled());
    const { stdout } = await saliogram(['quality', join(folder, 'q'), '--list']);
    const [, row] = stdout.split('\n');
    const listed = [...stdout.matchAll(/^ {2}(\S+) to (\S+) {2}(\w+)$/gm)].map(
      ([, from, to, kind]) => `${from} to ${to} MLII ${kind.replace('leadsOff', 'lead off')}`,
    );
    expect(new Set(listed.map((text) => text.split('MLII ')[1]))).toEqual(
      new Set(['flat', 'lead off', 'noisy']),
    );

    const page = await tests.openPage();
    await dropFiles(page, troubled());
    await expect.poll(() => page.textContent('.open-files'), PATIENT).toMatch(/q · 1:00/);
    const summary = page.getByText(`Signal quality (${listed.length})`);
    await summary.click();
    const shown = details(page).locator('li button');
    await expect.poll(() => shown.allTextContents(), PATIENT).toEqual(listed);
    // The command's row begins with the record.
    const cells = await details(page).locator('tbody tr').locator('th, td').allTextContents();
    expect(['q', ...cells]).toEqual(row.trim().split(/\s+/));
  });

  it('is found on the strip by a click, told in the overview and the legend, and doubted in measurements', async () => {
    const page = await tests.openPage();
    await dropFiles(page, troubled());
    await page.getByText(/^Signal quality \(\d\)$/).click();
    await page.getByRole('button', { name: /^0:40\.0 to 0:50\.0 MLII noisy$/ }).click();
    const strip = page.locator('.strip canvas.sheet');
    await expect
      .poll(() => strip.getAttribute('aria-label'), PATIENT)
      .toMatch(/MLII noisy from 0:40\.0 to 0:50\.0/);
    await expect
      .poll(() => page.locator('.overview canvas').getAttribute('aria-label'), PATIENT)
      .toMatch(/MLII: 1 lead off, 1 flat, \d noisy/);
    await page.getByText('Marks and classes').click();
    await page.getByText(/noisy: ten seconds of a clarity/).waitFor();
    // A beat that the detector found in the noise.
    await page.locator('.strip').scrollIntoViewIfNeeded();
    const box = (await page.locator('.strip .view').boundingBox())!;
    await page.mouse.click(box.x + box.width / 2 + 200, box.y + 100);
    await expect.poll(() => page.textContent('.beat-facts'), PATIENT).toMatch(/at 0:4\d/);
    await expect
      .poll(() => page.textContent('.beat-intervals'), PATIENT)
      .toMatch(/signal noisy|not clear|no . wave/);
  });
});
