import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { frame, valueAxis, valueAxisBelow } from './axis.ts';
import { FIGURE_WIDTH } from './heading.ts';
import { valueScale } from './layout.ts';
import type { Box } from './layout.ts';
import { INK, MUTED, classColour } from './palette.ts';
import { coordinate, element, join, svgDocument } from './svg.ts';
import { label } from './text.ts';

/** What {@link abstentionFigure} draws. */
export interface AbstentionFigure {
  /** From few decided sequences to all. */
  readonly points: readonly { readonly coverage: number; readonly risk: number }[];
  /** Area under the curve, and the least that any order of the same decisions could have. */
  readonly area: number;
  readonly leastArea: number;
}

/**
 * Errors among the decided sequences (per cent) against the share of sequences that are decided, when the least sure
 * ones are left open; beside them the error rate that a confidence without meaning would keep.
 *
 * @returns an SVG document
 */
export function abstentionFigure({ points, area, leastArea }: AbstentionFigure): string {
  const box: Box = { x: 70, y: 34, width: FIGURE_WIDTH - 110, height: 190 };
  const last = points.at(-1)?.risk ?? 0;
  const top = Math.max(0.01, ...points.map(({ risk }) => risk)) * 100;
  const x = scaleLinear([0, 100], [box.x, box.x + box.width]);
  const y = valueScale([0, top], box, 2).nice(5);
  const d = line<{ coverage: number; risk: number }>()
    .x(({ coverage }) => x(100 * coverage))
    .y(({ risk }) => y(100 * risk))
    .digits(2)(points);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: 290,
      title: 'Abstention',
      description: `Errors among decided sequences: ${points
        .filter((_, i) => i % Math.ceil(points.length / 10) === 0 || i === points.length - 1)
        .map(
          ({ coverage, risk }) =>
            `${(100 * risk).toFixed(2)} % when ${(100 * coverage).toFixed(0)} % are decided`,
        )
        .join(', ')}.`,
    },
    label(box.x, box.y - 12, 'errors among the decided', { weight: 'bold' }),
    label(
      box.x + box.width,
      box.y - 12,
      `area ${(100 * area).toFixed(2)} %, least possible ${(100 * leastArea).toFixed(2)} %`,
      {
        size: 9,
        anchor: 'end',
        fill: MUTED,
      },
    ),
    valueAxis(y, box, 'errors (%)', 5),
    valueAxisBelow(x, box, 'sequences decided, the surest first (%)', [0, 20, 40, 60, 80, 100]),
    join([
      element('path', {
        d: `M${coordinate(box.x)} ${coordinate(y(100 * last))}h${coordinate(box.width)}`,
        stroke: MUTED,
        'stroke-dasharray': '3 3',
      }),
      element('path', { d: d ?? '', fill: 'none', stroke: classColour(0), 'stroke-width': 1.8 }),
    ]),
    frame(box),
    label(box.x, 278, 'Dashed: the errors when every sequence is decided.', { size: 9, fill: INK }),
  );
}
