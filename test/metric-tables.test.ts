import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { metrics } from '@saliogram/explain';
import { metricsMarkdown } from '@saliogram/report';
import { root } from './sources.ts';

/** Markdown without what formatting adds to tables. */
const plain = (markdown: string): string =>
  markdown
    .replace(/-+/g, '-')
    .replace(/[ \n]+/g, ' ')
    .trim();

describe('docs/metrics.md', () => {
  it('has the tables of the measures there are', () => {
    const page = readFileSync(join(root, 'docs/metrics.md'), 'utf8');
    const [, region = ''] = /<!-- begin of the tables of measures -->([^]*)<!-- end of/.exec(page) ?? [];
    // When this fails: node scripts/metric-tables.js
    expect(plain(region)).toBe(plain(metricsMarkdown(metrics)));
  });

  it.each(metrics.map((metric) => [metric.name, metric] as const))(
    '%s names who published it',
    (_name, { source }) => {
      // A year, the paper, or a count.
      expect(source).toMatch(/\d{4}|the paper|count/);
    },
  );
});
