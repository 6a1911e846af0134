import { element, join } from './svg.ts';
import type { Markup } from './svg.ts';
import { INK } from './palette.ts';

/** How a piece of text is set. */
export interface TextStyle {
  /** Pixels; default 10. */
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: 'normal' | 'bold';
  readonly fill?: string;
  /** Degrees clockwise about the point. */
  readonly rotate?: number;
}

/** Text whose baseline starts (or is centred, or ends) at x, y. */
export function label(x: number, y: number, content: string, style: TextStyle = {}): Markup {
  return element(
    'text',
    {
      x,
      y,
      'font-size': style.size ?? 10,
      'text-anchor': style.anchor === 'start' ? null : style.anchor,
      'font-weight': style.weight === 'bold' ? 'bold' : null,
      fill: style.fill ?? INK,
      transform: style.rotate === undefined ? null : `rotate(${style.rotate} ${x} ${y})`,
    },
    content,
  );
}

/** Lines of text below each other, the first baseline at y. */
export function lines(x: number, y: number, contents: readonly string[], style: TextStyle = {}): Markup {
  const lineHeight = (style.size ?? 10) * 1.25;
  return join(contents.map((content, i) => label(x, y + i * lineHeight, content, style)));
}

// Advance widths of DejaVu Sans from space to tilde, two digits each, in hundredths of the font size.
const ADVANCES =
  '3240468464957827393950843236323464646464646464646464343484848453996869707763587775292966568675796079696361736899696169393439845050616355636235636328285828976361636341523963598259595264346484';
// DejaVu Sans Bold over DejaVu Sans, over English words.
const BOLD = 1.13;

/** The width in pixels of text in DejaVu Sans; letters outside ASCII count as wide ones. */
export function textWidth(content: string, size: number, weight: 'normal' | 'bold' = 'normal'): number {
  let hundredths = 0;
  for (const letter of content) {
    const at = letter === '\u00a0' ? 0 : letter.charCodeAt(0) - 32;
    hundredths += at >= 0 && at < 95 ? Number(ADVANCES.slice(2 * at, 2 * at + 2)) : 84;
  }
  return ((hundredths * size) / 100) * (weight === 'bold' ? BOLD : 1);
}

/** Breaks text at spaces into lines no wider than `width` pixels where words allow it; a number stays with its word. */
export function wrap(content: string, width: number, size: number, weight?: 'normal' | 'bold'): string[] {
  const broken: string[] = [];
  let line = '';
  for (const word of content.replace(/ (?=\d)/g, '\u00a0').split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size, weight) > width) {
      broken.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  broken.push(line);
  return broken;
}
