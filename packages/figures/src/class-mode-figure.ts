import { stepAxis, timeAxis, valueAxis } from './axis.ts';
import { columnHead, FIGURE_WIDTH, rowHead } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import { imageCells, inkColour } from './image-panel.ts';
import { extent, stepScale, valueScale } from './layout.ts';
import type { Box, ImageLayout, SeriesLayout } from './layout.ts';
import { imageHeatColour } from './palette.ts';
import { laneBox, seriesPanel } from './series-panel.ts';
import type { Values } from './series-panel.ts';
import { minus } from './axis.ts';
import { join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';

/** The input a model scores highest for a class, and what real inputs of the class look like. */
export interface ClassModeSample {
  /** The class in words. */
  readonly label: string;
  /** The optimised input; shape [T, C]. */
  readonly mode: Values;
  /** The median of the real inputs of the class, step by step; shape [T, C]. */
  readonly median: Values;
  /** The class's unnormalised score for the optimised input. */
  readonly score?: number;
  /** The class's probability for the optimised input. */
  readonly probability?: number;
  /** Steps of the optimiser, and whether it converged. */
  readonly iterations?: number;
  readonly converged?: boolean;
}

/** What {@link classModeFigure} draws. */
export interface ClassModeFigure {
  readonly samples: readonly ClassModeSample[];
  readonly layout: SeriesLayout;
  /** What the right column holds; default 'Median of the class'. */
  readonly medianTitle?: string;
}

const HEAD = 150;
const PANEL = 74;
const ROW = PANEL + 12;

/**
 * The paper's Figure 2 for series: per class the optimised input, and beside it the median of the real ones.
 *
 * @returns an SVG document
 */
export function classModeFigure(figure: ClassModeFigure): string {
  const { samples, layout } = figure;
  const titles = ['Optimised input', figure.medianTitle ?? 'Median of the class'];
  const width = (FIGURE_WIDTH - HEAD - 14 - 2 * 48) / 2;
  const top = 46;
  const boxAt = (row: number, column: number): Box => ({
    x: HEAD + 48 + column * (width + 48),
    y: top + row * ROW,
    width,
    height: PANEL,
  });
  const bottom = top + samples.length * ROW;
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + 28,
      title: 'Class modes',
      description: `For each class, the input that the model scores highest, beside the median of the real inputs: ${samples.map((sample) => [sample.label, ...modeFacts(sample)].join(', ')).join('; ')}.`,
    },
    ...titles.map((title, column) => {
      const box = boxAt(0, column);
      return join([
        columnHead(box.x + width / 2, top - 26, width, title),
        stepAxis(layout, stepScale(layout.steps, box), box, column === 0),
      ]);
    }),
    ...samples.map((sample, row) =>
      join([
        rowHead(12, top + row * ROW + PANEL / 2, HEAD - 6, sample.label, modeFacts(sample)),
        modePanel(sample.mode, layout, boxAt(row, 0), true),
        modePanel(sample.median, layout, boxAt(row, 1), false),
      ]),
    ),
    ...titles.map((_, column) => {
      const box = boxAt(samples.length - 1, column);
      return timeAxis(layout, stepScale(layout.steps, box), box, true);
    }),
  );
}

function modePanel(values: Values, layout: SeriesLayout, box: Box, named: boolean): Markup {
  const domain = extent([values]);
  const lane = laneBox(box, 0, layout);
  return join([
    valueAxis(valueScale(domain, lane), lane, named ? layout.unit : null),
    seriesPanel({ layout, values, domain }, box),
  ]);
}

function modeFacts(sample: ClassModeSample): string[] {
  const facts: string[] = [];
  if (sample.score !== undefined) facts.push(`score ${minus(Number(sample.score.toPrecision(3)))}`);
  if (sample.probability !== undefined) facts.push(`probability ${sample.probability.toFixed(3)}`);
  if (sample.iterations !== undefined) {
    facts.push(`${sample.iterations} steps${sample.converged === false ? ', not converged' : ''}`);
  }
  return facts;
}

/** What {@link classModeImageFigure} draws. */
export interface ClassModeImageFigure {
  readonly samples: readonly ClassModeSample[];
  readonly layout: ImageLayout;
  readonly medianTitle?: string;
}

/**
 * The paper's Figure 2 for images: per class (column) the optimised input over the median image.
 *
 * @returns an SVG document
 */
export function classModeImageFigure(figure: ClassModeImageFigure): string {
  const { samples, layout } = figure;
  const head = 96;
  const side = Math.min(96, (FIGURE_WIDTH - head - 24) / samples.length - 6);
  const top = 46;
  const [low, high] = extent(samples.map((sample) => sample.mode));
  const span = high > low ? high - low : 1;
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: top + 2 * (side + 8) + 8,
      title: 'Class modes of images',
      description: `For each of ${samples.length} classes, the image that the model scores highest, over the median of the real images.`,
    },
    heatLegend(FIGURE_WIDTH - 14, 6, 'optimised pixel value', {
      colour: imageHeatColour,
      low: minus(Number(low.toPrecision(2))),
      high: minus(Number(high.toPrecision(2))),
    }),
    rowHead(12, top + side / 2, head - 10, 'Optimised input', []),
    rowHead(12, top + side * 1.5 + 8, head - 10, figure.medianTitle ?? 'Median of the class', []),
    ...samples.map((sample, i) => {
      const box = { x: head + 12 + i * (side + 6), y: top, width: side, height: side };
      return join([
        columnHead(box.x + side / 2, top - 5, side, sample.label),
        imageCells(
          Array.from(sample.mode, (value) => imageHeatColour((value - low) / span)),
          layout,
          box,
        ),
        imageCells(Array.from(sample.median, inkColour), layout, { ...box, y: top + side + 8 }),
      ]);
    }),
  );
}
