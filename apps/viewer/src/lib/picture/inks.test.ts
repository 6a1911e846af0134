import { readFileSync } from 'node:fs';
import { luminance } from '@saliogram/figures';
import { describe, expect, it } from 'vitest';
import { INKS } from './inks.ts';
import type { Theme } from './inks.ts';

const sheet = readFileSync(new URL('../../style/theme.css', import.meta.url), 'utf8');
const blocks = sheet.split('}').map((block) => block.replace(/\/\*[^]*?\*\//g, ''));

/** The custom properties of every block whose selector holds `selector`. */
function properties(selector: string): Record<string, string>[] {
  return blocks
    .filter((block) => block.includes(selector) && block.includes('--ink-paper'))
    .map((block) => Object.fromEntries([...block.matchAll(/--([\w-]+): (#\w+);/g)].map((m) => [m[1], m[2]])));
}

const selectors: Record<Theme, readonly string[]> = {
  light: [":root[data-theme='light']"],
  dark: [":root[data-theme='dark']", ":not([data-theme='light'])"],
  print: ['@media print'],
};

const contrast = (a: string, b: string): number => {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

describe.each(Object.keys(selectors) as Theme[])('inks for %s', (theme) => {
  it('are those of the style sheet', () => {
    for (const selector of selectors[theme]) {
      const found = properties(selector);
      expect(found, selector).toHaveLength(1);
      for (const [ink, colour] of Object.entries(INKS[theme])) {
        expect(found[0][`ink-${ink}`], `${selector} ${ink}`).toBe(colour);
      }
    }
  });

  it('read at 4.5 : 1 or more on every ground, and the trace on the coarse grid at 4.5 : 1', () => {
    const page = properties(selectors[theme][0])[0];
    const grounds = [INKS[theme].paper, page['page'], page['surface'], page['surface-raised']];
    for (const ink of ['trace', 'text', 'text-weak', 'accent', 'warning', 'mark'] as const) {
      for (const ground of [...grounds, page['surface-hover'], page['surface-pressed']]) {
        expect(contrast(INKS[theme][ink], ground), `${ink} on ${ground}`).toBeGreaterThan(4.5);
      }
    }
    expect(contrast(INKS[theme].trace, INKS[theme]['grid-coarse'])).toBeGreaterThan(4.5);
    expect(contrast(page['on-accent'], INKS[theme].accent)).toBeGreaterThan(4.5);
    // Borders of controls: 3 : 1 (WCAG 2, 1.4.11).
    expect(contrast(page['rule-strong'], page['surface-raised'])).toBeGreaterThan(3);
  });
});
