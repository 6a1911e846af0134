import type { Page } from 'playwright-core';
import { RHYTHM_PREPROCESSING } from '@saliogram/datasets';
import { expect, it } from 'vitest';
import { modelBytes } from '../cli-files.ts';
import { axeFindings } from './axe-findings.ts';
import { PATIENT, describePage } from './describe-page.ts';
import { dropFiles } from './opening-files.ts';

/** The knobs alone: maps would be computed first. */
const NO_MAPS = '#methods=';

/** The probabilities in numbers, of the classes in order. */
const numbersIn = async (page: Page, part: string): Promise<number[]> =>
  (await page.locator(`${part} .probabilities .number`).allTextContents()).map(Number);
/** A row of a knob's table. */
const rowOf = async (page: Page, knob: string, row: RegExp): Promise<number[]> => {
  const cells = page.locator(`.knob[aria-label="${knob}"] tbody tr`).filter({ hasText: row }).locator('td');
  return (await cells.allTextContents()).map(Number);
};
const slider = (page: Page, knob: string) => page.getByRole('slider', { name: knob });
const says = (page: Page): Promise<string | null> => page.textContent('.what-if [role=status]');

/** Opens the knobs of the beat and waits for their curves. */
async function openKnobs(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Change the waves of this beat' }).click();
  await curvesAre(page);
}

async function curvesAre(page: Page): Promise<void> {
  await page.locator('.knob').last().waitFor();
  await expect.poll(() => page.locator('.knob[aria-busy=true]').count(), PATIENT).toBe(0);
}

const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 2));

describePage('what if', (tests) => {
  it('asks the model what it says of this beat with other waves, by keys alone', async () => {
    const page = await tests.openBeat(`${tests.server.isolated}${NO_MAPS}`);
    await openKnobs(page);
    const facts = await page.textContent('.beat-facts');
    const own = await numbersIn(page, '.explain-target');
    expect(own).toHaveLength(5);
    // The beat as recorded lies on its own curves.
    for (const knob of ['QRS width', 'ST shift', 'T amplitude']) {
      expect(await rowOf(page, knob, /\(own\)/)).toEqual(near(own));
    }
    const last = (await page.locator('.knob[aria-label="QRS width"] tbody tr').last().textContent())!;
    await slider(page, 'QRS width').focus();
    await page.keyboard.press('End');
    await expect.poll(() => says(page), PATIENT).toMatch(/^The model (now|still) says /);
    // What a turn answers is what the curve foretold.
    const wide = await rowOf(page, 'QRS width', new RegExp(`^${last.slice(0, last.indexOf('ms') + 2)}`));
    expect(await numbersIn(page, '.what-if')).toEqual(near(wide));
    expect(await slider(page, 'QRS width').getAttribute('aria-valuetext')).toMatch(/^\d+ ms$/);
    // Keys of a slider turn no pages.
    await page.keyboard.press('ArrowLeft');
    expect(await page.textContent('.beat-facts')).toBe(facts);
  });

  it('takes turns back, one at a time or all of them', async () => {
    const page = await tests.openBeat(`${tests.server.isolated}${NO_MAPS}`);
    await openKnobs(page);
    const tools = page.getByRole('group', { name: 'What if', exact: true });
    const places = (): Promise<string[]> =>
      Promise.all(['QRS width', 'ST shift'].map((knob) => slider(page, knob).inputValue()));
    const as = 'The beat is as it was recorded.';
    expect(await says(page)).toBe(as);
    expect(await tools.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    await slider(page, 'QRS width').press('ArrowLeft');
    await slider(page, 'ST shift').press('ArrowRight');
    expect(await places()).toEqual(['-1', '1']);
    await curvesAre(page);
    await tools.getByRole('button', { name: 'Undo' }).click();
    expect(await places()).toEqual(['-1', '0']);
    await tools.getByRole('button', { name: 'Redo' }).click();
    expect(await places()).toEqual(['-1', '1']);
    await tools.getByRole('button', { name: 'Reset' }).click();
    expect(await places()).toEqual(['0', '0']);
    expect(await says(page)).toBe(as);
    await tools.getByRole('button', { name: 'Undo' }).click();
    expect(await places()).toEqual(['-1', '1']);
    // Another beat begins as it was recorded.
    await page.locator('body').press('ArrowRight');
    await expect.poll(() => says(page), PATIENT).toBe(as);
  });

  it('removes a P wave, and says why a knob can’t be turned', async () => {
    const page = await tests.openBeat(`${tests.server.isolated}${NO_MAPS}`);
    await openKnobs(page);
    const rr = page.locator('.knob[aria-label="RR interval"]');
    expect(await slider(page, 'RR interval').isDisabled()).toBe(true);
    expect(await rr.textContent()).toContain('This model reads no RR interval');
    // The first beats of the demo: one at least has a P wave.
    const removed = page.getByLabel('P wave removed');
    for (let beat = 0; beat < 8 && (await removed.count()) === 0; beat++) {
      await page.locator('body').press('ArrowRight');
      await expect.poll(() => page.locator('.knob').count(), PATIENT).toBe(5);
    }
    await removed.check();
    expect(await slider(page, 'P amplitude').getAttribute('aria-valuetext')).toBe('removed');
    await expect.poll(() => says(page), PATIENT).toMatch(/^The model (now|still) says /);
    await removed.uncheck();
    expect(await says(page)).toBe('The beat is as it was recorded.');
  });

  it('moves a beat between its neighbours for a model that reads the rhythm', async () => {
    const page = await tests.openBeat(`${tests.server.isolated}${NO_MAPS}`);
    const model = await modelBytes({
      architecture: { kind: 'lstm', inputs: RHYTHM_PREPROCESSING.channels!.length, hidden: [8], outputs: 5 },
      preprocessing: RHYTHM_PREPROCESSING,
      units: 'deviations of the dominant beat',
    });
    await dropFiles(page, { 'rhythm.safetensors': model });
    await expect.poll(() => page.textContent('.open-files'), PATIENT).toContain('rhythm.safetensors');
    await page.locator('body').press('ArrowRight');
    await openKnobs(page);
    const rr = page.locator('.knob[aria-label="RR interval"]');
    const own = await numbersIn(page, '.explain-target');
    expect(await rowOf(page, 'RR interval', /\(own\)/)).toEqual(near(own));
    await slider(page, 'RR interval').press('Home');
    await expect.poll(() => says(page), PATIENT).toMatch(/^The model (now|still) says /);
    expect(await numbersIn(page, '.what-if')).toEqual(
      near((await rr.locator('tbody tr').first().locator('td').allTextContents()).map(Number)),
    );
    expect(await page.textContent('.what-if')).toContain('The second lead stays as it was recorded.');
  });

  it('has no serious finding of axe-core', async () => {
    const page = await tests.openBeat(`${tests.server.isolated}${NO_MAPS}`);
    await openKnobs(page);
    await page.locator('.knob-values summary').first().click();
    expect(await axeFindings(page)).toEqual([]);
    await page.locator('.knob-values summary').first().click();
    await page.locator('body').press('t');
    expect(await axeFindings(page)).toEqual([]);
  });
});
