import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { modelBytes } from '../cli-files.ts';
import { PATIENT, describePage } from './describe-page.ts';
import { dropFiles } from './opening-files.ts';

const card = (page: Page, method: string): Locator => page.locator(`.method-card[aria-label="${method}"]`);
/** What stands of each class, `N 0.000` and so on. */
const probabilities = (page: Page): Promise<string[]> =>
  page.locator('.probe-words .probabilities > div').allTextContents();
/** A number of what a picture shows, another one where it shows something else. */
const looksOf = (picture: Locator): Promise<string> =>
  picture.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

describePage('an explanation', (tests) => {
  it('is probed: a drag hides a stretch and the probabilities follow, and a reset takes it back', async () => {
    const page = await tests.openBeat();
    await page.locator('.stage-main .ramp').waitFor();
    await page.getByRole('button', { name: /^Probe/ }).click();
    const stage = page.locator('.stage-picture canvas');
    await page.locator('.probe-pad').scrollIntoViewIfNeeded();
    const before = await looksOf(stage);
    const box = (await page.locator('.probe-pad').boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 0.3 * box.width, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.4 * box.width, y, { steps: 4 });
    await expect.poll(() => probabilities(page), PATIENT).toHaveLength(5);
    const small = await probabilities(page);
    await page.mouse.move(box.x + 0.95 * box.width, y, { steps: 4 });
    // While the pointer is still down.
    await expect.poll(() => probabilities(page), PATIENT).not.toEqual(small);
    await page.mouse.up();
    const hidden = await probabilities(page);
    expect(hidden.reduce((sum, text) => sum + Number(text.slice(1)), 0)).toBeCloseTo(1, 1);
    expect(await looksOf(stage)).not.toBe(before);

    await page.getByRole('group', { name: 'Drag to' }).getByText('draw', { exact: true }).click();
    await page.mouse.move(box.x + 0.1 * box.width, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.3 * box.width, y - 40, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => probabilities(page), PATIENT).not.toEqual(hidden);

    const tools = page.getByRole('group', { name: 'Probe', exact: true });
    await tools.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => probabilities(page), PATIENT).toEqual(hidden);
    await tools.getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => page.locator('.probe-words').count(), PATIENT).toBe(0);
    await expect.poll(() => looksOf(stage), PATIENT).toBe(before);
  });

  it('shows how the learned mask came to be, and goes on when it is stopped', async () => {
    const page = await tests.openBeat();
    const mask = card(page, 'Learned mask');
    await mask.getByRole('button', { name: 'Stop' }).click(PATIENT);
    await expect.poll(() => mask.textContent(), PATIENT).toMatch(/Stopped/);
    // The page works on, with the other methods and with other beats.
    await expect.poll(() => card(page, 'Occlusion').textContent(), PATIENT).toMatch(/of the heat/);
    await mask.getByRole('button', { name: 'Run' }).click();
    const film = mask.getByRole('button', { name: /^play/ });
    await film.waitFor();
    const result = await looksOf(mask.locator('canvas'));
    const iteration = (): Promise<number> =>
      mask.locator('.film input').evaluate((input) => Number((input as HTMLInputElement).value));
    const last = await iteration();
    await film.click();
    await expect.poll(iteration, { ...PATIENT, interval: 20 }).toBeLessThan(last / 2);
    expect(await looksOf(mask.locator('canvas'))).not.toBe(result);
    await expect.poll(iteration, PATIENT).toBe(last);
    await expect.poll(() => looksOf(mask.locator('canvas')), PATIENT).toBe(result);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => card(page, 'Occlusion').textContent(), PATIENT).toMatch(/of the heat/);
  });

  it('is compared under two models, and with the beats most like it by a click', async () => {
    const page = await tests.openBeat();
    const [first, second] = [await modelBytes(), await modelBytes({ created: '2026-02-02T00:00:00Z' })];
    await dropFiles(page, { 'first.safetensors': first, 'second.safetensors': second });
    await expect.poll(() => page.textContent('.open-files'), PATIENT).toContain('first.safetensors');
    await page.getByRole('tab', { name: 'Compare' }).click();
    const both = page.locator('.two-models article');
    await expect.poll(() => both.count(), PATIENT).toBe(2);
    await expect.poll(() => both.first().textContent(), PATIENT).toMatch(/first\.safetensors.*of the heat/);
    await expect.poll(() => both.last().textContent(), PATIENT).toMatch(/second\.safetensors.*of the heat/);

    const neighbour = page.locator('.neighbours button').first();
    const [number] = /\d+/.exec((await neighbour.textContent(PATIENT))!)!;
    await neighbour.click();
    await expect
      .poll(() => page.textContent('.beat-facts'), PATIENT)
      .toMatch(new RegExp(`^Beat ${number}\\D`));
  });
});
