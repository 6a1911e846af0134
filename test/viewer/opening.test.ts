import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encodeAnnotations } from '@saliogram/records';
import { zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { recordFiles, replaced } from '../cli-files.ts';
import { root } from '../sources.ts';
import { PATIENT, describePage } from './describe-page.ts';
import { FLAT_S, dropFiles, longRecord, tableText, whole } from './opening-files.ts';

const mitBih = join(process.env['SALIOGRAM_DATA'] ?? resolve(root, '../shared/data'), 'mitdb');
const hasRecord100 = existsSync(join(mitBih, '100.dat'));

const record = recordFiles('r');
const served = recordFiles('served');
/** Of the 24 beats that the record was made with, one lies nearer to its end than the model's window reaches. */
const BEATS = 23;
/** Bytes at either end of the long record that can be had: two hundredths of it. */
const END_BYTES = 2_000_000;

const openFiles = (page: Page): Promise<string | null> => page.textContent('.open-files');
const beatFacts = (page: Page): Promise<string | null> => page.textContent('.beat-facts');
const expectOpen = (page: Page, text: RegExp): Promise<void> =>
  expect.poll(() => openFiles(page), PATIENT).toMatch(text);
/** Waits until a beat is looked at that the model has labelled. */
const expectBeat = (page: Page, text: RegExp): Promise<void> =>
  expect.poll(() => beatFacts(page), PATIENT).toMatch(text);
const expectNotice = async (page: Page, text: RegExp): Promise<void> => {
  const last = page.locator('.notice').last();
  await expect.poll(() => last.textContent(), PATIENT).toMatch(text);
  await last.getByRole('button').click();
  await expect.poll(() => page.locator('.notice').allTextContents(), PATIENT).toEqual([]);
};
/** Waits until a map of the beat that is looked at stands there with its sentence. */
const expectExplained = (page: Page): Promise<void> =>
  expect
    .poll(() => page.locator('.method-card[aria-label="Occlusion"] p:not([role])').count(), PATIENT)
    .toBeGreaterThan(0);
/** How many beats the page lists; the list follows the recording with a frame's delay. */
async function listedBeats(page: Page): Promise<number> {
  await page.getByRole('tab', { name: 'Review' }).click();
  const caption = page.locator('caption', { hasText: / of [\d,]+ beats/ });
  await caption.waitFor();
  return Number(/of (\d+) beats/.exec((await caption.textContent()) ?? '')?.[1]);
}
/** Columns of the drawn strip with a stroke over 15 px high, which text has not. */
const tallColumns = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.sheet');
    if (!canvas || canvas.width === 0) return -1;
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    let tall = 0;
    for (let x = 0; x < width; x++) {
      let [run, longest] = [0, 0];
      for (let y = 0; y < height; y++) {
        const at = 4 * (y * width + x);
        const isDark = data[at + 3] >= 60 && data[at] <= 90 && data[at + 2] <= 90;
        run = isDark ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
      if (longest > 15) tall++;
    }
    return tall;
  });

const long = longRecord('long', END_BYTES);
const servedFiles = Object.entries(served).map(([name, bytes]) => [name, whole(bytes)] as const);

describePage(
  'opening files',
  (tests) => {
    it('opens a dropped WFDB record with its reference, and lists its beats', async () => {
      const page = await tests.openPage();
      const header = `${new TextDecoder().decode(record['r.hea'])}# Age: 61, female\n`;
      await dropFiles(page, { ...record, 'r.hea': header });
      await expectOpen(page, /r · 0:20 · MLII · 360 Hz/);
      await expectBeat(page, /reference: (?!none).*model: .*probability/);
      await page.getByText('About the recording').click();
      await page.getByText('Age: 61, female').waitFor();
      await expectExplained(page);
      await expect.poll(() => listedBeats(page), PATIENT).toBe(BEATS);
      expect(await page.locator('.notice').allTextContents()).toEqual([]);
    });

    it.skipIf(!hasRecord100)(
      `opens record 100 of MIT-BIH${hasRecord100 ? '' : ' (needs ../shared/data)'}`,
      async () => {
        const page = await tests.openPage();
        const names = ['100.hea', '100.dat', '100.atr'];
        await page.keyboard.press('o');
        await page
          .locator('dialog input[type=file]')
          .first()
          .setInputFiles(names.map((name) => join(mitBih, name)));
        await expectOpen(page, /100 · 30:06 · MLII, V5 · 360 Hz/);
        await expectBeat(page, /reference: .*model: .*R amplitude .* in MLII/);
        await page.getByText('About the recording').click();
        // The header's own words.
        await page.getByText('69 M 1085 1629 x1').waitFor();
        await page.getByText('Aldomet, Inderal').waitFor();
        await expectExplained(page);
        expect(await page.locator('.notice').allTextContents()).toEqual([]);
      },
    );

    it('opens a record in a zip, and a table with a column of times', async () => {
      const page = await tests.openPage();
      const inFolder = Object.entries(record).map(([name, bytes]) => [`study/${name}`, bytes] as const);
      await dropFiles(page, { 'study.zip': zipSync(Object.fromEntries(inFolder)) });
      await expectOpen(page, /r · 0:20 · MLII · 360 Hz/);
      await expectBeat(page, /reference: (?!none).*model: /);
      // Not those of the page's own recording, which was being opened when the zip was dropped.
      await expect.poll(() => listedBeats(page), PATIENT).toBe(BEATS);
      await page.keyboard.press('o');
      const table = { name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(tableText()) };
      await page.locator('dialog input[type=file]').first().setInputFiles([table]);
      await expectOpen(page, /table · 0:20 · MLII · 360 Hz/);
      await expectBeat(page, /reference: none.*model: /);
      // The same heart: the same beats.
      await expect.poll(() => listedBeats(page), PATIENT).toBe(BEATS);
      expect(await page.locator('.notice').allTextContents()).toEqual([]);
    });

    it('says what is wrong with a file, and keeps what was open', async () => {
      const page = await tests.openPage();
      await dropFiles(page, record);
      await expectOpen(page, /r · 0:20 · MLII · 360 Hz/);
      await expectBeat(page, /model: /);
      const before = await openFiles(page);

      const header = replaced(record['r.hea'], /^r 1 360/, 'bad 1 fast').replaceAll('r.dat', 'bad.dat');
      await dropFiles(page, { 'bad.hea': header, 'bad.dat': record['r.dat'] });
      await expectNotice(page, /The recording was not opened.*bad\.hea.*line 1.*fast/);

      await dropFiles(page, { ...record, 'r.dat': record['r.dat'].subarray(0, 999) });
      await expectNotice(page, /The recording was not opened.*r\.dat: got 999 bytes, expected 10800/);

      await dropFiles(page, { 'photo.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0) });
      await expectNotice(page, /photo\.png was not opened.*expected a WFDB recording/);

      expect(await openFiles(page)).toBe(before);
      const beat = /Beat \d+/.exec((await beatFacts(page)) ?? '')?.[0];
      await page.keyboard.press('ArrowRight');
      await expect
        .poll(async () => /Beat \d+/.exec((await beatFacts(page)) ?? '')?.[0], PATIENT)
        .not.toBe(beat);
      await expectExplained(page);
      await dropFiles(page, { 'table.csv': tableText() });
      await expectOpen(page, /table · 0:20/);
    });

    it.each([
      ['the synthetic recording', 'at once'],
      ['a served record', 'at once'],
      ['a dropped record', 'once it is dropped again'],
    ])('comes back to the same place after a reload: %s, %s', async (which, when) => {
      const page = await tests.openPage(
        which === 'a served record' ? `${tests.server.isolated}?recording=served` : undefined,
      );
      if (which === 'a dropped record') await dropFiles(page, record);
      await expectOpen(
        page,
        { 'the synthetic recording': /synthetic/, 'a served record': /served/ }[which] ?? /r · /,
      );
      await expectBeat(page, /model: /);
      await page.keyboard.press('ArrowRight');
      await page.locator('.method-choice > summary').click();
      await page.locator('.method-choice').getByLabel('Learned mask', { exact: true }).uncheck();
      const paper = page.getByRole('group', { name: 'Paper' });
      await paper.getByText('50', { exact: true }).click();
      await paper.getByText('20', { exact: true }).click();
      await page.keyboard.press('4');
      const address = (): Promise<string> => page.evaluate('location.hash');
      await expect.poll(address, PATIENT).toMatch(/speed=50&gain=20&.*panel=review/);
      const place = await address();
      const facts = (await beatFacts(page))!;

      await page.reload();
      if (when !== 'at once') {
        await expectNotice(page, /Open r to come back to its place/);
        expect(await address()).toBe(place);
        await dropFiles(page, record);
      }
      await expect.poll(() => beatFacts(page), PATIENT).toBe(facts);
      expect(await page.textContent('.strip-words')).toContain('50 mm/s · 20 mm/mV');
      expect(await page.getByRole('tab', { selected: true }).textContent()).toContain('Review');
      await page.keyboard.press('1');
      await expectExplained(page);
      expect(await page.locator('.method-card[aria-label="Learned mask"]').count()).toBe(0);
      await page.keyboard.press('4');
      await expect.poll(address, PATIENT).toBe(place);
    });

    it('explains without a network, also a record that is dropped then', async () => {
      const page = await tests.openPage();
      await expectExplained(page);
      await tests.context.setOffline(true);
      await page.keyboard.press('ArrowRight');
      await expectExplained(page);
      await dropFiles(page, record);
      await expectOpen(page, /r · 0:20/);
      await expectBeat(page, /reference: (?!none).*model: /);
      await expectExplained(page);
      expect(await page.locator('.notice').allTextContents()).toEqual([]);
    });

    it('shows both ends of 24 hours of three leads, of which it can have nothing else', async () => {
      const page = await tests.openPage(`${tests.server.isolated}?recording=long`);
      await expectOpen(page, /long · 24:00:00 · MLII, V1, V5 · 360 Hz/);
      await expect.poll(() => tallColumns(page), PATIENT).toBeGreaterThan(20);
      await page.locator('.strip').focus();
      await page.keyboard.press('End');
      const shown = page.locator('.visible-part');
      await expect.poll(() => shown.getAttribute('aria-valuetext'), PATIENT).toMatch(/ to 24:00:00$/);
      // The last minute is flat.
      expect(await page.evaluate('document.querySelector(".strip .view").clientWidth')).toBeLessThan(
        FLAT_S * 50,
      );
      await expect.poll(() => tallColumns(page), PATIENT).toBeLessThan(3);
      expect(await tallColumns(page)).toBeGreaterThanOrEqual(0);
      expect(long.sentBytes()).toBeLessThan(6 * END_BYTES);
      expect(await page.locator('.notice').allTextContents()).toEqual([]);
    });

    it('opens and explains in one thread where the page is not isolated', async () => {
      const page = await tests.openPage(tests.server.plain);
      await dropFiles(page, { ...record, 'r.atr': encodeAnnotations([]) });
      await expectOpen(page, /r · 0:20 .*1 thread/);
      await expectBeat(page, /reference: none.*model: /);
      await expectExplained(page);
      expect(await page.evaluate('crossOriginIsolated')).toBe(false);
    });
  },
  { ranged: { ...Object.fromEntries(servedFiles), ...long.files } },
);
