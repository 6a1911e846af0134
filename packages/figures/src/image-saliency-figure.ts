import { columnHead, FIGURE_WIDTH, footnotes, rowHead } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import { imageCells, imageOutline, inkColour } from './image-panel.ts';
import type { ImageLayout } from './layout.ts';
import { imageHeatColour, MUTED } from './palette.ts';
import { nothingSalient } from './saliency-figure.ts';
import type { SaliencyRow } from './saliency-figure.ts';
import { join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';

/** What {@link imageSaliencyFigure} draws. */
export interface ImageSaliencyFigure {
  readonly techniques: readonly string[];
  /** The samples; values are pixels in [0, 1] in scan-line order. */
  readonly samples: readonly SaliencyRow[];
  readonly layout: ImageLayout;
  readonly quantity?: string;
  readonly notes?: readonly string[];
}

const HEAD = 118;
const GAP = 6;

/**
 * The paper's Figure 4: columns of images, rows of techniques; the outline of the image lies over each heat image.
 *
 * @returns an SVG document
 */
export function imageSaliencyFigure(figure: ImageSaliencyFigure): string {
  const { techniques, samples, layout } = figure;
  const side = Math.min(92, (FIGURE_WIDTH - HEAD - 20) / samples.length - GAP);
  const top = 58;
  const bottom = top + (techniques.length + 1) * (side + GAP);
  const notes = footnotes(12, bottom + 6, FIGURE_WIDTH - 24, figure.notes ?? []);
  const rowTop = (row: number): number => top + row * (side + GAP);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + 12 + notes.height,
      title: 'Salient regions of images by technique',
      description: `Heat images of ${techniques.join(', ')} for ${samples.length} images: ${samples.map((sample) => `${sample.label}, probability ${sample.probability.toFixed(3)}`).join('; ')}.`,
    },
    heatLegend(FIGURE_WIDTH - 14, 6, figure.quantity ?? 'importance of a pixel', { colour: imageHeatColour }),
    rowHead(12, rowTop(0) + side / 2, HEAD - 12, 'Image', []),
    ...techniques.map((technique, row) => rowHead(12, rowTop(row + 1) + side / 2, HEAD - 12, technique, [])),
    ...samples.map((sample, i) => {
      const box = { x: HEAD + 8 + i * (side + GAP), y: top, width: side, height: side };
      return join([
        columnHead(box.x + side / 2, top - 18, side + GAP, sample.label),
        columnDetail(box.x + side / 2, top - 6, sample.probability),
        imageCells(Array.from(sample.values, inkColour), layout, box),
        ...sample.heats.map((heat, row) => {
          const panel = { ...box, y: rowTop(row + 1) };
          if (heat === null) {
            return join([
              imageCells(Array.from(sample.values, inkColour), layout, panel),
              nothingSalient(panel),
            ]);
          }
          return join([
            imageCells(Array.from(heat, imageHeatColour), layout, panel),
            imageOutline(sample.values, layout, panel, 0.5),
          ]);
        }),
      ]);
    }),
    notes.markup,
  );
}

function columnDetail(x: number, y: number, probability: number): Markup {
  return label(x, y, `p = ${probability.toFixed(2)}`, { size: 9, anchor: 'middle', fill: MUTED });
}
