// The page in a real browser: how long until a user sees what was asked for, served by `saliogram view`.
import { existsSync, mkdtempSync, openSync, closeSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { synthesizeRecording } from '../packages/datasets/dist/index.js';
import { ms, printTable } from './table.js';
import { installPageClock } from './viewer/page-clock.js';
import { serveView } from '../scripts/serve-view.js';

const BROWSER = [process.env.SALIOGRAM_CHROMIUM ?? '/usr/bin/chromium'].find((path) => existsSync(path));
const DATA = process.env.SALIOGRAM_DATA ?? 'data';
const SIZE = { width: 1280, height: 800 };
const RATE = 360;
const LEADS = ['MLII', 'V1', 'V5'];
const DAY_S = 24 * 3600;

/** Rows {name, minMs, medianMs, maxMs, bar | skipped}. */
export async function viewerBench({ repeats, log }) {
  if (!BROWSER) return [{ name: 'the page', skipped: 'no Chromium; name one in SALIOGRAM_CHROMIUM' }];
  const folder = mkdtempSync(join(tmpdir(), 'saliogram-bench-'));
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox', '--headless'] });
  const rows = [];
  const add = (name, bar, samples) => {
    rows.push({ name, bar, ...spread(samples) });
    log(`${name}: ${ms(rows.at(-1).medianMs)} ms`);
  };
  try {
    const visits = Math.min(repeats, 5);
    await served([], browser, async (open) => {
      const samples = [];
      for (let i = 0; i < visits; i++) samples.push(await firstVisit(open));
      add('first visit: demo recording open and explained', 3000, samples);
    });
    const record = join(DATA, 'mitdb', '119');
    if (existsSync(`${record}.hea`))
      await served([record], browser, (open) => halfHour(open, visits, repeats, add));
    else
      rows.push({
        name: '30 minutes of 2 leads',
        skipped: `no ${record}.hea; name the data in SALIOGRAM_DATA`,
      });
    writeDay(folder);
    await served([join(folder, 'day')], browser, async (open) => {
      const samples = [];
      for (let i = 0; i < visits; i++) samples.push(await withPage(open, drawnAt));
      add('24 hours of 3 leads: address to drawn strip', 3000, samples);
    });
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
  return rows;
}

/** Opens pages of what is served, each with nothing kept. */
async function served(args, browser, use) {
  const { address, close } = await serveView(args);
  try {
    await use(async () => {
      const context = await browser.newContext({ viewport: SIZE });
      await context.addInitScript(installPageClock);
      const page = await context.newPage();
      await page.goto(address, { waitUntil: 'commit' });
      return page;
    });
  } finally {
    close();
  }
}

async function withPage(open, use) {
  const page = await open();
  try {
    return await use(page);
  } finally {
    await page.context().close();
  }
}

const CLICKED = ['Input derivative', 'Occlusion'];
const drawnAt = (page) =>
  page.evaluate(() => globalThis.pageClock.when(() => globalThis.pageClock.drawnAt !== null));
const explainedAt = (page, titles = CLICKED) =>
  page.evaluate((all) => globalThis.pageClock.when(() => globalThis.pageClock.isExplained(all)), titles);
const firstVisit = (open) => withPage(open, (page) => explainedAt(page));

/** A record of half an hour: drawing, moving, and everything that follows a click on a beat. */
async function halfHour(open, visits, repeats, add) {
  const draws = [];
  for (let i = 0; i < visits; i++) draws.push(await withPage(open, firstDraw));
  add('30 minutes of 2 leads: recording read to drawn strip', 60, draws);
  await withPage(open, async (page) => {
    await explainedAt(page);
    await closeTour(page);
    await page.waitForFunction(() => !document.querySelector('progress, [role=progressbar]'), null, {
      timeout: 120_000,
    });
    add('pan: time between frames', 1000 / 60, await frames(page, { deltaX: 24 }));
    add('zoom: time between frames', 1000 / 60, await frames(page, { ctrlKey: true, deltaY: 1.5 }));
    const clicks = [];
    for (let i = 0; i < 2 * repeats; i++) clicks.push(await nextBeat(page, CLICKED));
    add('click on a beat: temporal scores, gradient, occlusion', 200, clicks.slice(2));
    const masks = [];
    for (let i = 0; i < repeats; i++) masks.push(await nextBeat(page, ['Learned mask']));
    add('click on a beat: all maps up to the learned mask', 3000, masks);
    add('probe: change to answer', 30, await probe(page, 20));
  });
}

/** From the moment the page names the recording to the first trace on the strip. */
async function firstDraw(page) {
  await drawnAt(page);
  const { openedAt, drawnAt: drawn } = await page.evaluate(() => globalThis.pageClock);
  return Math.max(0, drawn - openedAt);
}

/** Times between 120 frames while the wheel turns over the strip. */
function frames(page, wheel) {
  return page.evaluate(async (turn) => {
    const view = document.querySelector('.strip .view');
    const { left, top, width } = view.getBoundingClientRect();
    const at = { clientX: left + width / 2, clientY: top + 60, bubbles: true, cancelable: true };
    return globalThis.pageClock.frames(120, (i) => {
      // To and fro, so that the end of the recording is not reached.
      const sign = Math.floor(i / 60) % 2 ? -1 : 1;
      view.dispatchEvent(
        new WheelEvent('wheel', {
          ...at,
          ...turn,
          deltaX: sign * (turn.deltaX ?? 0),
          deltaY: sign * (turn.deltaY ?? 0),
        }),
      );
    });
  }, wheel);
}

/** From the key that goes to the next beat until it has these maps. */
async function nextBeat(page, titles) {
  const before = await page.evaluate(() => globalThis.pageClock.facts());
  const done = page.evaluate(
    ([was, all]) =>
      globalThis.pageClock.when(
        () => globalThis.pageClock.facts() !== was && globalThis.pageClock.isExplained(all),
      ),
    [before, titles],
  );
  await page.keyboard.press('ArrowRight');
  return (await done) - (await page.evaluate(() => globalThis.pageClock.keyAt));
}

/** What the page says its answers took, while a stretch of the beat is hidden by drawing over it. */
async function probe(page, changes) {
  await page.getByRole('button', { name: 'Probe: change the beat' }).click();
  const pad = page.locator('.probe-pad');
  const { x, y, width, height } = await pad.boundingBox();
  await page.mouse.move(x + 0.3 * width, y + height / 2);
  await page.mouse.down();
  const answers = [];
  for (let i = 0; i < changes; i++) {
    await page.mouse.move(x + (0.32 + (0.3 * i) / changes) * width, y + height / 2);
    await page.waitForTimeout(150);
    const words = await page.textContent('.probe-words');
    answers.push(Number(/answered in (\d+) ms/.exec(words)?.[1]));
  }
  await page.mouse.up();
  return answers;
}

async function closeTour(page) {
  const skip = page.getByRole('button', { name: /skip|leave|close/i }).first();
  if (await skip.isVisible()) await skip.click();
}

/** A day of three leads as format 16: ten seconds of beats over and over. */
function writeDay(folder) {
  const { samples } = synthesizeRecording({ seed: 1, durationS: 10 });
  const block = Int16Array.from({ length: 10 * RATE * LEADS.length }, (_, i) =>
    Math.round(samples[Math.floor(i / LEADS.length)] * 200),
  );
  const hour = Buffer.concat(Array(360).fill(Buffer.from(block.buffer)));
  const file = openSync(join(folder, 'day.dat'), 'w');
  for (let i = 0; i < 24; i++) writeSync(file, hour);
  closeSync(file);
  const leads = LEADS.map((lead) => `day.dat 16 200/mV 16 0 ${block[0]} 0 0 ${lead}`);
  const header = [`day ${LEADS.length} ${RATE} ${DAY_S * RATE}`, ...leads, ''];
  writeFileSync(join(folder, 'day.hea'), header.join('\n'));
}

function spread(samples) {
  const sorted = Array.from(samples).sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { samples: sorted.length, minMs: sorted[0], medianMs: at(0.5), p95Ms: at(0.95) };
}

export function printViewerBench(rows) {
  printTable(
    'The page (saliogram view, Chromium, 1280 x 800)',
    ['what', 'min ms', 'median ms', '95 % ms', 'bar ms', 'samples'],
    rows.map((row) =>
      row.skipped
        ? [row.name, `skipped: ${row.skipped}`]
        : [row.name, ms(row.minMs), ms(row.medianMs), ms(row.p95Ms), ms(row.bar), row.samples],
    ),
  );
}
