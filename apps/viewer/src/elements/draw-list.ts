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
  context.lineJoin = 'round';
  for (const item of list.items) drawItem(context, item, theme);
}

function drawItem(context: Context, item: DisplayItem, theme: Theme): void {
  switch (item.kind) {
    case 'line':
      context.beginPath();
      tracePoints(context, item.points);
      finish(context, item.style, theme);
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

function tracePoints(context: Context, points: ArrayLike<number>): void {
  let penUp = true;
  for (let i = 0; i < points.length; i += 2) {
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
