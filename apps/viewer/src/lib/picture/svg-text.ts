import { element, join, svgDocument } from '@saliogram/figures';
import type { Attributes, Markup } from '@saliogram/figures';
import type { DisplayItem, DisplayList, Style } from '../display-list.ts';
import { PICTURE_FONT } from './font.ts';
import type { Theme } from './inks.ts';
import { inkColour, paint } from './paint.ts';

/** How a picture is written. */
export interface SvgOptions {
  /** Default `print`. */
  readonly theme?: Theme;
  /** Read out in place of the picture; default its description. */
  readonly title?: string;
  /** Printed size of a CSS pixel, `1 / pxPerMm` for paper at true scale; without it the picture is as large as on screen. */
  readonly millimetresPerPx?: number;
}

/** A picture as an SVG document, the same shapes in the same order as on a canvas. */
export function svgText(list: DisplayList, options: SvgOptions = {}): string {
  const { theme = 'print', title = list.description, millimetresPerPx } = options;
  const { width, height, description } = list;
  const ground = element('rect', { width, height, fill: inkColour('paper', theme) });
  return svgDocument(
    {
      width,
      height,
      title,
      description,
      ...(millimetresPerPx !== undefined && { millimetresPerUnit: millimetresPerPx }),
    },
    ground,
    element('g', { 'font-family': PICTURE_FONT }, ...createWriter(theme)(list.items)),
  );
}

/** Writes items; clip paths are numbered as they come. */
function createWriter(theme: Theme): (items: readonly DisplayItem[]) => Markup[] {
  let clips = 0;
  const write = (item: DisplayItem): Markup | null => {
    switch (item.kind) {
      case 'line':
        return element('path', {
          d: pathData(item.points),
          ...strokeAndFill(item.style, theme),
          'stroke-linejoin': 'round',
        });
      case 'rectangle': {
        const { x, y, width, height } = item;
        return element('rect', { x, y, width, height, ...strokeAndFill(item.style, theme) });
      }
      case 'text':
        return textElement(item, theme);
      case 'clip': {
        const { x, y, width, height } = item;
        const id = `clip-${++clips}`;
        return join([
          element('clipPath', { id }, element('rect', { x, y, width, height })),
          element('g', { 'clip-path': `url(#${id})` }, ...item.items.map(write)),
        ]);
      }
      default:
        return item satisfies never;
    }
  };
  return (items) => items.map(write).filter((markup) => markup !== null);
}

function textElement(item: Extract<DisplayItem, { kind: 'text' }>, theme: Theme): Markup | null {
  if (item.ink === 'none') return null;
  const attributes = {
    x: item.x,
    y: item.y,
    'font-size': item.size,
    'font-weight': item.bold ? 'bold' : null,
    'text-anchor': item.align === undefined || item.align === 'start' ? null : item.align,
    fill: inkColour(item.ink, theme),
  };
  return element('text', attributes, item.text);
}

function strokeAndFill(style: Style, theme: Theme): Attributes {
  const stroke = paint(style.stroke, theme);
  return {
    fill: paint(style.fill, theme) ?? 'none',
    stroke,
    'stroke-width': stroke === undefined ? null : (style.width ?? 1),
    'stroke-dasharray': style.dash ? style.dash.join(' ') : null,
    opacity: style.opacity,
  };
}

/** `M` where the pen is set down, `L` from there; two decimals, a hundredth of a pixel. */
function pathData(points: ArrayLike<number>): string {
  let data = '';
  let penUp = true;
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i];
    const y = points[i + 1];
    if (Number.isNaN(x) || Number.isNaN(y)) penUp = true;
    else {
      data += `${penUp ? 'M' : 'L'}${Math.round(x * 100) / 100} ${Math.round(y * 100) / 100}`;
      penUp = false;
    }
  }
  return data;
}
