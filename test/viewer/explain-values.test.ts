import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { attributionMethods } from '@saliogram/explain';
import type { AttributionMethod } from '@saliogram/explain';
import type { Browser, JSHandle, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawsFromOthers } from '../../apps/viewer/src/lib/maps/baseline-choice.ts';
import { expectedPasses } from '../../apps/viewer/src/lib/maps/method-cost.ts';
import type { Explainer, ModelFacts } from '../../apps/viewer/src/lib/explanation.ts';
import { chromiumPath, launchChromium } from '../browser/chromium.ts';
import { recordFiles, temporaryFolder, writeFiles } from '../cli-files.ts';
import { saliogram } from '../saliogram-process.ts';
import { root } from '../sources.ts';
import { serveWorker, workerScript } from './worker-server.ts';
import type { WorkerServer } from './worker-server.ts';

const mitBih = join(process.env['SALIOGRAM_DATA'] ?? resolve(root, '../shared/data'), 'mitdb');
const hasMitBih = existsSync(join(mitBih, '119.dat'));
const ready = chromiumPath !== undefined;

/** What `saliogram explain --out x.json` writes. */
interface Explained {
  readonly method: string;
  readonly decided: string;
  readonly target: string;
  readonly values: readonly number[];
  readonly input: readonly number[];
  readonly probabilities: Readonly<Record<string, number>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** Passes of a beat of 216 steps that the command and the page have time for. */
const MOST_PASSES = 130;

function passesOf(method: AttributionMethod): number {
  const { forward, gradient, traced } = expectedPasses(method, 216) ?? {
    forward: Infinity,
    gradient: 0,
    traced: 0,
  };
  return forward + gradient + traced;
}

async function byCommand(record: string, method: string, beat: number): Promise<Explained> {
  const folder = temporaryFolder();
  const out = join(folder, 'beat.json');
  // The page's kernels: a learned mask takes another way where native ones round otherwise.
  const args = [
    '--backend',
    'wasm',
    '--record',
    record,
    '--beat',
    String(beat),
    '--method',
    method,
    '--no-verdict',
    '--out',
    out,
  ];
  const run = await saliogram(['explain', ...args]);
  expect(run.status, run.stderr).toBe(0);
  return JSON.parse(readFileSync(out, 'utf8')) as Explained;
}

const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length ? Math.max(...Array.from(a, (v, i) => Math.abs(v - b[i]!))) : Infinity;

describe.skipIf(!ready)(`the worker of the built page${ready ? '' : ' (needs Chromium)'}`, () => {
  let server: WorkerServer;
  let browser: Browser;
  const folder = temporaryFolder();

  beforeAll(async () => {
    if (workerScript === undefined)
      throw new Error('the page was built without its explainer worker; npm run build');
    writeFiles(folder, recordFiles('made'));
    server = await serveWorker({ model: readFileSync(join(root, 'models/mitdb-lstm.safetensors')) });
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  }, 60_000);

  async function openPage(
    kind: string,
  ): Promise<{ page: Page; explainer: JSHandle<Explainer>; facts: ModelFacts }> {
    const page = await browser.newPage();
    await page.goto(`${server.origin}/${kind}.html`);
    const explainer = await page.evaluateHandle<Explainer>(
      `import('/comlink.mjs').then(({ wrap, proxy, transferHandlers }) => {
        const byComlink = transferHandlers.get('throw');
        const deserialize = (error) => {
          throw Object.assign(new Error(error.message), error);
        };
        transferHandlers.set('throw', { ...byComlink, deserialize });
        const remote = wrap(new Worker('/assets/${workerScript}', { type: 'module' }));
        const explain = (job, request, onEvent) => remote.explain(job, request, proxy(onEvent));
        const call = (name) => (...given) => remote[name](...given);
        const names = ['open', 'close', 'classify', 'temporalScores', 'probe', 'cancel'];
        return { ...Object.fromEntries(names.map((name) => [name, call(name)])), explain };
      })`,
    );
    const facts = await page.evaluate(async (it) => {
      const bytes = new Uint8Array(await (await fetch('/files/model')).arrayBuffer());
      return it.open('first', bytes, 'model');
    }, explainer);
    return { page, explainer, facts };
  }

  describe.each([
    { kind: 'isolated', threads: /[2-9] threads/ },
    { kind: 'plain', threads: /1 thread$/ },
  ])('on a page that is $kind', ({ kind, threads }) => {
    let opened: Awaited<ReturnType<typeof openPage>>;

    beforeAll(async () => {
      opened = await openPage(kind);
    }, 60_000);
    afterAll(() => opened?.page.close(), 60_000);

    it('starts as many threads as the page may have, from scripts of the page itself', () => {
      expect(opened.facts.engine).toMatch(threads);
      const crew = server.asked.filter((path) => /crew-worker/.test(path));
      if (kind === 'isolated') expect(crew.length).toBeGreaterThan(0);
    });

    async function explained(
      expected: Explained,
    ): Promise<{ values: number[]; frames: number; last: number[] }> {
      const { method, input, settings } = expected;
      const target = opened.facts.classes.findIndex(({ symbol }) => symbol === expected.target);
      return opened.page.evaluate(
        async ({ it, method, input, target, options }) => {
          const frames: number[][] = [];
          const result = await it.explain(
            1,
            {
              slot: 'first',
              method,
              target,
              options,
              input: { values: Float32Array.from(input), steps: input.length, channels: 1 },
            },
            (event) => {
              if (event.type === 'frame') frames.push([...event.frame.values]);
            },
          );
          return { values: [...result.values], frames: frames.length, last: frames.at(-1) ?? [] };
        },
        {
          it: opened.explainer,
          method,
          input,
          target,
          options: 'seed' in settings ? { seed: settings['seed'] } : {},
        },
      );
    }

    async function expectSame(record: string, method: string, beat: number): Promise<void> {
      const expected = await byCommand(record, method, beat);
      const { values, frames, last } = await explained(expected);
      expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.01);
      expect(farthest(values, expected.values)).toBeLessThanOrEqual(1e-4);
      if (method !== 'learned-mask') return;
      expect(frames).toBeGreaterThan(10);
      expect(last).toEqual(values);
    }

    // Those that draw from the other beats of the recording, which this page does not read, are left out, and so are those
    // of many passes: the ways from here to the methods are the same. So sure a beat misses none of its short segments.
    const methods = attributionMethods
      .filter(({ name, family }) => family !== 'control' && name !== 'segment-ablation')
      .filter((method) => !drawsFromOthers(method))
      .filter((method) => passesOf(method) <= MOST_PASSES || method.name === 'learned-mask')
      .map(({ name }) => name);
    it.each(kind === 'isolated' ? methods : ['occlusion'])(
      'gives the values of the command line: %s',
      (method) => expectSame(join(folder, 'made'), method, 5),
    );

    it.skipIf(!hasMitBih).each(kind === 'isolated' ? ['occlusion', 'learned-mask'] : [])(
      `gives the values of the command line on record 119: %s${hasMitBih ? '' : ' (needs MIT-BIH)'}`,
      (method) => expectSame(join(mitBih, '119'), method, 7),
    );

    it('reads the beat step by step as the command line does, and ends at its probabilities', async () => {
      const expected = await byCommand(join(folder, 'made'), 'temporal-scores', 5);
      const { values, steps, classes } = await opened.page.evaluate(
        async ({ it, input }) => {
          const values = Float32Array.from(input);
          const result = await it.temporalScores(2, 'first', { values, steps: input.length, channels: 1 });
          return { ...result, values: [...result.values] };
        },
        { it: opened.explainer, input: expected.input },
      );
      const target = opened.facts.classes.findIndex(({ symbol }) => symbol === expected.target);
      expect([steps, classes]).toEqual([expected.input.length, 5]);
      expect(
        farthest(
          values.filter((_, i) => i % classes === target),
          expected.values,
        ),
      ).toBeLessThanOrEqual(1e-4);
      const final = opened.facts.classes.map(({ symbol }) => expected.probabilities[symbol]!);
      expect(farthest(values.slice(-classes), final)).toBeLessThanOrEqual(1e-4);
    });

    it('ends a job that is cancelled, says so by its code, and goes on working', async () => {
      const { before, after } = await opened.page.evaluate(async (it) => {
        const input = {
          values: Float32Array.from({ length: 216 }, (_, t) => Math.sin(t / 9)),
          steps: 216,
          channels: 1,
        };
        let frames = 0;
        const request = { slot: 'first', method: 'learned-mask', input, target: 0 } as const;
        const onEvent = (): void => {
          frames++;
          if (frames === 3) void it.cancel(7);
        };
        const before = await it.explain(7, request, onEvent).then(
          () => 'went on',
          (error: { code?: string }) => error.code,
        );
        const { probabilities } = await it.probe(8, 'first', input, 0);
        return { before, after: probabilities.reduce((sum, p) => sum + p, 0) };
      }, opened.explainer);
      expect(before).toBe('cancelled');
      expect(after).toBeCloseTo(1, 5);
    });
  });
});
