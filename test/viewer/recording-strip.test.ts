import { synthesizeRecording } from '@saliogram/datasets';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describePage } from './describe-page.ts';

/** An uncalibrated screen: 96 CSS pixels to an inch. */
const PX_PER_MM = 96 / 25.4;
const PX_PER_S = 25 * PX_PER_MM;
const PX_PER_MV = 10 * PX_PER_MM;
/** The demo of the page. */
const recording = synthesizeRecording({
  seed: 1,
  durationS: 120,
  beatClasses: { N: 3, L: 1, R: 1, V: 1, '/': 1 },
});

/** Topmost and bottommost dark pixel of every column of the sheet, between two heights; -1 without one. */
async function darkRange(
  page: Page,
  area: readonly [number, number],
): Promise<{ first: number[]; last: number[]; left: number }> {
  return page.evaluate(([from, to]) => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.sheet')!;
    const { width } = canvas;
    const copy = new OffscreenCanvas(width, to).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, width, to);
    const first = Array.from({ length: width }, () => -1);
    const last = [...first];
    for (let y = from; y < to; y++) {
      for (let x = 0; x < width; x++) {
        const at = 4 * (y * width + x);
        if (data[at + 3] < 60 || data[at] > 90 || data[at + 2] > 90) continue;
        if (first[x] < 0) first[x] = y;
        last[x] = y;
      }
    }
    const moving = document.querySelector<HTMLElement>('.strip .moving')!;
    return { first, last, left: -new DOMMatrix(moving.style.transform).e };
  }, area);
}

describePage('the strip', (tests) => {
  /** The left edge of the strip, as the overview says it. */
  const visible = (): Promise<string | null> =>
    tests.page.locator('.visible-part').getAttribute('aria-valuetext');

  it('draws every sample where the paper says it is, to a pixel and a half', async () => {
    const page = await tests.openBeat(tests.server.plain);
    const strip = page.locator('.strip');
    await strip.focus();
    await page.keyboard.press('Home');
    await expect.poll(visible).toMatch(/^0:00 /);
    const area = await page.locator('.strip .grid').evaluate((grid) => {
      const { offsetTop, offsetHeight } = grid as HTMLElement;
      return [offsetTop, offsetTop + offsetHeight] as const;
    });
    const zeroY = area[0] + 25 * PX_PER_MM;
    // The next sheet comes from a worker.
    await expect
      .poll(async () => (await darkRange(page, area)).left, { timeout: 20_000 })
      .toBeGreaterThan(100);
    await expect
      .poll(
        async () => {
          const { first, last, left } = await darkRange(page, area);
          let wrong = 0;
          for (let sample = 20; sample < 8 * 360; sample++) {
            const x = Math.floor(left + (sample / 360) * PX_PER_S);
            const y = zeroY - recording.samples[sample] * PX_PER_MV;
            const around = [x - 1, x, x + 1];
            const top = Math.min(...around.map((at) => (first[at] < 0 ? Infinity : first[at])));
            const bottom = Math.max(...around.map((at) => last[at]));
            if (!(y > top - 1.5 && y < bottom + 2.5)) wrong++;
          }
          return wrong;
        },
        { timeout: 20_000 },
      )
      .toBe(0);
  });

  it('is pulled by the pointer, turned by keys, and stretched by speed', async () => {
    const page = await tests.openBeat(tests.server.plain);
    const strip = page.locator('.strip');
    const box = (await page.locator('.strip .view').boundingBox())!;
    await strip.focus();
    await page.keyboard.press('Home');
    await page.mouse.move(box.x + 900, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(box.x + 900 - 4 * PX_PER_S, box.y + 150, { steps: 5 });
    await page.mouse.up();
    await expect.poll(visible).toMatch(/^0:04 /);
    await page.keyboard.press('End');
    await expect.poll(visible).toMatch(/ to 2:00$/);
    await page.keyboard.press('Home');
    await page.getByText('50', { exact: true }).click();
    await expect.poll(async () => page.locator('.strip-words').textContent()).toContain('50 mm/s');
    await page.getByText('25', { exact: true }).click();
    await expect.poll(async () => page.locator('.strip-words').textContent()).toContain('25 mm/s · 10 mm/mV');
  });

  it('selects the beat that is clicked, and measures from it to the beat before', async () => {
    const page = await tests.openBeat(tests.server.plain);
    const strip = page.locator('.strip');
    const box = (await page.locator('.strip .view').boundingBox())!;
    await strip.focus();
    await page.keyboard.press('Home');
    await expect.poll(visible).toMatch(/^0:00 /);
    const [before, beat] = recording.annotations.slice(3, 5);
    await page.mouse.click(box.x + (beat.sample / 360) * PX_PER_S, box.y + 150);
    const said = (): Promise<string | null> => page.locator('.beat-facts').textContent();
    await expect.poll(said).toMatch(/R amplitude [\d.−]+ mV in MLII/);
    const rr = Number(/RR before (\d+) ms/.exec((await said()) ?? '')?.[1]);
    // The page finds R peaks itself: within a few samples of the truth.
    expect(Math.abs(rr - ((beat.sample - before.sample) / 360) * 1000)).toBeLessThan(40);
    await strip.focus();
    await page.keyboard.press('m');
    const reading = page.locator('.caliper-reading');
    await expect.poll(() => reading.textContent()).toContain(`${rr} ms`);
    await page.locator('.caliper').nth(1).focus();
    await page.keyboard.press('Shift+ArrowRight');
    await expect
      .poll(() => reading.textContent())
      .toMatch(new RegExp(`^(${rr + 38}|${rr + 39}|${rr + 40}) ms`));
    await page.keyboard.press('s');
    await expect.poll(() => reading.textContent()).toMatch(/mV in MLII$/);
  });
});
