import type { DisplayItem, DisplayList, Style } from '../display-list.ts';
import { PICTURE_FONT } from '../picture/font.ts';
import type { Theme } from '../picture/inks.ts';
import { inkColour, paint } from '../picture/paint.ts';
import { textWidth } from './helvetica.ts';

/** How a picture becomes an SVG document. */
export interface SvgOptions {
  readonly theme: Theme;
  readonly title: string;
  /** Millimetres of one unit on paper. */
  readonly mmPerPx: number;
  /** Letters take the room of Helvetica's, for a sheet that was laid out by them; default false. */
  readonly likeHelvetica?: boolean;
}

const HELVETICA = "Helvetica, Arial, 'Liberation Sans', 'Nimbus Sans', sans-serif";

/** A picture as an SVG document that has its true size in millimetres; a reader with other letters sees the same places. */
export function listSvg(list: DisplayList, options: SvgOptions): string {
  const { theme, title, mmPerPx, likeHelvetica = false } = options;
  const { width, height, description } = list;
  let clips = 0;
  const write = (item: DisplayItem): string => {
    switch (item.kind) {
      case 'line':
        return tag('path', { d: pathData(item.points), ...styled(item.style, theme) });
      case 'rectangle':
        return tag('rect', {
          x: item.x,
          y: item.y,
          width: item.width,
          height: item.height,
          ...styled(item.style, theme),
        });
      case 'text':
        if (item.ink === 'none') return '';
        return tag(
          'text',
          {
            x: item.x,
            y: item.y,
            'font-size': item.size,
            'text-anchor': item.align === 'start' ? undefined : item.align,
            'font-weight': item.bold ? 'bold' : undefined,
            textLength: likeHelvetica ? textWidth(item.text, item.size, item.bold) : undefined,
            lengthAdjust: likeHelvetica ? 'spacingAndGlyphs' : undefined,
            fill: inkColour(item.ink, theme),
          },
          escapeXml(item.text),
        );
      case 'clip': {
        const id = `clip-${++clips}`;
        const { x, y, width: w, height: h } = item;
        const region = tag('clipPath', { id }, tag('rect', { x, y, width: w, height: h }));
        return region + tag('g', { 'clip-path': `url(#${id})` }, item.items.map(write).join(''));
      }
      default:
        return item satisfies never;
    }
  };
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: `${number(width * mmPerPx)}mm`,
      height: `${number(height * mmPerPx)}mm`,
      viewBox: `0 0 ${number(width)} ${number(height)}`,
      role: 'img',
      'font-family': likeHelvetica ? HELVETICA : PICTURE_FONT,
    },
    tag('title', {}, escapeXml(title)) +
      tag('desc', {}, escapeXml(description)) +
      tag('rect', { width, height, fill: inkColour('paper', theme) }) +
      list.items.map(write).join(''),
  );
}

function styled(style: Style, theme: Theme): Attributes {
  const stroke = paint(style.stroke, theme);
  return {
    fill: paint(style.fill, theme) ?? 'none',
    opacity: style.opacity,
    ...(stroke && {
      stroke,
      'stroke-width': style.width ?? 1,
      'stroke-linejoin': 'round',
      'stroke-dasharray': style.dash?.map(number).join(' '),
    }),
  };
}

function pathData(points: ArrayLike<number>): string {
  let data = '';
  let penUp = true;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]];
    if (Number.isNaN(x) || Number.isNaN(y)) penUp = true;
    else {
      data += `${penUp ? 'M' : 'L'}${number(x)} ${number(y)}`;
      penUp = false;
    }
  }
  return data;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

function tag(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${typeof value === 'number' ? number(value) : escapeXml(value)}"`,
  );
  return content === ''
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${content}</${name}>`;
}

/** With at most three decimals. */
function number(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML forbids, as a broken header may hold them, become U+FFFD. */
function escapeXml(text: string): string {
  const allowed = Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    const isForbidden = (code < 0x20 && !'\t\n\r'.includes(letter)) || code === 0xfffe || code === 0xffff;
    return isForbidden ? '\ufffd' : letter;
  });
  return allowed.join('').replace(/[&<>"]/g, (letter) => ENTITIES[letter]);
}
