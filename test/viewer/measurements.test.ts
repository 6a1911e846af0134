import { synthesizeRecording } from '@saliogram/datasets';
import { delineateBeats, detectQrs, measureBeats } from '@saliogram/signal';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { recordFiles } from '../cli-files.ts';
import { PATIENT, describePage } from './describe-page.ts';
import { dropFiles } from './opening-files.ts';

const RATE = 360;
const said = (page: Page): Promise<string | null> => page.textContent('.beat-intervals');
/** How many pixels of the large beat have the ink of marks, of the light theme. */
const markedPixels = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.stage-picture canvas')!;
    const { width, height } = canvas;
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, height);
    let marked = 0;
    for (let i = 0; i < data.length; i += 4) {
      // Purple: more blue and red than green, which neither heat nor trace has.
      if (data[i + 2] > data[i + 1] + 40 && data[i] > data[i + 1] + 20) marked++;
    }
    return marked;
  });

describePage('measurements of a beat', (tests) => {
  it('are those of the library over the beats around it', async () => {
    const page = await tests.openPage();
    await dropFiles(page, recordFiles('r'));
    await expect.poll(() => page.textContent('.open-files'), PATIENT).toMatch(/r · 0:20/);
    await expect.poll(() => page.textContent('.beat-facts'), PATIENT).toMatch(/^Beat \d.*model: /);
    await expect.poll(() => page.locator('.page-header [role=progressbar]').count(), PATIENT).toBe(0);
    // The record is shorter than the half minute on each side, so all its beats are delineated together.
    const samples = synthesizeRecording({ seed: 1, durationS: 20 }).samples.map(
      (mv) => Math.round(mv * 200) / 200,
    );
    const options = { samplingFrequency: RATE };
    const peaks = detectQrs(samples, options).peaks.filter(
      (peak) => peak >= 72 && peak + 144 <= samples.length,
    );
    const measured = measureBeats(samples, delineateBeats(samples, { ...options, peaks }), RATE);
    for (let step = 0; step < 3; step++) {
      const facts = (await page.textContent('.beat-facts')) ?? '';
      const own = measured[Number(/Beat (\d+)/.exec(facts)?.[1]) - 1];
      for (const [name, value] of [
        ['QRS', own.qrsDurationMs],
        ['PR', own.prMs],
        ['QT', own.qtMs],
        ['QTc', own.qtcFridericiaMs],
      ] as const) {
        const text = value === null ? '–' : `${Math.round(value)} ms`;
        await expect.poll(() => said(page), PATIENT).toContain(`${name} ${text}`);
      }
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => page.textContent('.beat-facts'), PATIENT).not.toBe(facts);
    }
    await expect.poll(() => said(page), PATIENT).toMatch(/ST [+−]\d\.\d\d mV \(J \+ 60 ms\)/);
  });

  it('say why a value is doubtful or not there', async () => {
    const page = await tests.openBeat();
    await page.keyboard.press('v');
    // A ventricular beat has no P wave before it, and comes early.
    await expect.poll(() => page.textContent('.beat-facts'), PATIENT).toMatch(/model: V/);
    await expect.poll(() => said(page), PATIENT).toMatch(/PR – .*PR: no P wave found/);
    await expect.poll(() => said(page), PATIENT).toMatch(/QTc \d+ ms\? \(Fridericia\)/);
  });

  it('are drawn on the large beat until the reader does not want them, now and after a reload', async () => {
    const page = await tests.openBeat();
    const band = page.getByRole('img', { name: /^Waves of the beat: .*QRS \d+ ms/ });
    await band.waitFor();
    await expect.poll(() => markedPixels(page), PATIENT).toBeGreaterThan(50);
    await page.keyboard.press('i');
    await band.waitFor({ state: 'detached' });
    await expect.poll(() => markedPixels(page), PATIENT).toBe(0);
    await page.reload();
    await expect.poll(() => said(page), PATIENT).toMatch(/QRS \d+ ms/);
    const toggle = page.getByRole('button', { name: /^Waves and intervals/ });
    expect(await toggle.getAttribute('aria-pressed')).toBe('false');
    expect(await band.count()).toBe(0);
    await toggle.click();
    await band.waitFor();
    // A changed beat has other waves.
    await page.getByRole('button', { name: /^Probe/ }).click();
    await band.waitFor({ state: 'detached' });
  });
});
