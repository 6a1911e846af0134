import { agreementMatrixHeight, agreementMatrixMarkup } from './agreement-matrix.ts';
import { FIGURE_WIDTH, footnotes } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import { imageCells, imageOutline, inkColour } from './image-panel.ts';
import type { Box, ImageLayout } from './layout.ts';
import { imageHeatColour, MUTED } from './palette.ts';
import type { MethodMap, MethodMapsFigure } from './method-maps-figure.ts';
import { nothingSalient } from './saliency-figure.ts';
import { join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label, lines, wrap } from './text.ts';

/** What {@link methodImagesFigure} draws: maps of an image in scan-line order, pixels in [0, 1]. */
export interface MethodImagesFigure extends Pick<
  MethodMapsFigure,
  'title' | 'maps' | 'values' | 'agreement' | 'notes'
> {
  readonly layout: ImageLayout;
}

const ACROSS = 5;
const GAP = 14;
const SIDE = (FIGURE_WIDTH - 24 - (ACROSS - 1) * GAP) / ACROSS;
const WORDS = 44;
const TOP = 40;

/**
 * The maps of several methods of one image side by side, the image first, its outline over each; and how far the methods
 * agree.
 *
 * @returns an SVG document
 */
export function methodImagesFigure(figure: MethodImagesFigure): string {
  const { title, maps, values, layout, agreement } = figure;
  const boxAt = (i: number): Box => ({
    x: 12 + (i % ACROSS) * (SIDE + GAP),
    y: TOP + Math.floor(i / ACROSS) * (SIDE + WORDS),
    width: SIDE,
    height: SIDE,
  });
  const bottom = TOP + Math.ceil((maps.length + 1) / ACROSS) * (SIDE + WORDS);
  const matrixHeight = agreement ? agreementMatrixHeight(agreement.names.length) : 0;
  const notes = footnotes(12, bottom + matrixHeight, FIGURE_WIDTH - 24, figure.notes ?? []);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + matrixHeight + notes.height + 6,
      title,
      description: `Heat images of ${maps.map((map) => [map.title, ...(map.details ?? [])].join(', ')).join('; ')}.`,
    },
    label(12, 18, title, { weight: 'bold' }),
    heatLegend(FIGURE_WIDTH - 14, 9, 'importance of a pixel', { colour: imageHeatColour }),
    imageCells(Array.from(values, inkColour), layout, boxAt(0)),
    words({ title: 'Image', heat: null }, boxAt(0)),
    ...maps.map((map, i) => join([heatImage(map, values, layout, boxAt(i + 1)), words(map, boxAt(i + 1))])),
    agreement ? agreementMatrixMarkup(agreement, bottom) : null,
    notes.markup,
  );
}

function heatImage(
  { heat }: MethodMap,
  values: MethodImagesFigure['values'],
  layout: ImageLayout,
  box: Box,
): Markup {
  if (heat === null) {
    return join([imageCells(Array.from(values, inkColour), layout, box), nothingSalient(box)]);
  }
  return join([
    imageCells(Array.from(heat, imageHeatColour), layout, box),
    imageOutline(values, layout, box, 0.5),
  ]);
}

function words({ title, details = [] }: MethodMap, box: Box): Markup {
  const bold = wrap(title, box.width, 9, 'bold');
  const y = box.y + box.height + 11;
  return join([
    lines(box.x, y, bold, { size: 9, weight: 'bold' }),
    lines(
      box.x,
      y + bold.length * 11.25,
      details.flatMap((detail) => wrap(detail, box.width, 8)),
      { size: 8, fill: MUTED },
    ),
  ]);
}
