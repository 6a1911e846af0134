import type { Interval } from '@saliogram/core';
import { scaleLinear } from 'd3-scale';
import { frame, valueAxisBelow } from './axis.ts';
import { FIGURE_WIDTH, footnotes, rowHead } from './heading.ts';
import type { Box, Scale } from './layout.ts';
import { INK, MUTED, TRACE } from './palette.ts';
import { coordinate, element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label, textWidth, wrap } from './text.ts';

/** What one row of every panel stands for. */
export interface IntervalsRow {
  readonly label: string;
  /** Drawn hollow and grey: a row that a real effect has to beat. */
  readonly control?: boolean;
}

/** One quantity for all rows, on its own axis. */
export interface IntervalsPanel {
  readonly title: string;
  /** The name of the axis, with its unit. */
  readonly quantity: string;
  /** Per row; null where there is none. */
  readonly values: readonly (Interval | null)[];
  /** Per row, a published number to compare with; null where there is none. */
  readonly published?: readonly (number | null)[];
}

/** What {@link intervalsFigure} draws. */
export interface IntervalsFigure {
  readonly title: string;
  readonly rows: readonly IntervalsRow[];
  readonly panels: readonly IntervalsPanel[];
  /** What the lines through the dots are; default '95 % bootstrap interval'. */
  readonly intervalName?: string;
  /** What the diamonds are; default 'the paper'. */
  readonly publishedName?: string;
  readonly notes?: readonly string[];
}

const HEAD = 190;
const ROW = 24;
const GAP = 18;
const PAPER = '#0072b2';

/**
 * Estimates with their intervals: rows named at the left, panels side by side in two columns, each on its own axis with
 * zero in sight.
 *
 * @returns an SVG document
 */
export function intervalsFigure(figure: IntervalsFigure): string {
  const { rows, panels } = figure;
  const across = panels.length === 1 ? 1 : 2;
  const width = (FIGURE_WIDTH - HEAD - 20 - (across - 1) * GAP) / across;
  const titleLines = Math.max(1, ...panels.map((panel) => wrap(panel.title, width, 10, 'bold').length));
  const head = titleLines * 12.5 + 8;
  const height = rows.length * ROW + 6;
  const bandHeight = head + height + 36;
  const top = 26;
  const bottom = top + Math.ceil(panels.length / across) * bandHeight;
  const notes = footnotes(12, bottom, FIGURE_WIDTH - 24, figure.notes ?? []);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + notes.height + 6,
      title: figure.title,
      description: panels.map((panel) => describePanel(panel, rows)).join(' '),
    },
    legend(figure),
    ...panels.map((panel, i) => {
      const box: Box = {
        x: HEAD + (i % across) * (width + GAP),
        y: top + Math.floor(i / across) * bandHeight + head,
        width,
        height,
      };
      return join([
        i % across === 0 ? rowHeads(rows, box.y) : null,
        ...wrap(panel.title, width, 10, 'bold').map((line, n, all) =>
          label(box.x, box.y - 6 - (all.length - 1 - n) * 12.5, line, { weight: 'bold' }),
        ),
        intervalsPanel(panel, rows, box),
      ]);
    }),
    notes.markup,
  );
}

function intervalsPanel(panel: IntervalsPanel, rows: readonly IntervalsRow[], box: Box): Markup {
  const all = panel.values.flatMap((value) =>
    value === null ? [] : [value.estimate, value.low, value.high],
  );
  const published = (panel.published ?? []).filter((value) => value !== null);
  const finite = [0, ...all, ...published].filter((value) => Number.isFinite(value));
  const scale = scaleLinear(
    [Math.min(...finite), Math.max(...finite, 1e-9)],
    [box.x + 10, box.x + box.width - 10],
  );
  return join([
    valueAxisBelow(scale, box, panel.quantity, scale.ticks(Math.floor(box.width / 55))),
    element('path', {
      d: `M${coordinate(scale(0))} ${coordinate(box.y)}v${coordinate(box.height)}`,
      stroke: MUTED,
    }),
    frame(box),
    ...rows.map((row, i) => {
      const y = box.y + 3 + (i + 0.5) * ROW;
      const value = panel.values[i] ?? null;
      const paper = panel.published?.[i] ?? null;
      return join([
        paper === null ? null : diamond(scale(paper), y),
        value === null || !Number.isFinite(value.estimate)
          ? label(box.x + box.width - 6, y + 3, 'not measured', { size: 9, anchor: 'end', fill: MUTED })
          : intervalMark(value, row.control === true, scale, y),
      ]);
    }),
  ]);
}

/** A dot at the estimate on a line from low to high. */
function intervalMark(value: Interval, control: boolean, scale: Scale, y: number): Markup {
  const colour = control ? MUTED : TRACE;
  return join([
    hasEnds(value)
      ? element('path', {
          d: `M${coordinate(scale(value.low))} ${coordinate(y)}H${coordinate(scale(value.high))}M${coordinate(scale(value.low))} ${coordinate(y - 3)}v6M${coordinate(scale(value.high))} ${coordinate(y - 3)}v6`,
          stroke: colour,
          'stroke-width': 1.3,
        })
      : null,
    element('circle', {
      cx: scale(value.estimate),
      cy: y,
      r: 3.6,
      fill: control ? '#ffffff' : colour,
      stroke: colour,
      'stroke-width': 1.3,
    }),
  ]);
}

function hasEnds({ low, high }: Interval): boolean {
  return Number.isFinite(low) && Number.isFinite(high);
}

function diamond(x: number, y: number): Markup {
  return element('path', {
    d: `M${coordinate(x)} ${coordinate(y - 6)}l6 6l-6 6l-6 -6z`,
    fill: '#ffffff',
    stroke: PAPER,
    'stroke-width': 1.6,
  });
}

function rowHeads(rows: readonly IntervalsRow[], top: number): Markup {
  return join(
    rows.map((row, i) =>
      rowHead(
        12,
        top + 3 + (i + 0.5) * ROW,
        HEAD - 18,
        row.control ? '' : row.label,
        row.control ? [row.label] : [],
      ),
    ),
  );
}

function legend(figure: IntervalsFigure): Markup {
  const items: [Markup, string][] = [];
  const scale = scaleLinear([0, 1], [0, 1]);
  const example = { estimate: 8, low: 0, high: 16 };
  items.push([
    intervalMark(example, false, scale, 12),
    `our estimate, ${figure.intervalName ?? '95 % bootstrap interval'}`,
  ]);
  if (figure.rows.some((row) => row.control)) items.push([intervalMark(example, true, scale, 12), 'control']);
  if (figure.panels.some((panel) => panel.published?.some((value) => value !== null))) {
    items.push([diamond(8, 12), figure.publishedName ?? 'the paper']);
  }
  let x = 12;
  return join(
    items.map(([mark, name]) => {
      const item = element(
        'g',
        { transform: `translate(${coordinate(x)} 0)` },
        mark,
        label(22, 15, name, { size: 9, fill: INK }),
      );
      x += 40 + textWidth(name, 9);
      return item;
    }),
  );
}

function describePanel(panel: IntervalsPanel, rows: readonly IntervalsRow[]): string {
  const values = rows.map((row, i) => {
    const value = panel.values[i];
    if (value === null || value === undefined) return `${row.label} not measured`;
    const interval = hasEnds(value) ? ` (${value.low.toFixed(4)} to ${value.high.toFixed(4)})` : '';
    return `${row.label} ${value.estimate.toFixed(4)}${interval}`;
  });
  return `${panel.title}: ${values.join(', ')}.`;
}
