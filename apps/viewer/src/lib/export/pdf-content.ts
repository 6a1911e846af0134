import type { DisplayItem, DisplayList, Style } from '../display-list.ts';
import { paint } from '../picture/paint.ts';
import { textWidth } from './helvetica.ts';
import { winAnsi } from './win-ansi.ts';

/** What is drawn on a page of a PDF, and the opacities that it asks for by their names. */
export interface PdfContent {
  readonly operators: string;
  readonly opacities: ReadonlyMap<string, number>;
}

/**
 * A picture in the operators of PDF (ISO 32000-1, 8 and 9), in the colours of paper.
 *
 * Points are 1/72 inch and y goes up: x_pt = x * ptPerPx, y_pt = (height - y) * ptPerPx.
 */
export function pdfContent(list: DisplayList, ptPerPx: number): PdfContent {
  const out: string[] = ['1 j'];
  const opacities = new Map<string, number>();
  const x = (value: number): string => number(value * ptPerPx);
  const y = (value: number): string => number((list.height - value) * ptPerPx);
  const length = (value: number): string => number(value * ptPerPx);

  const box = (item: { x: number; y: number; width: number; height: number }): string =>
    `${x(item.x)} ${y(item.y + item.height)} ${length(item.width)} ${length(item.height)} re`;

  const finish = (path: string, style: Style): void => {
    const fill = paint(style.fill, 'print');
    const stroke = paint(style.stroke, 'print');
    const paintOperator = fill && stroke ? 'B' : fill ? 'f' : stroke ? 'S' : undefined;
    if (path === '' || paintOperator === undefined) return;
    const { opacity = 1 } = style;
    out.push('q');
    if (opacity !== 1) {
      const name = `O${Math.round(opacity * 1000)}`;
      opacities.set(name, opacity);
      out.push(`/${name} gs`);
    }
    if (fill) out.push(`${colour(fill)} rg`);
    if (stroke) {
      out.push(`${colour(stroke)} RG ${length(style.width ?? 1)} w`);
      if (style.dash) out.push(`[${style.dash.map(length).join(' ')}] 0 d`);
    }
    out.push(path, paintOperator, 'Q');
  };

  const trace = (points: ArrayLike<number>): string => {
    const path: string[] = [];
    let penUp = true;
    for (let i = 0; i + 1 < points.length; i += 2) {
      const [px, py] = [points[i], points[i + 1]];
      if (Number.isNaN(px) || Number.isNaN(py)) penUp = true;
      else {
        path.push(`${x(px)} ${y(py)} ${penUp ? 'm' : 'l'}`);
        penUp = false;
      }
    }
    return path.join('\n');
  };

  const draw = (item: DisplayItem): void => {
    switch (item.kind) {
      case 'line':
        finish(trace(item.points), item.style);
        break;
      case 'rectangle':
        finish(box(item), item.style);
        break;
      case 'text': {
        const ink = paint(item.ink, 'print');
        if (ink === undefined || item.text === '') break;
        const width = textWidth(item.text, item.size, item.bold);
        const left = item.x - (item.align === 'middle' ? width / 2 : item.align === 'end' ? width : 0);
        const font = `/${item.bold ? 'F2' : 'F1'} ${length(item.size)} Tf`;
        out.push(`BT ${font} ${colour(ink)} rg ${x(left)} ${y(item.y)} Td ${shown(item.text)} Tj ET`);
        break;
      }
      case 'clip':
        out.push('q', `${box(item)} W n`);
        item.items.forEach(draw);
        out.push('Q');
        break;
      default:
        item satisfies never;
    }
  };
  list.items.forEach(draw);
  return { operators: out.join('\n'), opacities };
}

function shown(text: string): string {
  return `<${winAnsi(text)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')}>`;
}

/** Of `#rrggbb`, as three numbers from 0 to 1. */
function colour(hex: string): string {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!digits) throw new Error(`internal: colour ${hex} in a picture, expected #rrggbb`);
  return digits
    .slice(1)
    .map((pair) => number(Number.parseInt(pair, 16) / 255))
    .join(' ');
}

/** With at most four decimals, never with an exponent. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`internal: ${value} in a picture`);
  return String(Math.round(value * 10_000) / 10_000);
}
