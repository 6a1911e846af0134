import type { ClassInfo } from '@saliogram/core';
import { classLegend, runsOf } from './class-strip.ts';
import type { Run } from './class-strip.ts';
import { columnHead, FIGURE_WIDTH, rowHead } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import { imageCells, imageOutline, inkColour } from './image-panel.ts';
import type { Box, ImageLayout } from './layout.ts';
import { classColour, imageHeatColour, inkOn, MUTED } from './palette.ts';
import { element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';
import type { TemporalScoresSample } from './temporal-scores-figure.ts';

/** What {@link temporalScoresImageFigure} draws. */
export interface TemporalScoresImageFigure {
  /** Values are pixels in [0, 1] in scan-line order, one step per pixel. */
  readonly samples: readonly TemporalScoresSample[];
  readonly classes: readonly ClassInfo[];
  readonly layout: ImageLayout;
}

const HEAD = 96;
const GAP = 8;
const PER_BAND = 10;

/**
 * The paper's Figure 1 for images read in scan-line order: each column a sample; the image, the probability of its class
 * when reading had come to each pixel, and the most likely class there.
 *
 * @returns an SVG document
 */
export function temporalScoresImageFigure(figure: TemporalScoresImageFigure): string {
  const { samples, classes, layout } = figure;
  const perBand = Math.min(PER_BAND, samples.length);
  const side = Math.min(96, (FIGURE_WIDTH - HEAD - 24) / perBand - GAP);
  const bandHeight = 3 * (side + GAP) + 24;
  const bands = Math.ceil(samples.length / perBand);
  const parts: Markup[] = [];
  for (let band = 0; band < bands; band++) {
    const top = 42 + band * bandHeight;
    const rows = ['Image', 'Probability of the right class', 'Most likely class'];
    rows.forEach((name, row) => {
      parts.push(rowHead(12, top + row * (side + GAP) + side / 2, HEAD - 10, name, []));
    });
    samples.slice(band * perBand, (band + 1) * perBand).forEach((sample, i) => {
      parts.push(
        sampleColumn(sample, classes, layout, {
          x: HEAD + 12 + i * (side + GAP),
          y: top,
          width: side,
          height: side,
        }),
      );
    });
  }
  const bottom = 42 + bands * bandHeight;
  const legend = classLegend(classes, 12, bottom, FIGURE_WIDTH - 24);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + 4 + legend.height,
      title: 'Temporal output scores of images',
      description: `The probability of the right class after every pixel in scan-line order, and the class held most likely there, for ${samples.length} images.`,
    },
    heatLegend(FIGURE_WIDTH - 14, 6, 'probability of the right class', { colour: imageHeatColour }),
    ...parts,
    legend.markup,
  );
}

function sampleColumn(
  sample: TemporalScoresSample,
  classes: readonly ClassInfo[],
  layout: ImageLayout,
  box: Box,
): Markup {
  const steps = layout.rows * layout.columns;
  const second = { ...box, y: box.y + box.height + GAP };
  const third = { ...box, y: box.y + 2 * (box.height + GAP) };
  const decided =
    sample.decisionStep === null ? 'never' : `${Math.round((100 * sample.decisionStep) / steps)} % read`;
  return join([
    columnHead(box.x + box.width / 2, box.y - 5, box.width + GAP, sample.label),
    imageCells(Array.from(sample.values, inkColour), layout, box),
    imageCells(Array.from(sample.correctProbability, imageHeatColour), layout, second),
    imageOutline(sample.values, layout, second, 0.5),
    imageCells(Array.from(sample.mostLikely, classColour), layout, third),
    ...runsOf(sample.mostLikely).map((run) => runLetter(run, classes, layout, third)),
    label(box.x + box.width / 2, third.y + box.height + 12, `▸ ${decided}`, {
      size: 9,
      anchor: 'middle',
      fill: MUTED,
    }),
  ]);
}

// The class's letter in the middle of a run, where the run is high enough to hold it.
function runLetter(run: Run, classes: readonly ClassInfo[], layout: ImageLayout, box: Box): Markup | null {
  const rows = (run.to - run.from) / layout.columns;
  const height = (rows * box.height) / layout.rows;
  if (height < 11) return null;
  const y = box.y + ((run.from + run.to) / 2 / layout.columns / layout.rows) * box.height;
  const x = box.x + box.width / 2;
  return join([
    element('rect', { x: x - 5, y: y - 5, width: 10, height: 10, fill: classColour(run.value) }),
    label(x, y + 3.6, classes[run.value].symbol, {
      size: 10,
      anchor: 'middle',
      weight: 'bold',
      fill: inkOn(classColour(run.value)),
    }),
  ]);
}
