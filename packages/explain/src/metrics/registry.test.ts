import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as explain from '../index.ts';
import { metric, metrics } from './registry.ts';

const here = new URL('.', import.meta.url);
const families = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Files that measure nothing by themselves. */
const supporting: Record<string, readonly string[]> = {
  'ground-truth': ['check-truth', 'ground-truth-scores', 'min-max-per-sequence', 'threshold-curve'],
  faithfulness: [
    'changed-copies',
    'removal',
    'removal-order',
    'removal-paths',
    'moved-map',
    'subset-falls',
    'top-share-removal',
    'unit',
  ],
  robustness: ['noisy-explanations'],
  sanity: ['map-similarity'],
  shape: [],
};

describe('metrics', () => {
  it('have one entry each, with everything a reader should know', () => {
    const names = metrics.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const entry of metrics) {
      for (const [field, value] of Object.entries(entry))
        expect(value, `${entry.name}.${field}`).toMatch(/\S/);
      expect(families).toContain(entry.family);
    }
    const order = metrics.map(({ family }) => family).filter((f, i, all) => f !== all[i - 1]);
    expect(order).toEqual([...new Set(order)]);
  });

  it('are public functions', () => {
    for (const { measuredBy } of metrics) {
      expect((explain as Record<string, unknown>)[measuredBy], measuredBy).toBeTypeOf('function');
    }
  });

  it.each(families)('in %s: every file that measures has an entry', (family) => {
    const functions = metrics.filter((m) => m.family === family).map(({ measuredBy }) => measuredBy);
    const files = readdirSync(new URL(`${family}/`, here))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'metrics.ts')
      .map((file) => file.slice(0, -3));
    for (const file of files) {
      const text = readFileSync(new URL(`${family}/${file}.ts`, here), 'utf8');
      const measures = functions.some((name) =>
        new RegExp(`export (async )?function ${name}[(<]`).test(text),
      );
      expect(measures, file).toBe(!supporting[family]?.includes(file));
    }
    expect(files).toEqual(expect.arrayContaining([...(supporting[family] ?? [])]));
  });

  it('are found by name', () => {
    expect(metric('deletion').better).toBe('lower');
    expect(() => metric('delition')).toThrow('metric: got delition, expected one of auroc, auprc,');
  });
});
