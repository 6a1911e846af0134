import { GState } from 'jspdf';
import type { jsPDF } from 'jspdf';
import type { DisplayItem, DisplayList, Style } from '../display-list.ts';
import { paint } from '../picture/paint.ts';
import { spellLetters } from './spell-letters.ts';

/** A point is 1/72 inch, a CSS pixel 1/96 inch. */
const PT_PER_PX = 72 / 96;
const ALIGN = { start: 'left', middle: 'center', end: 'right' } as const;

type Item<Kind extends DisplayItem['kind']> = Extract<DisplayItem, { kind: Kind }>;
type Box = Pick<Item<'clip'>, 'x' | 'y' | 'width' | 'height'>;

/**
 * Draws a picture on the page of a PDF whose unit is the CSS pixel, in the colours of paper.
 *
 * @throws `argument-invalid` for letters that Helvetica does not have
 */
export function drawPdf(pdf: jsPDF, list: DisplayList): void {
  pdf.setLineJoin('round');
  for (const item of list.items) drawItem(pdf, item);
}

function drawItem(pdf: jsPDF, item: DisplayItem): void {
  switch (item.kind) {
    case 'line':
      if (isDrawn(item.points)) drawShape(pdf, item.style, () => trace(pdf, item.points));
      break;
    case 'rectangle':
      drawShape(pdf, item.style, () => box(pdf, item));
      break;
    case 'text':
      drawText(pdf, item);
      break;
    case 'clip':
      pdf.saveGraphicsState();
      box(pdf, item);
      pdf.clip().discardPath();
      for (const inner of item.items) drawItem(pdf, inner);
      pdf.restoreGraphicsState();
      break;
    default:
      item satisfies never;
  }
}

function drawShape(pdf: jsPDF, style: Style, path: () => void): void {
  const fill = paint(style.fill, 'print');
  const stroke = paint(style.stroke, 'print');
  if (fill === undefined && stroke === undefined) return;
  const { opacity = 1, width = 1, dash } = style;
  pdf.saveGraphicsState();
  if (opacity !== 1) pdf.setGState(new GState({ opacity, 'stroke-opacity': opacity }));
  if (fill) pdf.setFillColor(fill);
  if (stroke) {
    pdf.setDrawColor(stroke).setLineWidth(finite(width));
    if (dash) pdf.setLineDashPattern(dash.map(finite), 0);
  }
  path();
  if (fill && stroke) pdf.fillStroke();
  else if (fill) pdf.fill();
  else pdf.stroke();
  pdf.restoreGraphicsState();
}

function drawText(pdf: jsPDF, { x, y, text, size, align = 'start', bold, ink }: Item<'text'>): void {
  const colour = paint(ink, 'print');
  if (colour === undefined || text === '') return;
  pdf.setFont('helvetica', bold ? 'bold' : 'normal').setFontSize(finite(size) * PT_PER_PX);
  pdf.setTextColor(colour).text(spellLetters(text), finite(x), finite(y), { align: ALIGN[align] });
}

/** Whether the pen comes down at all; readers may refuse to stroke nothing. */
function isDrawn(points: ArrayLike<number>): boolean {
  for (let i = 0; i + 1 < points.length; i += 2) if (!Number.isNaN(points[i] + points[i + 1])) return true;
  return false;
}

/** NaN lifts the pen. */
function trace(pdf: jsPDF, points: ArrayLike<number>): void {
  let penUp = true;
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = [points[i], points[i + 1]];
    if (Number.isNaN(x) || Number.isNaN(y)) penUp = true;
    else {
      if (penUp) pdf.moveTo(finite(x), finite(y));
      else pdf.lineTo(finite(x), finite(y));
      penUp = false;
    }
  }
}

function box(pdf: jsPDF, { x, y, width, height }: Box): void {
  // Without a style, the library would stroke the path at once.
  pdf.rect(finite(x), finite(y), finite(width), finite(height), null);
}

/** The library would write Infinity as a word, which no reader understands. */
function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`internal: ${value} in a picture`);
  return value;
}
