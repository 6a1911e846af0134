import { useLayoutEffect, useRef } from 'preact/hooks';
import type { DisplayList } from '../lib/display-list.ts';
import { drawList } from './draw-list.ts';
import { screenRatio, screenTheme } from './screen.ts';
import './elements.css';

/** What {@link Picture} takes. */
export interface PictureProps {
  readonly list: DisplayList;
  readonly class?: string;
  /** Nothing is read out: the same is said in words beside it; default false. */
  readonly decorative?: boolean;
}

/** A display list on a canvas at the resolution of the screen, drawn anew when the list, the theme or the screen changes. */
export function Picture({ list, class: name = '', decorative = false }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = screenTheme.value;
  const ratio = screenRatio.value;
  // Whole device pixels: a canvas of another size than its pixels is drawn blurred.
  const width = Math.round(list.width * ratio);
  const height = Math.round(list.height * ratio);
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) throw new Error('internal: this page has no canvas to draw on');
    // Setting a size clears the canvas and frees its memory, so only where it changes.
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    drawList(context, list, theme, ratio);
  }, [list, theme, ratio]);
  const spoken = decorative
    ? { 'aria-hidden': true }
    : { role: 'img' as const, 'aria-label': list.description };
  return (
    <canvas
      ref={canvas}
      class={`picture ${name}`}
      style={{ width: `${width / ratio}px`, height: `${height / ratio}px` }}
      {...spoken}
    />
  );
}
