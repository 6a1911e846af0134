import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as core from '@saliogram/core';
import * as explain from '@saliogram/explain';
import * as figures from '@saliogram/figures';
import * as kernels from '@saliogram/kernels';
import * as nn from '@saliogram/nn';
import * as records from '@saliogram/records';
import * as signal from '@saliogram/signal';
import type { Browser, JSHandle, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelBytes, recordFiles } from '../cli-files.ts';
import { root } from '../sources.ts';
import { chromiumPath, launchChromium } from './chromium.ts';
import { packages as names, serveProject } from './static-server.ts';
import type { StaticServer } from './static-server.ts';
import { explainBeat, readBeats, runEngine } from './work.ts';
import type { Packages } from './work.ts';

const node: Packages = { core, explain, figures, kernels, nn, records, signal };
const mitBih = join(process.env['SALIOGRAM_DATA'] ?? resolve(root, '../shared/data'), 'mitdb');
const hasMitBih = existsSync(join(mitBih, '100.dat'));

describe.skipIf(!chromiumPath)(`in Chromium${chromiumPath ? '' : ' (needs Chromium)'}`, () => {
  let files: Record<string, Uint8Array>;
  let server: StaticServer;
  let browser: Browser;

  beforeAll(async () => {
    files = { ...recordFiles('made', 'MLII', 140), 'model.safetensors': await modelBytes() };
    if (hasMitBih) for (const name of ['100.hea', '100.dat']) files[name] = readFileSync(join(mitBih, name));
    server = await serveProject(files);
    browser = await launchChromium();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  }, 60_000);

  describe.each([
    { kind: 'isolated', threads: 2 },
    { kind: 'plain', threads: 1 },
  ])('page: $kind', ({ kind, threads }) => {
    let page: Page;
    let packages: JSHandle<Packages>;
    let store: JSHandle<records.ByteStore>;
    const complaints: string[] = [];

    beforeAll(async () => {
      page = await browser.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(`${server.origin}/${kind}.html`);
      const imports = names.map((name) => `${name}: await import('@saliogram/${name}')`);
      packages = await page.evaluateHandle<Packages>(`(async () => ({ ${imports.join(', ')} }))()`);
      store = await page.evaluateHandle((it) => it.records.httpStore('/files/'), packages);
    }, 60_000);
    afterAll(() => page.close(), 60_000);

    it('loads every package, and shares memory between threads only when isolated', async () => {
      const host = await page.evaluate((it) => it.kernels.describeHost(), packages);
      expect(await page.evaluate('crossOriginIsolated')).toBe(kind === 'isolated');
      expect(host.sharedMemory).toBe(kind === 'isolated');
      // Native kernels are Node's alone.
      expect(host.native).toEqual({ reason: expect.stringContaining('Node.js') });
      expect(host.backend).toBe(kernels.describeHost().relaxedSimd ? 'wasm' : 'wasm-plain');
      if (kind === 'plain') expect(host.threads).toBe(1);
    });

    it.each(['wasm', 'wasm-plain', 'reference'] as const)(
      'computes with %s as Node, to the bit',
      async (backend) => {
        const inPage = await page.evaluate(runEngine, { packages, backend, threads: 2 });
        expect(inPage.threads).toBe(backend === 'reference' ? 1 : threads);
        expect(inPage).toEqual(await runEngine({ packages: node, backend, threads }));
      },
    );

    async function expectSameBeats(name: string): Promise<void> {
      const before = server.answers.length;
      const inPage = await page.evaluate(readBeats, { packages, store, name });
      const nodeStore = records.memoryStore(files);
      expect(inPage).toEqual(await readBeats({ packages: node, store: nodeStore, name }));
      expect(inPage.beats.length).toBeGreaterThan(5);
      const answers = server.answers.slice(before).filter(({ path }) => path === `/files/${name}.dat`);
      expect(answers.map(({ status }) => status)).toEqual([206, 206]);
      // 64 KiB on opening, then the ten seconds.
      expect(answers[1]!.bytes).toBe(10 * 360 * inPage.leads.length * 1.5);
    }

    it('reads beats of a made record by ranges of bytes', () => expectSameBeats('made'));
    it.skipIf(!hasMitBih)('reads beats of record 100 by ranges of bytes (needs MIT-BIH)', () =>
      expectSameBeats('100'),
    );

    it('explains and draws a beat by a model file as Node does', async () => {
      const nodeStore = records.memoryStore(files);
      const { beats } = await readBeats({ packages: node, store: nodeStore, name: 'made' });
      const beat = beats[1]!;
      const { backend } = await page.evaluate((it) => it.kernels.describeHost(), packages);
      const inPage = await page.evaluate(explainBeat, { packages, store, backend, threads, beat });
      const inNode = { packages: node, store: nodeStore, backend, threads, beat };
      const { occlusion: here, ...restHere } = await explainBeat(inNode);
      const { occlusion: there, ...restThere } = inPage;
      expect(restThere).toEqual(restHere);
      // Probabilities go through Math.exp, whose last bit is the host's own.
      expect(Math.max(...there.map((value, i) => Math.abs(value - here[i]!)))).toBeLessThan(1e-12);
      expect(inPage.svg).toContain('<svg');
    });

    it('complains of nothing', () => expect(complaints).toEqual([]));
  });
});
