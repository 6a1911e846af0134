import type { CDPSession, Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PATIENT, describePage } from './describe-page.ts';

type Finger = readonly [x: number, y: number];

/** Moves fingers over the screen in ten steps from where they are put down to where they are lifted. */
async function swipe(touch: CDPSession, from: readonly Finger[], to: readonly Finger[]): Promise<void> {
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', fingers: readonly Finger[]) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(([x, y], id) => ({ x, y, id })),
    });
  await send('touchStart', from);
  for (let step = 1; step <= 10; step++) {
    const share = step / 10;
    await send(
      'touchMove',
      from.map(([x, y], i) => [x + share * (to[i][0] - x), y + share * (to[i][1] - y)] as const),
    );
  }
  await send('touchEnd', []);
}

/** The left edge of the strip, s. */
const startS = async (page: Page): Promise<number> =>
  Number(await page.locator('.visible-part').getAttribute('aria-valuenow'));

/** Names of what can be touched and is lower or narrower than 24 px; words in a sentence may be. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, select, summary, label:has(input), [role=tab], [role=slider], input[type=range]',
      ),
    ].flatMap((target) => {
      const { width, height } = target.getBoundingClientRect();
      const isSeen = width > 0 && height > 0 && target.checkVisibility();
      const isSmall = height < 23.5 || width < 23.5;
      return isSeen && isSmall && !target.matches('.visible-part, .caliper')
        ? [`${target.className} ${target.textContent}: ${width.toFixed(0)} x ${height.toFixed(0)}`]
        : [];
    }),
  );

const boxOf = async (target: Locator) => (await target.boundingBox())!;

describePage(
  'the page on a tablet',
  (tests) => {
    it('is pulled by a finger, stretched by two, and a tap chooses a beat', async () => {
      const page = await tests.openBeat();
      const { context } = tests;
      const touch = await context.newCDPSession(page);
      const { x, y } = await boxOf(page.locator('.strip .view'));
      const before = await startS(page);
      await swipe(touch, [[x + 700, y + 120]], [[x + 200, y + 120]]);
      await expect.poll(() => startS(page), PATIENT).toBeGreaterThan(before + 4);
      const zoom = page.getByRole('button', { name: / %$/ });
      await swipe(touch, [[x + 300, y + 120], [x + 500, y + 120]], [[x + 200, y + 120], [x + 600, y + 120]]); // prettier-ignore
      await expect
        .poll(async () => Number.parseInt((await zoom.textContent())!, 10), PATIENT)
        .toBeGreaterThan(180);
      expect(Number.parseInt((await zoom.textContent())!, 10)).toBeLessThanOrEqual(201);
      await page.touchscreen.tap(x + 400, y + 120);
      const said = await page.textContent('.beat-facts');
      await page.touchscreen.tap(x + 700, y + 120);
      await expect.poll(() => page.textContent('.beat-facts'), PATIENT).not.toBe(said);
    });

    it('moves calipers, the visible part and the probe by a finger', async () => {
      const page = await tests.openBeat();
      const { context } = tests;
      const touch = await context.newCDPSession(page);
      await page.getByRole('button', { name: 'Calipers' }).tap();
      const reading = page.locator('.caliper-reading');
      const at = await reading.textContent();
      const line = await boxOf(page.locator('.caliper').nth(1));
      expect(line.width).toBeGreaterThanOrEqual(24);
      const [x, y] = [line.x + line.width / 2, line.y + 60];
      await swipe(touch, [[x, y]], [[x + 90, y]]);
      await expect.poll(() => reading.textContent(), PATIENT).not.toBe(at);

      const lane = await boxOf(page.locator('.overview .lane'));
      const before = await startS(page);
      await page.touchscreen.tap(lane.x + 0.8 * lane.width, lane.y + 30);
      await expect.poll(() => startS(page), PATIENT).toBeGreaterThan(before + 20);

      await page.getByRole('button', { name: /^Probe/ }).tap();
      await page.locator('.probe-pad').scrollIntoViewIfNeeded();
      const pad = await boxOf(page.locator('.probe-pad'));
      const middle = pad.y + pad.height / 2;
      await swipe(touch, [[pad.x + 100, middle]], [[pad.x + 400, middle]]);
      await expect
        .poll(() => page.locator('.probe-words').textContent(), PATIENT)
        .toMatch(/The model (now|still) says/);
    });

    it('shows recording and explanation at once, and has nothing that a finger would miss', async () => {
      const page = await tests.openBeat();
      const stage = await boxOf(page.locator('.stage-picture'));
      const foot = await boxOf(page.locator('.page-footer'));
      expect(foot.y - stage.y).toBeGreaterThan(0.6 * stage.height);
      expect(await page.evaluate('scrollY')).toBe(0);
      for (const tab of ['Explain', 'Compare', 'Aggregate', 'Review', 'Model', 'Evaluate', 'Annotators']) {
        await page.getByRole('tab', { name: tab }).tap();
        await page.waitForSelector('.loading', { state: 'detached' });
        expect(await smallTargets(page), tab).toEqual([]);
      }
    });
  },
  { window: { viewport: { width: 1024, height: 768 }, hasTouch: true } },
);
