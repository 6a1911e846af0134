import { renderBlock } from './blocks.ts';
import { tag, trusted } from './html.ts';
import type { Html } from './html.ts';
import { provenanceSection } from './provenance-section.ts';
import type { ReportData, Section } from './report-data.ts';
import { STYLESHEET } from './stylesheet.ts';

/**
 * A report as one HTML page that needs nothing else: style and figures inside, no script, no address outside.
 *
 * All text is escaped; figures must be SVG documents of ours.
 */
export function buildReport(data: ReportData): string {
  const sections = [...data.sections, ...(data.provenance ? [provenanceSection(data.provenance)] : [])];
  const head = tag(
    'head',
    {},
    trusted('<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'),
    tag('title', {}, data.title),
    tag('style', {}, trusted(STYLESHEET)),
  );
  const body = tag(
    'body',
    {},
    tag(
      'header',
      {},
      tag('h1', {}, data.title),
      data.subtitle === undefined ? null : tag('p', { class: 'subtitle' }, data.subtitle),
      (data.notices ?? []).map((notice) =>
        tag('div', { class: 'notice', role: 'note' }, tag('strong', {}, notice)),
      ),
      contents(sections),
    ),
    tag('main', {}, sections.map(renderSection)),
    tag('footer', {}, tag('p', {}, 'Made by Saliogram. Research use, not a medical device.')),
  );
  return `<!doctype html>\n${tag('html', { lang: 'en' }, head, body).html}\n`;
}

function contents(sections: readonly Section[]): Html {
  const items = sections.map(({ title }, i) => tag('li', {}, tag('a', { href: `#section-${i + 1}` }, title)));
  return tag('nav', { 'aria-label': 'Contents' }, tag('h2', {}, 'Contents'), tag('ol', {}, items));
}

function renderSection({ title, blocks }: Section, index: number): Html {
  const id = `section-${index + 1}`;
  return tag(
    'section',
    { 'aria-labelledby': id },
    tag('h2', { id }, `${index + 1}. ${title}`),
    blocks.map(renderBlock),
  );
}
