import type { ClassInfo } from '@saliogram/core';
import { heatLegend } from './heat-legend.ts';
import { imageHeatColour, inkOn, MUTED } from './palette.ts';
import { element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label, textWidth } from './text.ts';

/** What {@link confusionMatrixFigure} draws. */
export interface ConfusionMatrixFigure {
  /** Counts, [reference][model]. */
  readonly confusion: readonly (readonly number[])[];
  readonly classes: readonly ClassInfo[];
}

const CELL = { width: 62, height: 34 };

/**
 * A confusion matrix: rows the reference, columns the model; counts with the share of their row as colour, sensitivity
 * and positive predictivity at the margins.
 *
 * @returns an SVG document
 */
export function confusionMatrixFigure(figure: ConfusionMatrixFigure): string {
  const { confusion, classes } = figure;
  const k = classes.length;
  const long = classes.map((info) =>
    info.name === info.symbol ? info.symbol : `${info.name} (${info.symbol})`,
  );
  const head = Math.max(70, ...long.map((name) => textWidth(name, 10))) + 34;
  const width = Math.max(560, head + (k + 1) * CELL.width + 16);
  const top = 62;
  const bottom = top + k * CELL.height;
  const margin = head + k * CELL.width + 6;
  return svgDocument(
    {
      width,
      height: bottom + CELL.height + 10,
      title: 'Confusion matrix',
      description: classes
        .map(
          (info, row) =>
            `${info.name}: ${confusion[row].map((n, c) => `${n} as ${classes[c].symbol}`).join(', ')}.`,
        )
        .join(' '),
    },
    heatLegend(width - 12, 6, 'share of the row', { colour: imageHeatColour, low: '0 %', high: '100 %' }),
    label(head + (k * CELL.width) / 2, top - 22, 'model', { anchor: 'middle', fill: MUTED, size: 9 }),
    label(16, top + (k * CELL.height) / 2, 'reference', {
      anchor: 'middle',
      fill: MUTED,
      size: 9,
      rotate: -90,
    }),
    label(margin + CELL.width / 2, top - 7, 'sensitivity', { anchor: 'middle', size: 9, fill: MUTED }),
    label(head - 8, bottom + 22, 'pos. predictivity', { anchor: 'end', size: 9, fill: MUTED }),
    ...classes.map((info, i) =>
      join([
        label(head + (i + 0.5) * CELL.width, top - 7, info.symbol, { anchor: 'middle', weight: 'bold' }),
        label(head - 8, top + (i + 0.5) * CELL.height + 4, long[i], { anchor: 'end' }),
        label(
          margin + CELL.width / 2,
          top + (i + 0.5) * CELL.height + 4,
          share(confusion[i][i], sum(confusion[i])),
          { anchor: 'middle' },
        ),
        label(
          head + (i + 0.5) * CELL.width,
          bottom + 22,
          share(confusion[i][i], sum(confusion.map((row) => row[i]))),
          { anchor: 'middle' },
        ),
      ]),
    ),
    ...confusion.map((row, r) => matrixRow(row, head, top + r * CELL.height)),
  );
}

function matrixRow(row: readonly number[], x: number, y: number): Markup {
  const total = sum(row);
  return join(
    row.map((count, column) => {
      const part = total === 0 ? 0 : count / total;
      // A single confused beat is shown by its number; the colour starts where shares matter.
      const colour = count === 0 ? '#ffffff' : imageHeatColour(part);
      const left = x + column * CELL.width;
      return join([
        element('rect', { x: left, y, ...CELL, fill: colour, stroke: '#ffffff', 'stroke-width': 1.5 }),
        label(
          left + CELL.width / 2,
          y + (total === 0 || count === 0 ? 21 : 16),
          count.toLocaleString('en-GB'),
          {
            anchor: 'middle',
            fill: inkOn(colour),
          },
        ),
        count === 0
          ? null
          : label(left + CELL.width / 2, y + 28, share(count, total), {
              anchor: 'middle',
              size: 9,
              fill: inkOn(colour),
            }),
      ]);
    }),
  );
}

function share(part: number, total: number): string {
  return total === 0
    ? '–'
    : `${((100 * part) / total).toFixed(part === total ? 0 : part / total < 0.001 ? 2 : 1)} %`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
