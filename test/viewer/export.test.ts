import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzlibSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, launchChromium } from '../browser/chromium.ts';
import { recordFiles, temporaryFolder, writeFiles } from '../cli-files.ts';
import { startView } from '../view-process.ts';
import type { View } from '../view-process.ts';

const PT_PER_MM = 72 / 25.4;

describe.skipIf(!chromiumPath)(
  `exports of the page that saliogram view serves${chromiumPath ? '' : ' (needs Chromium)'}`,
  () => {
    const folder = temporaryFolder();
    const complaints: string[] = [];
    let view: View;
    let browser: Browser;
    let page: Page;

    beforeAll(async () => {
      writeFiles(folder, recordFiles('heart'));
      view = await startView(join(folder, 'heart'));
      browser = await launchChromium();
      page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      page.setDefaultTimeout(90_000);
      // The browser's word on anything that the content security policy keeps out stands here as well.
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(view.address);
      await page.waitForSelector('.tour-box');
      await page.keyboard.press('Escape');
      await page.waitForSelector('.method-card canvas');
      await page.getByRole('button', { name: /^Export/ }).click();
      await page.getByRole('button', { name: /^Occlusion: .* as SVG$/ }).waitFor();
      await page.getByLabel('Patient id').fill('P-0042');
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      expect(await view?.end()).toBe(0);
      expect(complaints).toEqual([]);
    }, 60_000);

    /** Presses a button and reads the file that it saves. */
    async function saved(button: string): Promise<{ name: string; bytes: Buffer }> {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button, exact: true }).click(),
      ]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    }

    it('is isolated from other pages and shows the record that was served', async () => {
      expect(await page.evaluate('crossOriginIsolated')).toBe(true);
      expect(await page.textContent('.open-files')).toContain('heart');
    });

    it('saves the report as one A4 page whose small boxes are millimetres', async () => {
      const { name, bytes } = await saved('Save as PDF');
      expect(name).toMatch(/^saliogram-heart-beat-\d+-report\.pdf$/);
      const text = bytes.toString('latin1');
      expect(text).toContain('/Count 1');
      const stream = /\/Length (\d+) \/Filter \/FlateDecode >>\nstream\n/.exec(text);
      const from = (stream?.index ?? 0) + (stream?.[0].length ?? 0);
      const drawn = Buffer.from(unzlibSync(bytes.subarray(from, from + Number(stream?.[1])))).toString(
        'latin1',
      );
      const words = [...drawn.matchAll(/<([0-9a-f]*)> Tj/g)].map((match) =>
        Buffer.from(match[1] ?? '', 'hex').toString('latin1'),
      );
      expect(words.join(' ')).toContain('P-0042');
      expect(words.join(' ')).toContain('25 mm/s');
      expect(words.join(' ')).toContain('For research use only.');
      expect(verticalGaps(drawn)).toBeCloseTo(PT_PER_MM, 2);
    });

    it('saves the strip in its true size, as SVG and as PNG of 300 dots per inch', async () => {
      const svg = (await saved('Recording as SVG')).bytes.toString();
      const [, widthMm = '', heightMm = ''] = /width="([\d.]+)mm" height="([\d.]+)mm"/.exec(svg) ?? [];
      expect(svg).toContain('25 mm/s');
      const png = (await saved('Recording as PNG, 300 dpi')).bytes;
      expect(png.subarray(37, 41).toString()).toBe('pHYs');
      // 300 dots per inch are 11811 per metre.
      expect([png.readUInt32BE(41), png.readUInt32BE(45)]).toEqual([11811, 11811]);
      for (const [pixels, mm] of [
        [png.readUInt32BE(16), widthMm],
        [png.readUInt32BE(20), heightMm],
      ] as const) {
        expect(Math.abs(pixels - (Number(mm) / 25.4) * 300)).toBeLessThan(1.5);
      }
    });

    it('saves the values with the hashes', async () => {
      const { bytes } = await saved('Save as JSON');
      const values = JSON.parse(bytes.toString()) as {
        recording: { sha256: string };
        model: { sha256: string };
        beat: { probabilities: Record<string, number> };
        explanations: { method: string; values: number[] }[];
      };
      const sum = Object.values(values.beat.probabilities).reduce((total, p) => total + p, 0);
      expect(sum).toBeCloseTo(1, 5);
      expect([values.recording.sha256, values.model.sha256].join(' ')).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}$/);
      expect(values.explanations.find(({ method }) => method === 'occlusion')?.values).toHaveLength(216);
      expect(bytes.toString()).not.toContain('P-0042');
    });

    it('prints the report in place of the page', async () => {
      await page.evaluate(
        `addEventListener('beforeprint', () => (globalThis.printed = document.getElementById('print-sheet')?.textContent))`,
      );
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(pdf.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(1);
      expect(await page.evaluate('printed')).toContain('P-0042');
      expect(await page.locator('#print-sheet').count()).toBe(0);
    });
  },
);

/** The most frequent distance between upright lines that stand side by side in a path, in points. */
function verticalGaps(operators: string): number {
  const lines = [...operators.matchAll(/^([\d.-]+) [\d.-]+ m\n\1 [\d.-]+ l$/gm)].map((match) =>
    Number(match[1]),
  );
  const counts = new Map<string, number>();
  for (let i = 1; i < lines.length; i++) {
    const gap = (lines[i] - lines[i - 1]).toFixed(2);
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  return Number([...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0]);
}
