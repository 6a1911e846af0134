import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { argmax, sequenceBatch, softmax } from '@saliogram/core';
import { attributionMethod } from '@saliogram/explain';
import { decodeModel } from '@saliogram/nn';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumPath, launchChromium } from '../browser/chromium.ts';
import { recordFiles, temporaryFolder, writeFiles } from '../cli-files.ts';
import { root } from '../sources.ts';
import { startView } from '../view-process.ts';
import type { View } from '../view-process.ts';
import { axeFindings } from './axe-findings.ts';
import { SIDE, digitFiles, digitModel, pixelOf } from './digit-files.ts';
import { dropFiles } from './opening-files.ts';

const mnist = join(process.env['SALIOGRAM_DATA'] ?? resolve(root, '../shared/data'), 'mnist');
const hasMnist = existsSync(join(mnist, 't10k-images-idx3-ubyte.gz'));
/** A busy machine is slow, not wrong. */
const PATIENT = { timeout: 60_000 };
const COUNT = 70;

/** What the page exports as values. */
interface Values {
  readonly images: { readonly count: number; readonly rows: number };
  readonly image: {
    readonly index: number;
    readonly reference: string;
    readonly model: string;
    readonly probabilities: Readonly<Record<string, number>>;
    readonly input: { readonly values: readonly number[] };
  };
  readonly explanations: readonly {
    readonly method: string;
    readonly target: number;
    readonly values: readonly number[];
    readonly settings: Readonly<Record<string, unknown>>;
  }[];
}

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length ? Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i]!))) : Infinity;

describe.skipIf(!chromiumPath)(`images in the page${chromiumPath ? '' : ' (needs Chromium)'}`, () => {
  const folder = temporaryFolder();
  const complaints: string[] = [];
  let view: View;
  let browser: Browser;
  let page: Page;
  let model: Uint8Array;

  async function openPage(address: string): Promise<Page> {
    const opened = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    opened.setDefaultTimeout(PATIENT.timeout);
    opened.on('console', (message) => complaints.push(message.text()));
    opened.on('pageerror', (error) => complaints.push(error.message));
    await opened.goto(address);
    await opened.waitForSelector('.tour-box');
    await opened.keyboard.press('Escape');
    return opened;
  }
  const facts = (): Promise<string | null> => page.textContent('.image-facts');
  const expectImage = (number: number): Promise<void> =>
    expect.poll(facts, PATIENT).toMatch(new RegExp(`^Image ${number}reference: digit ${(number - 1) % 10}`));

  beforeAll(async () => {
    model = await digitModel(SIDE);
    writeFiles(join(folder, 'set'), digitFiles(COUNT));
    writeFiles(folder, { 'digits.safetensors': model });
    view = await startView('--port', '0', join(folder, 'set'), '--model', join(folder, 'digits.safetensors'));
    browser = await launchChromium();
    page = await openPage(view.address);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    expect(await view?.end()).toBe(0);
    expect(complaints).toEqual([]);
  }, 60_000);

  // A dialog that a test left open when it failed would fail the next ones too.
  beforeEach(() => page.keyboard.press('Escape'));

  it('shows them on a sheet with reference and model label, and says what they are', async () => {
    await expect
      .poll(() => page.textContent('.images-words p'), PATIENT)
      .toMatch(
        /^t10k-images-idx3-ubyte, MNIST test set: 70 images of 12 × 12 pixels · all classified, \d+ of them/,
      );
    await expectImage(1);
    const first = page.locator('.image-cell').first();
    expect(await first.locator('.unseen').textContent()).toMatch(
      /^image 1, reference digit 0, model digit \d, probability 0\.\d\d/,
    );
    const alpha = await first.locator('canvas').evaluate((canvas) => {
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 12, 12);
      return Array.from(data).filter((_, i) => i % 4 === 3);
    });
    const pixels = Array.from({ length: SIDE ** 2 }, (_, i) => pixelOf(0, Math.floor(i / SIDE), i % SIDE));
    expect(farthest(alpha, pixels)).toBeLessThanOrEqual(1);
    expect(await page.locator('.strip, #overview').count()).toBe(0);
    expect(await page.textContent('.research-notice')).toContain('one image at a time');
  });

  it('explains one with the values that the packages compute for it', async () => {
    await page.locator('.image-cell').nth(7).click();
    await expectImage(8);
    for (const title of ['Input derivative', 'Occlusion', 'Learned mask']) {
      const sentence = page.locator(`.method-card[aria-label="${title}"] p:not([role])`);
      await expect.poll(() => sentence.count(), PATIENT).toBeGreaterThan(0);
    }
    await page.getByRole('img', { name: /most likely class when reading has come to each pixel/ }).waitFor();
    await page.keyboard.press('e');
    await page.getByRole('button', { name: /^Occlusion: .* as SVG$/ }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save as JSON' }).click(),
    ]);
    const values = JSON.parse(readFileSync(await download.path(), 'utf8')) as Values;
    const [svg] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Occlusion: .* as SVG$/ }).click(),
    ]);
    expect(svg.suggestedFilename()).toMatch(/image-8-occlusion\.svg$/);
    expect(readFileSync(await svg.path(), 'utf8')).toMatch(/hottest at row \d+, column \d+.*<rect /s);
    await page.keyboard.press('Escape');

    expect(values.images).toMatchObject({ count: COUNT, rows: SIDE });
    expect(values.image).toMatchObject({ index: 7, reference: '7' });
    const input = Float32Array.from(
      { length: SIDE ** 2 },
      (_, i) => pixelOf(7, Math.floor(i / SIDE), i % SIDE) / 255,
    );
    expect(farthest(values.image.input.values, input)).toBeLessThanOrEqual(1e-6);
    const own = await decodeModel(model, { backend: 'wasm', threads: 1 });
    const x = sequenceBatch(input, 1, SIDE ** 2);
    const scores = await own.scores(x);
    const target = argmax(scores);
    expect(values.image.model).toBe(String(target));
    const probabilities = Array.from('0123456789', (digit) => values.image.probabilities[digit]!);
    expect(farthest(probabilities, softmax(scores, 10))).toBeLessThan(1e-4);
    const options: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      'input-derivative': {},
      occlusion: { blocks: { rows: 5, columns: 5, rowLength: SIDE }, stride: 2 },
      'learned-mask': { lambda1: 1e-4, lambda2: 1e-4 },
    };
    expect(values.explanations.map(({ method }) => method).sort()).toEqual(Object.keys(options).sort());
    for (const each of values.explanations) {
      const expected = await attributionMethod(each.method).explain(own, x, target, options[each.method]);
      expect(each.target).toBe(target);
      expect(Math.max(...each.values.map(Math.abs)), each.method).toBeGreaterThan(1e-5);
      expect(farthest(each.values, expected.values), each.method).toBeLessThanOrEqual(1e-4);
    }
    await own.close();
  });

  it('goes from image to image by keys, the focus with it, and comes back from its address', async () => {
    await page.locator('.image-cell').first().click();
    await page.keyboard.press('ArrowRight');
    await expectImage(2);
    const columns = await page
      .locator('.image-sheet ul')
      .evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(' ').length);
    await page.keyboard.press('ArrowDown');
    await expectImage(2 + columns);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent), PATIENT)
      .toMatch(new RegExp(`^image ${2 + columns},`));
    await page.keyboard.press('PageDown');
    await expectImage(2 + 3 * columns);
    await expect.poll(() => page.textContent('.sheet-turn'), PATIENT).toContain('Sheet 2 of');
    await page.keyboard.press('End');
    await expectImage(COUNT);
    await page.keyboard.press('d'); // goes on from the start
    await expect.poll(facts, PATIENT).toMatch(/≠ reference/);
    await page.keyboard.press('Home');
    await page.keyboard.press('j');
    await expectImage(2);
    await expect.poll(() => page.url(), PATIENT).toMatch(/&image=1&panel=explain&methods=temporal-scores/);
    await page.reload();
    await expectImage(2);
  });

  it('answers when a block is hidden', async () => {
    await page.getByRole('button', { name: 'Probe: change the image' }).click();
    await page.getByLabel('or hide rows').fill('3-8');
    await page.getByLabel('of columns').fill('2-7');
    await page.getByRole('button', { name: 'Hide', exact: true }).click();
    await expect
      .poll(() => page.textContent('.probe-words'), PATIENT)
      .toMatch(/The model (still|now) says.*Hidden blocks hold 0, the black/);
    // The left one of the two images, each 12 pixels of 24 px wide, a gap of 24 px between them.
    const pad = page.locator('.probe-pad');
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    const [x, y] = [box.x + box.width / 2 - 12 - 144, box.y + 24 + 100];
    await page.mouse.move(x - 40, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 60, { steps: 3 });
    await page.mouse.up();
    const undo = page.getByRole('group', { name: 'Probe' }).getByRole('button', { name: 'Undo' });
    await undo.click();
    await undo.click();
    await expect.poll(() => undo.isDisabled(), PATIENT).toBe(true);
    await page.getByRole('button', { name: 'Probe: change the image' }).click();
  });

  it('opens the images behind a number of the confusion matrix', async () => {
    await page.getByRole('tab', { name: 'Evaluate' }).click();
    await page.getByText(/^70 images: reference/).waitFor();
    await page.locator('.matrix td button').first().click();
    const chip = page.locator('.behind .chip').last();
    const number = Number(/^\d+/.exec((await chip.textContent()) ?? '')?.[0]);
    await chip.click();
    await expectImage(number);
  });

  it('takes the reader’s labels, and exports them as tables without annotations', async () => {
    await page.getByRole('tab', { name: 'Explain' }).click();
    await page.locator('.image-cell').nth(3).focus();
    await page.keyboard.press('Enter');
    await expectImage(4);
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'Another label for image 4' }).waitFor();
    expect(await page.locator('.symbols button').count()).toBe(10);
    await page.keyboard.press('9');
    await page.keyboard.type('a loop');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.textContent('.said'), PATIENT).toContain('changed to 9: a loop');
    await page.getByRole('tab', { name: 'Review' }).click();
    expect(await page.getByRole('button', { name: 'WFDB annotations' }).count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Labels (CSV)' }).click(),
    ]);
    const [head, ...lines] = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(head).toBe('image,reference,model,probability,blind_reading,decision,reader,reason');
    expect(lines).toHaveLength(COUNT + 1);
    expect(lines[3]).toMatch(/^4,3,\d,0\.\d+,,changed,9,a loop$/);
    await page.getByRole('tab', { name: 'Explain' }).click();
  });

  it.each(['light', 'dark'] as const)('has no serious finding of axe-core: %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  });

  it('tells that a model of digits reads no ECG, and a model of heartbeats no digits', async () => {
    await dropFiles(page, recordFiles('r'));
    const notice = page.locator('.notice');
    await expect
      .poll(() => notice.textContent(), PATIENT)
      .toMatch(/reads images .* and r is an ECG recording/);
    expect(await page.textContent('#work')).toMatch(/reads images in scan-line order/);
    const beats = readFileSync(join(root, 'models/mitdb-lstm.safetensors'));
    await dropFiles(page, { 'beats.safetensors': beats });
    await expect.poll(() => page.textContent('.beat-facts'), PATIENT).toMatch(/model: .*probability/);
    expect(await notice.count()).toBe(0);
    await dropFiles(page, digitFiles(20));
    await expect.poll(() => notice.textContent(), PATIENT).toMatch(/beats\.safetensors reads heartbeats/);
    await expect.poll(() => page.locator('.image-cell').count(), PATIENT).toBe(20);
    await dropFiles(page, { 'digits.safetensors': model });
    await expect.poll(() => page.textContent('.images-words p'), PATIENT).toMatch(/all classified/);
    expect(await notice.count()).toBe(0);
  });

  it.skipIf(!hasMnist)(
    `opens MNIST itself, its test set first${hasMnist ? '' : ' (needs MNIST)'}`,
    { timeout: 120_000 },
    async () => {
      await page.locator('body').press('o');
      const names = ['images-idx3-ubyte.gz', 'labels-idx1-ubyte.gz'];
      const files = names.flatMap((name) => [join(mnist, `t10k-${name}`), join(mnist, `train-${name}`)]);
      await page.locator('dialog input[type=file]').first().setInputFiles(files);
      await expect
        .poll(() => page.textContent('.images-words p'), PATIENT)
        .toMatch(/MNIST test set: 10,000 images of 28 × 28/);
      // The first label of the test set, and a model for smaller images.
      await expect.poll(facts, PATIENT).toMatch(/reference: digit 7/);
      await expect.poll(() => page.locator('.notice').textContent(), PATIENT).toMatch(/have 28 × 28/);
      await dropFiles(page, { 'large.safetensors': await digitModel(28) });
      await expect.poll(facts, PATIENT).toMatch(/model: \d digit \d, probability/);
      await page.getByText('classifying images').waitFor();
      await page.getByRole('button', { name: 'Stop' }).first().click();
      await page.getByRole('button', { name: 'Classify all' }).waitFor();
      await page.getByRole('button', { name: 'next sheet' }).click();
      const last = page.locator('.image-cell').last();
      await expect.poll(() => last.locator('.unseen').textContent(), PATIENT).toMatch(/model digit \d/);
    },
  );
});
