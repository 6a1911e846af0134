import { tag, trusted } from './html.ts';
import type { Html } from './html.ts';
import type { Block, FigureBlock, TableBlock } from './report-data.ts';

/** A block as HTML. */
export function renderBlock(block: Block): Html {
  switch (block.type) {
    case 'paragraph':
      return tag('p', {}, block.text);
    case 'subheading':
      return tag('h3', {}, block.text);
    case 'callout':
      return tag(
        'div',
        { class: `callout ${block.tone}`, role: 'note' },
        tag('p', {}, tag('strong', {}, block.title)),
        tag('p', {}, block.text),
      );
    case 'list':
      return tag(
        block.ordered ? 'ol' : 'ul',
        {},
        block.items.map((item) => tag('li', {}, item)),
      );
    case 'keyValues':
      return renderPairs(block.entries);
    case 'code':
      return tag('pre', {}, tag('code', {}, block.text));
    case 'figure':
      return renderFigure(block);
    case 'table':
      return renderTable(block);
    default:
      throw new Error(`internal: report block ${JSON.stringify(block satisfies never)}`);
  }
}

function renderPairs(entries: readonly (readonly [string, string])[]): Html {
  const rows = entries.map(([name, value]) =>
    tag('tr', {}, tag('th', { scope: 'row' }, name), tag('td', {}, value)),
  );
  return tag('div', { class: 'scroll' }, tag('table', { class: 'pairs' }, tag('tbody', {}, rows)));
}

function renderFigure({ svg, caption }: FigureBlock): Html {
  if (!svg.startsWith('<svg ')) throw new Error('internal: a figure of a report is no SVG document');
  return tag(
    'figure',
    {},
    tag('div', { class: 'card' }, trusted(svg)),
    caption === '' ? null : tag('figcaption', {}, caption),
  );
}

function renderTable({ caption, columns, rows, collapsed }: TableBlock): Html {
  const classOf = (column: number): string | null => (columns[column]?.align === 'right' ? 'right' : null);
  const table = tag(
    'table',
    {},
    collapsed ? null : tag('caption', {}, caption),
    tag(
      'thead',
      {},
      tag(
        'tr',
        {},
        columns.map(({ title }, i) => tag('th', { scope: 'col', class: classOf(i) }, title)),
      ),
    ),
    tag(
      'tbody',
      {},
      rows.map((row) =>
        tag(
          'tr',
          {},
          row.map((cell, i) =>
            i === 0 ? tag('th', { scope: 'row' }, cell) : tag('td', { class: classOf(i) }, cell),
          ),
        ),
      ),
    ),
  );
  // A wide table scrolls in a box of its own, which keyboard users must be able to reach.
  const box = tag('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, table);
  return collapsed ? tag('details', {}, tag('summary', {}, caption), box) : box;
}
