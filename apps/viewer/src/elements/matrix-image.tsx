import { useLayoutEffect, useRef } from 'preact/hooks';
import { matrixColours } from '../lib/picture/matrix-colours.ts';
import type { MatrixScale } from '../lib/picture/matrix-colours.ts';
import { screenTheme } from './screen.ts';

/** What {@link MatrixImage} takes. */
export interface MatrixImageProps {
  /** Row by row, [rows, columns]; NaN is left empty. */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
  readonly scale: MatrixScale;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly description: string;
}

/** Numbers as a picture, a pixel each, stretched to a size. */
export function MatrixImage({ values, rows, columns, scale, width, height, description }: MatrixImageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ground = screenTheme.value === 'dark' ? 'dark' : 'light';
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || rows === 0 || columns === 0) return;
    const image = context.createImageData(columns, rows);
    image.data.set(matrixColours(values, scale, ground));
    context.putImageData(image, 0, 0);
  }, [values, rows, columns, scale.kind, scale.largest, ground]);
  return (
    <canvas
      ref={canvas}
      class="matrix-image"
      width={columns}
      height={rows}
      style={{ width: `${width}px`, height: `${height}px` }}
      role="img"
      aria-label={description}
    />
  );
}
