import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPdf } from '../../apps/viewer/src/lib/export/read-pdf.ts';
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
      const { width, height, facts, operators, written } = readPdf(bytes);
      expect(width / PT_PER_MM).toBeCloseTo(210, 3);
      expect(height / PT_PER_MM).toBeCloseTo(297, 3);
      expect(facts['Title']).toContain('heart');
      expect(facts['Creator']).toMatch(/^Saliogram \d/);
      const words = written.map(({ text }) => text).join(' ');
      expect(words).toContain('P-0042');
      expect(words).toContain('25 mm/s');
      expect(words).toContain('For research use only.');
      expect(boxMm(operators, 'x')).toBeCloseTo(1, 3);
      expect(boxMm(operators, 'y')).toBeCloseTo(1, 3);
      // The pulse of 1 mV and 200 ms at the beginning of a strip.
      expect(steps(operators)).toContainEqual([
        [2, 0],
        [0, 10],
        [5, 0],
        [0, -10],
        [2, 0],
      ]);
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

/** The most frequent distance between straight lines that stand side by side in a path, in millimetres of paper. */
function boxMm(operators: string, axis: 'x' | 'y'): number {
  const line =
    axis === 'x' ? /^([\d.-]+) [\d.-]+ m\n\1 [\d.-]+ l$/gm : /^[\d.-]+ ([\d.-]+) m\n[\d.-]+ \1 l$/gm;
  const places = [...operators.matchAll(line)].map((match) => Number(match[1]) / PT_PER_MM);
  const counts = new Map<string, number>();
  for (let i = 1; i < places.length; i++) {
    const gap = Math.abs(places[i] - places[i - 1]).toFixed(3);
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  return Number([...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0]);
}

/** Of each path of six points, the ways from point to point to the right and up, in millimetres of paper. */
function steps(operators: string): number[][][] {
  const paths = operators.match(/^[\d.-]+ [\d.-]+ m\n(?:[\d.-]+ [\d.-]+ l\n){5}(?=S$)/gm) ?? [];
  return paths.map((path) => {
    const points = path
      .trim()
      .split('\n')
      .map((line) => line.split(' ').slice(0, 2).map(Number));
    return points
      .slice(1)
      .map(([x, y], i) =>
        [x - points[i][0], y - points[i][1]].map((pt) => Math.round((pt / PT_PER_MM) * 1000) / 1000 + 0),
      );
  });
}
