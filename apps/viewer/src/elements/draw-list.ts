import type { DisplayItem, DisplayList, Style } from '../lib/display-list.ts';
import { PICTURE_FONT } from '../lib/picture/font.ts';
import type { Theme } from '../lib/picture/inks.ts';
import { inkColour, paint } from '../lib/picture/paint.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Draws a picture over the whole of a canvas of `list.width` x `list.height` times `ratio` device pixels. */
export function drawList(context: Context, list: DisplayList, theme: Theme, ratio: number): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.lineJoin = 'bevel';
  for (const item of list.items) drawItem(context, item, theme);
}

function drawItem(context: Context, item: DisplayItem, theme: Theme): void {
  switch (item.kind) {
    case 'line':
      drawLine(context, item.points, item.style, theme);
      break;
    case 'rectangle':
      context.beginPath();
      context.rect(item.x, item.y, item.width, item.height);
      finish(context, item.style, theme);
      break;
    case 'text':
      if (item.ink === 'none') break;
      context.font = `${item.bold ? 'bold ' : ''}${item.size}px ${PICTURE_FONT}`;
      context.textAlign = item.align === 'middle' ? 'center' : (item.align ?? 'start');
      context.fillStyle = inkColour(item.ink, theme);
      context.fillText(item.text, item.x, item.y);
      break;
    case 'clip':
      context.save();
      context.beginPath();
      context.rect(item.x, item.y, item.width, item.height);
      context.clip();
      for (const inner of item.items) drawItem(context, inner, theme);
      context.restore();
      break;
    default:
      item satisfies never;
  }
}

/** Numbers, two to a point, that are drawn as one path. */
const STRETCH = 256;

/**
 * Draws a long line in short ones, each from the last point of the one before: a path of thousands of points is slow to paint
 * where no graphics processor does it. Not where the joints would be seen: filled, dashed, or where the ground shines through.
 */
function drawLine(context: Context, points: ArrayLike<number>, style: Style, theme: Theme): void {
  const isWhole = style.fill !== undefined || style.dash !== undefined || style.opacity !== undefined;
  const stretch = isWhole ? points.length : STRETCH;
  for (let from = 0; from < points.length; from += stretch) {
    context.beginPath();
    tracePoints(context, points, from, Math.min(points.length, from + stretch + 2));
    finish(context, style, theme);
  }
}

function tracePoints(context: Context, points: ArrayLike<number>, from: number, to: number): void {
  let penUp = true;
  for (let i = from; i < to; i += 2) {
    const x = points[i];
    const y = points[i + 1];
    if (Number.isNaN(x) || Number.isNaN(y)) penUp = true;
    else if (penUp) {
      context.moveTo(x, y);
      penUp = false;
    } else context.lineTo(x, y);
  }
}

function finish(context: Context, style: Style, theme: Theme): void {
  context.globalAlpha = style.opacity ?? 1;
  const fill = paint(style.fill, theme);
  if (fill !== undefined) {
    context.fillStyle = fill;
    context.fill();
  }
  const stroke = paint(style.stroke, theme);
  if (stroke !== undefined) {
    context.strokeStyle = stroke;
    context.lineWidth = style.width ?? 1;
    context.setLineDash(style.dash ? [...style.dash] : []);
    context.stroke();
  }
  context.globalAlpha = 1;
}
