import { stepAxis, timeAxis, valueAxis } from './axis.ts';
import { columnHead, FIGURE_WIDTH, footnotes, headLines, rowHead } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import { extent, stepScale, valueScale } from './layout.ts';
import type { Box, SeriesLayout } from './layout.ts';
import { MUTED } from './palette.ts';
import { laneBox, panelHeight, seriesPanel } from './series-panel.ts';
import type { Values } from './series-panel.ts';
import { element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label, textWidth } from './text.ts';

/** One sequence and the heat of every technique on it. */
export interface SaliencyRow {
  /** The class in words. */
  readonly label: string;
  /** Where the sequence is from. */
  readonly detail?: string;
  /** The model's probability of the explained class. */
  readonly probability: number;
  /** Shape [T, C]. */
  readonly values: Values;
  /** Per technique, heat of shape [T] or [T, C] in [0, 1]; null where nothing is salient. */
  readonly heats: readonly (Values | null)[];
}

/** What {@link saliencyFigure} draws. */
export interface SaliencyFigure {
  /** Column heads, as many as each row has heats. */
  readonly techniques: readonly string[];
  readonly rows: readonly SaliencyRow[];
  readonly layout: SeriesLayout;
  /** What the heat means; default 'importance of a step'. */
  readonly quantity?: string;
  readonly notes?: readonly string[];
}

/** What the paper called its fifth class, said below a figure that shows it under its right name. */
export const PAPER_CLASS_NAME_NOTE =
  'V is premature ventricular contraction, symbol V of the MIT-BIH annotations; the paper calls this class ventricular fibrillation ("V-fib").';

const HEAD = 112;
const PANEL = 78;
const GAP = 10;

/**
 * The paper's Figure 3: rows of sequences, columns of techniques; the heat of a technique under the trace it explains.
 *
 * @returns an SVG document
 */
export function saliencyFigure(figure: SaliencyFigure): string {
  const { techniques, rows, layout } = figure;
  const left = HEAD + 38;
  const width = (FIGURE_WIDTH - left - 12 - (techniques.length - 1) * GAP) / techniques.length;
  const top = 44 + headLines(techniques, width + GAP) * 12.5;
  const height = panelHeight(layout, PANEL);
  const boxAt = (row: number, column: number): Box => ({
    x: left + column * (width + GAP),
    y: top + row * (height + GAP),
    width,
    height,
  });
  const bottom = top + rows.length * (height + GAP) - GAP;
  const notes = footnotes(12, bottom + 36, FIGURE_WIDTH - 24, figure.notes ?? []);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + 40 + notes.height,
      title: 'Salient regions by technique',
      description: `Heat of ${techniques.join(', ')} under ${rows.length} traces: ${rows.map((row) => `${row.label}, probability ${row.probability.toFixed(3)}`).join('; ')}.`,
    },
    heatLegend(FIGURE_WIDTH - 14, 6, figure.quantity ?? 'importance of a step'),
    ...techniques.map((technique, column) => {
      const box = boxAt(0, column);
      return join([
        columnHead(box.x + width / 2, top - 20, width + GAP, technique),
        stepAxis(layout, stepScale(layout.steps, box), box, column === 0),
      ]);
    }),
    ...rows.map((row, i) => saliencyRow(row, layout, (column) => boxAt(i, column))),
    ...techniques.map((_, column) => {
      const box = boxAt(rows.length - 1, column);
      const named = techniques.length < 4 || column === Math.floor((techniques.length - 1) / 2);
      return timeAxis(layout, stepScale(layout.steps, box), box, named);
    }),
    notes.markup,
  );
}

function saliencyRow(row: SaliencyRow, layout: SeriesLayout, boxAt: (column: number) => Box): Markup {
  const domain = extent([row.values]);
  const first = laneBox(boxAt(0), 0, layout);
  return join([
    rowHead(12, first.y + PANEL / 2, HEAD - 12, row.label, [
      ...(row.detail === undefined ? [] : [row.detail]),
      `p = ${row.probability.toFixed(3)}`,
    ]),
    valueAxis(valueScale(domain, first), first, layout.unit),
    ...row.heats.map((heat, column) => {
      const box = boxAt(column);
      if (heat === null) {
        return join([nothingSalient(box), seriesPanel({ layout, values: row.values, domain }, box)]);
      }
      return seriesPanel({ layout, values: row.values, heat, domain }, box);
    }),
  ]);
}

/** Says in a panel that the technique found nothing. */
export function nothingSalient(box: Box): Markup {
  const content = 'nothing salient';
  const width = textWidth(content, 9) + 6;
  const x = box.x + box.width - width / 2 - 2;
  const y = box.y + 2;
  return join([
    element('rect', { x: x - width / 2, y, width, height: 12, fill: '#ffffff', 'fill-opacity': 0.85 }),
    label(x, y + 9, content, { size: 9, anchor: 'middle', fill: MUTED }),
  ]);
}
