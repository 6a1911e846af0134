import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { sha256Hex } from '@saliogram/core';
import { encodeTrainingExamples } from '@saliogram/nn';
import { modelBytes } from '../cli-files.ts';
import { axeFindings } from './axe-findings.ts';
import { PATIENT, describePage } from './describe-page.ts';
import type { PageTests } from './describe-page.ts';
import { dropFiles } from './opening-files.ts';

const card = (page: Page, method: string): Locator => page.locator(`.method-card[aria-label="${method}"]`);

/** The demo under a small model in the place of the page's own, so that nothing takes long, with these methods. */
async function openSmall(tests: PageTests, methods: readonly string[], panel = 'explain'): Promise<Page> {
  const [model, examples] = [await modelBytes(), await examplesOfSmall()];
  const send = (glob: string, bytes: Uint8Array): Promise<unknown> =>
    tests.page.route(glob, (route) =>
      route.fulfill({ body: Buffer.from(bytes), contentType: 'application/octet-stream' }),
    );
  await send('**/models/mitdb-lstm.safetensors', model);
  await send('**/models/mitdb-lstm.examples.safetensors', examples);
  return tests.openBeat(`${tests.server.isolated}#panel=${panel}&methods=${methods.join(',')}`);
}

/** Training examples of the small model, whose states are far from each other. */
async function examplesOfSmall(): Promise<Uint8Array> {
  return encodeTrainingExamples({
    model: await sha256Hex(await modelBytes()),
    examples: ['V', 'N', 'V'].map((symbol, i) => ({ record: '119', sample: 3600 * (i + 1), symbol })),
    states: Float32Array.from({ length: 24 }, (_, i) => Math.floor(i / 8) - 1),
    width: 8,
    samplingFrequency: 360,
    attribution: 'a database',
  });
}

describePage('methods of explanation', (tests) => {
  it('are found by a word, chosen by keys, and say where the evidence lies and whether their parts add up', async () => {
    const page = await openSmall(tests, ['occlusion']);
    await page.locator('.method-choice > summary').click();
    const list = page.locator('.method-list');
    await list.getByLabel('Find').fill('shap');
    await expect.poll(() => list.locator('li').count(), PATIENT).toBeGreaterThan(2);
    expect(await list.getByText('Occlusion', { exact: true }).count()).toBe(0);
    await list.getByLabel('Find').fill('layer-wise');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    expect(await list.isVisible()).toBe(false);
    const lrp = card(page, 'Layer-wise relevance propagation');
    await expect.poll(() => lrp.textContent(), PATIENT).toMatch(/Its parts add up to/);
    await expect
      .poll(() => card(page, 'Occlusion').textContent(), PATIENT)
      .toMatch(/Shares of the heat: \d+ % (in|before|after) the .*of the time.*hottest at .* ms from R/);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('say what they cost, and the slow ones wait until they are asked for', async () => {
    const page = await tests.openBeat(`${tests.server.isolated}#methods=kernel-shap`);
    await page.locator('.method-choice > summary').click();
    const entry = page.locator('.method-list li').filter({ has: page.getByLabel('KernelSHAP') });
    await expect
      .poll(() => entry.locator('.method-time').textContent(), PATIENT)
      .toMatch(/^(about|under) \d+ /);
    await page.keyboard.press('Escape');
    const shap = card(page, 'KernelSHAP');
    // On a fast machine it need not wait; it says one of the two.
    const start = shap.getByRole('button', { name: 'Start' });
    const stop = shap.getByRole('button', { name: 'Stop' });
    const verdict = shap.getByRole('button', { name: 'Can it be trusted?' });
    await start.or(stop).or(verdict).first().waitFor();
    if (await start.isVisible()) {
      expect(await shap.textContent()).toMatch(/Takes about|being measured/);
      await start.click();
      await stop.or(verdict).first().waitFor();
    }
  });

  it('are compared: all in one picture, two by a click on it, and beside maps that know no model', async () => {
    const page = await openSmall(tests, ['input-derivative', 'occlusion', 'integrated-gradients']);
    const cells = page.locator('.agreement [data-cell]');
    await expect.poll(() => cells.count(), PATIENT).toBe(6);
    await page.locator('[data-cell="2 0"]').click();
    const pair = page.locator('.map-pair');
    expect(await pair.locator('article').allTextContents()).toHaveLength(2);
    expect(await pair.getAttribute('aria-label')).toBe('Occlusion beside Input derivative');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-cell'))).toBe('1 0');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => pair.getAttribute('aria-label'), PATIENT)
      .toBe('Integrated gradients beside Input derivative');
    await page.getByRole('button', { name: 'Beside |x| and chance' }).click();
    await expect.poll(() => page.locator('.control-strip').count(), PATIENT).toBe(6);
    expect(await card(page, 'Occlusion').textContent()).toMatch(
      /Magnitude of the input, which knows no model: agreement/,
    );
    expect(await axeFindings(page)).toEqual([]);
  });

  it('take another baseline, one for all or two beside each other, and the address holds it', async () => {
    const page = await openSmall(tests, ['input-derivative', 'integrated-gradients']);
    const picture = card(page, 'Integrated gradients').locator('canvas').first();
    const words = card(page, 'Integrated gradients');
    await expect.poll(() => words.textContent(), PATIENT).toMatch(/add up to/);
    const before = await words.textContent();
    await page.getByLabel('Absent is').selectOption('noise');
    await expect.poll(async () => (await words.textContent()) !== before, PATIENT).toBe(true);
    await expect.poll(() => words.textContent(), PATIENT).toMatch(/add up to/);
    expect(await picture.isVisible()).toBe(true);
    await expect.poll(() => page.url(), PATIENT).toContain('baseline=noise');
    await page.getByRole('button', { name: 'Compare two baselines' }).click();
    const two = page.getByRole('region', { name: 'Two baselines' });
    await two.getByLabel('Method').selectOption('integrated-gradients');
    await two.getByLabel('against').selectOption('class-median');
    await expect.poll(() => two.textContent(), PATIENT).toMatch(/They agree .*rank correlation/);
    expect(await two.locator('article h3').allTextContents()).toEqual([
      'Integrated gradients, absent is: zero, the mean of the beat',
      'Integrated gradients, absent is: median of the commonest class',
    ]);
  });

  it('are put to the test, all of them or one: a word, and why', async () => {
    const page = await openSmall(tests, ['input-derivative', 'occlusion']);
    await card(page, 'Occlusion').getByRole('button', { name: 'Can it be trusted?' }).waitFor();
    await page.getByRole('button', { name: 'Can they be trusted?' }).click();
    for (const method of ['Input derivative', 'Occlusion']) {
      const chip = card(page, method).locator('.trust-chip');
      await chip.waitFor();
      expect(await chip.textContent()).toMatch(/reliable|weak|unreliable/);
    }
    expect(await page.getByRole('button', { name: 'Can they be trusted?' }).count()).toBe(0);
    const derivative = card(page, 'Input derivative');
    await derivative.locator('.trust > summary').click();
    expect(await derivative.locator('.trust').textContent()).toMatch(
      /p against random orders.*likeness to Occlusion/,
    );
  });
});

describePage('inside the network', (tests) => {
  it('gates, memory and the units that matter are shown', async () => {
    const page = await openSmall(tests, ['cell-traces', 'memory-span', 'unit-knock-out']);
    const inside = page.getByRole('region', { name: 'Inside the network' });
    await inside.locator('.matrix-image').waitFor();
    await inside.getByLabel('Shown').selectOption('forget-gate');
    await expect
      .poll(() => inside.locator('.matrix-image').getAttribute('aria-label'), PATIENT)
      .toMatch(/^forget gate.*8 units over 216 steps/);
    await expect
      .poll(() => inside.textContent(), PATIENT)
      .toMatch(/At the end 90 % of what the score reacts to/);
    await inside.getByRole('button', { name: 'Silence each unit in turn' }).click();
    await expect.poll(() => inside.locator('.unit-bars li').count(), PATIENT).toBe(8);
    await inside.getByText('effect on the score').click();
    expect(await axeFindings(page)).toEqual([]);
  });
});

describePage('why not another class', (tests) => {
  it('is answered by the nearest input of that class and by the beats that the model takes for alike', async () => {
    const page = await openSmall(tests, ['input-derivative'], 'compare');
    await page.getByText('few samples').click();
    // While beats are still being found the question may become another one, which is then asked again.
    const afterAsking = (name: RegExp, part: Locator) => async () => {
      await page
        .getByRole('button', { name, disabled: false })
        .click({ timeout: 1000 })
        .catch(() => undefined);
      return part.textContent();
    };
    const why = page.getByRole('region', { name: 'Why not another class' });
    await expect
      .poll(afterAsking(/^Seek the nearest beat/, why), PATIENT)
      .toMatch(
        /(have to change|Next to nothing).*(The model then calls it|No change that makes the model say)/,
      );
    await expect
      .poll(() => why.textContent(), PATIENT)
      .toMatch(/Of the 3 nearest of 3 training beats 2 are V, 1 N\./);
    expect(await why.getByRole('rowheader').allTextContents()).toHaveLength(2);
    expect(await why.getByRole('table').textContent()).toContain('record 119 at 0:20.0');
    const kind = page.getByRole('region', { name: 'Its kind' });
    await expect
      .poll(afterAsking(/^Read all \d+ beats/, kind), PATIENT)
      .toMatch(/Of the 20 nearest the model calls \d+ \S/);
    expect(await kind.locator('.neighbours').last().locator('article').count()).toBe(4);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('says so of a model whose training beats are not known, until they are dropped too', async () => {
    const page = await openSmall(tests, ['input-derivative'], 'compare');
    const why = page.getByRole('region', { name: 'Why not another class' });
    await expect.poll(() => why.textContent(), PATIENT).toMatch(/Of the 3 nearest/);
    await dropFiles(page, { 'small.safetensors': await modelBytes() });
    await expect
      .poll(() => why.textContent(), PATIENT)
      .toContain('No training beats are known of this model');
    await dropFiles(page, { 'small.examples.safetensors': await examplesOfSmall() });
    await expect.poll(() => why.textContent(), PATIENT).toMatch(/Of the 3 nearest/);
  });
});
