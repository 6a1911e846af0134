import { describe, expect, it } from 'vitest';
import { buildReport } from './build-report.ts';
import { flatten } from './provenance-section.ts';
import type { Block } from './report-data.ts';

const evil = '<script>alert("x")</script> & \'y\'';
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><title>t</title></svg>';
const report = (blocks: readonly Block[]): string =>
  buildReport({
    title: evil,
    subtitle: evil,
    notices: [evil],
    sections: [
      { title: evil, blocks },
      { title: 'Second', blocks: [] },
    ],
    provenance: {
      command: evil,
      created: '2026-01-01T00:00:00Z',
      versions: { saliogram: evil },
      seeds: { split: 7 },
      hashes: { [evil]: 'ab' },
      settings: { mask: { rate: 0.01, values: [0, 0.5] } },
    },
  });
const everyBlock: readonly Block[] = [
  { type: 'paragraph', text: evil },
  { type: 'subheading', text: evil },
  { type: 'callout', tone: 'note', title: evil, text: evil },
  { type: 'list', items: [evil] },
  { type: 'keyValues', entries: [[evil, evil]] },
  { type: 'code', text: evil },
  { type: 'figure', svg, caption: evil },
  {
    type: 'table',
    caption: evil,
    columns: [{ title: evil }, { title: 'n', align: 'right' }],
    rows: [[evil, '1']],
  },
];

describe('report', () => {
  it('escapes every text it is given', () => {
    const html = report(everyBlock);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('alert("');
    expect(html.split('&lt;script&gt;').length - 1).toBeGreaterThan(18);
  });

  it('is one page that needs nothing from outside', () => {
    const html = report(everyBlock).replaceAll('http://www.w3.org/2000/svg', '');
    expect(html).not.toMatch(/https?:|\/\/[a-z]|@import|url\(|<link|<img|<iframe|\son[a-z]+=/i);
    expect(html.match(/href="[^#]/)).toBeNull();
  });

  it('lists its sections, provenance last, and every entry leads somewhere', () => {
    const html = report([]);
    const targets = Array.from(html.matchAll(/href="#([^"]+)"/g), (match) => match[1]);
    expect(targets).toHaveLength(3);
    for (const target of targets) expect(html).toContain(`<h2 id="${target}">`);
    expect(html).toContain('3. How this was made');
  });

  it('scopes the heads of tables and sets numbers flush right', () => {
    const html = report(everyBlock);
    expect(html).toContain('<th scope="col" class="right">n</th>');
    expect(html).toMatch(/<th scope="row">&lt;script/);
    expect(html).toContain('<td class="right">1</td>');
  });

  it('refuses what is no figure', () => {
    expect(() => report([{ type: 'figure', svg: '<img src=x>', caption: '' }])).toThrow('internal:');
  });

  it('shows nested settings by dotted names', () => {
    expect(flatten({ a: { b: 1, c: [0, 0.5], d: null, e: [{ f: 'x' }] } })).toEqual([
      ['a.b', '1'],
      ['a.c', '0, 0.5'],
      ['a.d', 'null'],
      ['a.e[0].f', 'x'],
    ]);
  });
});
