import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attributionMethods, metrics, techniques } from '@saliogram/explain';
import { complaints, saliogram } from './saliogram-process.ts';
import { root } from './sources.ts';

/** Markdown without what formatting adds to tables. */
const plain = (markdown: string): string =>
  markdown
    .replace(/-+/g, '-')
    .replace(/[ \n]+/g, ' ')
    .trim();

describe('saliogram methods', () => {
  it('prints the tables that docs/methods.md has', async () => {
    const { status, stdout } = await saliogram(['methods', '--markdown']);
    expect(status).toBe(0);
    const page = readFileSync(join(root, 'docs/methods.md'), 'utf8');
    const [, region = ''] = /<!-- begin of the tables of techniques -->([^]*)<!-- end of/.exec(page) ?? [];
    // When this fails: node scripts/method-tables.js
    expect(plain(region)).toBe(plain(stdout));
  });

  it('has a line for every technique, and all about each as JSON', async () => {
    const { stdout } = await saliogram(['methods']);
    for (const { name } of techniques) expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
    const { stdout: json } = await saliogram(['methods', '--json']);
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(techniques)));
  });

  it('lists the measures of explanations too', async () => {
    const { stdout } = await saliogram(['methods', '--metrics']);
    for (const { name } of metrics) expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
  });

  it('tells all about one, and which there are', async () => {
    const { stdout } = await saliogram(['methods', 'occlusion']);
    expect(stdout).toContain('Occlusion (occlusion), perturbation');
    expect(stdout).toMatch(/^ {2}does not say +anything beyond the value that hides/m);
    const wrong = await saliogram(['methods', 'tarot']);
    expect(wrong.status).toBe(2);
    expect(complaints(wrong)[0]).toContain('technique: got tarot, expected one of temporal-scores,');
  });
});

describe('every method', () => {
  it('has its seconds and passes in the bench', () => {
    const folder = join(root, 'bench/results');
    const latest = readdirSync(folder)
      .filter((name) => name.endsWith('-methods.json'))
      .toSorted()
      .at(-1);
    const { methods } = JSON.parse(readFileSync(join(folder, latest ?? ''), 'utf8')) as {
      methods: { method: string; forward: number; backward: number; medianMs: number }[];
    };
    // When this fails: npm run bench -- methods --out bench/results/DATE-HOST-methods.json
    expect(methods.map(({ method }) => method)).toEqual(attributionMethods.map(({ name }) => name));
    const page = readFileSync(join(root, 'bench/README.md'), 'utf8');
    for (const { method, forward, backward } of methods) {
      const row = new RegExp(`^\\| \`${method}\` +\\| +([\\d,]+) +\\| +([\\d,]+) +\\|`, 'm').exec(page);
      const numbers = row?.slice(1).map((text) => Number(text.replace(',', '')));
      expect(numbers, method).toEqual([Math.round(forward), Math.round(backward)]);
    }
  });
});

describe('every technique', () => {
  it.each(techniques.map((technique) => [technique.name, technique] as const))(
    '%s says what it computes, tells, leaves out and costs, and who published it',
    (_name, { title, formula, source, cost, says, silent, needs }) => {
      for (const words of [title, formula, source, cost, says, silent]) expect(words.trim()).not.toBe('');
      // A year, the paper, or a control of our own.
      expect(source).toMatch(/\d{4}|the paper|control/);
      expect(needs.length).toBeGreaterThan(0);
    },
  );
});
