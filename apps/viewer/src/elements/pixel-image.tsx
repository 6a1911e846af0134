import { useLayoutEffect, useRef } from 'preact/hooks';
import { inkColour } from '../lib/picture/paint.ts';
import { screenTheme } from './screen.ts';

/** What {@link PixelImage} takes. */
export interface PixelImageProps {
  /** Pixels in [0, 1] of many images, one behind the other, row by row. */
  readonly values: Float32Array;
  /** Which of them is drawn. */
  readonly index: number;
  readonly rows: number;
  readonly columns: number;
}

/** A small image as ink on paper, as large as its style says; what it shows is said beside it. */
export function PixelImage({ values, index, rows, columns }: PixelImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = screenTheme.value;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const ink = Number.parseInt(inkColour('trace', theme).slice(1), 16);
    const image = context.createImageData(columns, rows);
    for (let i = 0; i < rows * columns; i++) {
      const value = Math.min(1, Math.max(0, values[index * rows * columns + i]));
      image.data.set([ink >> 16, (ink >> 8) & 255, ink & 255, Math.round(255 * value)], 4 * i);
    }
    context.putImageData(image, 0, 0);
  }, [values, index, rows, columns, theme]);
  return <canvas ref={canvas} class="pixel-image" width={columns} height={rows} aria-hidden="true" />;
}
