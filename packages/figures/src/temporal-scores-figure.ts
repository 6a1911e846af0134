import type { ClassInfo } from '@saliogram/core';
import { stepAxis, timeAxis, valueAxis } from './axis.ts';
import { classLegend, classStrip } from './class-strip.ts';
import { FIGURE_WIDTH, rowHead } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import { extent, msOfStep, stepScale, valueScale } from './layout.ts';
import type { Box, SeriesLayout } from './layout.ts';
import { TRACE } from './palette.ts';
import { laneBox, seriesPanel } from './series-panel.ts';
import type { Values } from './series-panel.ts';
import { coordinate, element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';

/** One sequence and what the model thought after each of its steps. */
export interface TemporalScoresSample {
  /** The right class in words. */
  readonly label: string;
  /** Where the sequence is from: record, beat. */
  readonly detail?: string;
  /** Shape [T, C]. */
  readonly values: Values;
  /** Probability of the right class after each step; shape [T], in [0, 1]. */
  readonly correctProbability: Values;
  /** Index of the most likely class after each step; shape [T]. */
  readonly mostLikely: ArrayLike<number>;
  /** The step from which the model holds to the right class; null when it never does. */
  readonly decisionStep: number | null;
}

/** What {@link temporalScoresFigure} draws. */
export interface TemporalScoresFigure {
  readonly samples: readonly TemporalScoresSample[];
  readonly classes: readonly ClassInfo[];
  readonly layout: SeriesLayout;
}

const HEAD = 148;
const PANEL = 74;
const STRIP = 15;
const ROW = PANEL + STRIP + 16;

/**
 * The paper's Figure 1 for series: per row the sequence over the probability of its class as heat, the most likely class
 * after each step as a strip, and the step at which the decision was made for good.
 *
 * @returns an SVG document
 */
export function temporalScoresFigure(figure: TemporalScoresFigure): string {
  const { samples, classes, layout } = figure;
  const left = HEAD + 44;
  const width = FIGURE_WIDTH - left - 14;
  const top = 46;
  const rows = samples.map((sample, i) =>
    temporalRow(sample, figure, { x: left, y: top + i * ROW, width, height: PANEL }),
  );
  const bottom = top + samples.length * ROW;
  const last: Box = { x: left, y: bottom - ROW, width, height: PANEL + STRIP + 3 };
  const scale = stepScale(layout.steps, last);
  const legend = classLegend(classes, 12, bottom + 30, FIGURE_WIDTH - 24);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + 32 + legend.height,
      title: 'Temporal output scores',
      description: `The probability of the right class after every step of ${samples.length} sequences, and the class the model held most likely there. ${samples.map(describe(layout)).join(' ')}`,
    },
    heatLegend(FIGURE_WIDTH - 14, 6, 'probability of the right class'),
    stepAxis(layout, scale, { ...last, y: top }, true),
    ...rows,
    timeAxis(layout, scale, last, true),
    legend.markup,
  );
}

function temporalRow(sample: TemporalScoresSample, figure: TemporalScoresFigure, box: Box): Markup {
  const { classes, layout } = figure;
  const domain = extent([sample.values]);
  const scale = stepScale(layout.steps, box);
  const decided = decisionText(sample.decisionStep, layout);
  const lane = laneBox(box, 0, layout);
  return join([
    rowHead(12, box.y + (PANEL + STRIP) / 2, HEAD - 14, sample.label, [
      ...(sample.detail === undefined ? [] : [sample.detail]),
      ...decided.split(', '),
    ]),
    valueAxis(valueScale(domain, lane), lane, layout.unit),
    seriesPanel({ layout, values: sample.values, heat: sample.correctProbability, domain }, box),
    classStrip(sample.mostLikely, classes, scale, { ...box, y: box.y + PANEL + 3, height: STRIP }),
    sample.decisionStep === null ? null : decisionMark(scale(sample.decisionStep), box.y, PANEL + STRIP + 3),
  ]);
}

function decisionMark(x: number, y: number, height: number): Markup {
  return join([
    element('path', {
      d: `M${coordinate(x)} ${coordinate(y)}v${height}`,
      stroke: TRACE,
      'stroke-width': 1.2,
      'stroke-dasharray': '4 2',
    }),
    element('path', { d: `M${coordinate(x - 5)} ${coordinate(y)}h10l-5 7z`, fill: TRACE }),
  ]);
}

function decisionText(step: number | null, layout: SeriesLayout): string {
  if (step === null) return 'never decided';
  return `▼ decided at ${Math.round(msOfStep(step, layout))} ms, step ${step}`.replace('at -', 'at −');
}

function describe(layout: SeriesLayout): (sample: TemporalScoresSample) => string {
  return (sample) => `${sample.label}: ${decisionText(sample.decisionStep, layout).replace('▼ ', '')}.`;
}
