import { scaleLinear } from 'd3-scale';
import { frame, valueAxis, valueAxisBelow } from './axis.ts';
import { FIGURE_WIDTH } from './heading.ts';
import { valueScale } from './layout.ts';
import type { Box, Scale } from './layout.ts';
import { MUTED, RULE, classColour } from './palette.ts';
import { coordinate, element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';

/** What {@link reliabilityFigure} draws: one panel per curve. */
export interface ReliabilityFigure {
  readonly curves: readonly ReliabilityCurve[];
}

/** The reliability of one set of probabilities. */
export interface ReliabilityCurve {
  readonly name: string;
  /** Expected calibration error, 0 to 1. */
  readonly expectedCalibrationError: number;
  /** Sequences by the probability of the decided class, in bins (low, high]; null where a bin is empty. */
  readonly bins: readonly {
    readonly low: number;
    readonly high: number;
    readonly n: number;
    readonly confidence: number | null;
    readonly accuracy: number | null;
  }[];
}

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const SIZE = 230;
const GAP = 110;

/**
 * Reliability diagrams: the share of right decisions in each bin of confidence, against the diagonal of probabilities
 * that can be taken at their word; below, how many sequences each bin holds.
 *
 * @returns an SVG document
 */
export function reliabilityFigure({ curves }: ReliabilityFigure): string {
  const left = (FIGURE_WIDTH - curves.length * SIZE - (curves.length - 1) * GAP) / 2 + 20;
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: SIZE + 140,
      title: 'Reliability',
      description: curves
        .map(
          ({ name, expectedCalibrationError: error, bins }) =>
            `${name}: expected calibration error ${(100 * error).toFixed(1)} %. ${bins
              .filter(({ n }) => n > 0)
              .map((bin) => `${share(bin.confidence)} sure, ${share(bin.accuracy)} right (${bin.n})`)
              .join('; ')}.`,
        )
        .join(' '),
    },
    ...curves.map((curve, i) =>
      panel(curve, { x: left + i * (SIZE + GAP), y: 40, width: SIZE, height: SIZE }),
    ),
  );
}

function panel(curve: ReliabilityCurve, box: Box): Markup {
  const x: Scale = scaleLinear([0, 1], [box.x, box.x + box.width]);
  const y = valueScale([0, 1], box, 0);
  const counts: Box = { ...box, y: box.y + box.height + 14, height: 40 };
  const most = Math.max(1, ...curve.bins.map(({ n }) => n));
  return join([
    label(box.x, box.y - 22, curve.name, { weight: 'bold' }),
    label(box.x, box.y - 9, `expected calibration error ${share(curve.expectedCalibrationError)}`, {
      size: 9,
      fill: MUTED,
    }),
    valueAxis(y, box, 'share of right decisions', 5),
    element('path', {
      d: `M${coordinate(x(0))} ${coordinate(y(0))}L${coordinate(x(1))} ${coordinate(y(1))}`,
      stroke: MUTED,
      'stroke-dasharray': '3 3',
    }),
    ...curve.bins.map(({ low, high, accuracy, confidence }) =>
      accuracy === null || confidence === null
        ? null
        : join([
            element('rect', {
              x: x(low) + 0.5,
              y: y(accuracy),
              width: x(high) - x(low) - 1,
              height: y(0) - y(accuracy),
              fill: classColour(0),
              'fill-opacity': 0.45,
            }),
            element('circle', { cx: x(confidence), cy: y(accuracy), r: 3, fill: classColour(0) }),
          ]),
    ),
    frame(box),
    ...curve.bins.map(({ low, high, n }) =>
      n === 0
        ? null
        : element('rect', {
            x: x(low) + 0.5,
            y: counts.y + counts.height * (1 - n / most),
            width: x(high) - x(low) - 1,
            height: (counts.height * n) / most,
            fill: RULE,
          }),
    ),
    label(box.x - 6, counts.y + 8, most.toLocaleString('en-GB'), { size: 9, anchor: 'end' }),
    valueAxisBelow(x, counts, 'probability of the decided class; grey: sequences', TICKS),
    frame(counts),
  ]);
}

function share(value: number | null): string {
  return value === null ? '–' : `${(100 * value).toFixed(1)} %`;
}
