import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { frame, valueAxis, valueAxisBelow } from './axis.ts';
import { FIGURE_WIDTH, footnotes } from './heading.ts';
import type { Box } from './layout.ts';
import { classColour, INK, MUTED } from './palette.ts';
import { element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label, lines as textLines, wrap } from './text.ts';

/** The mean curve of one method. */
export interface RemovalCurveLine {
  readonly label: string;
  readonly control?: boolean;
  /** Mean probability of the class as inputs go, most important first, [P]. */
  readonly deletion: readonly number[];
  /** The same as inputs come, [P]. */
  readonly insertion: readonly number[];
}

/** What {@link removalCurvesFigure} draws. */
export interface RemovalCurvesFigure {
  readonly lines: readonly RemovalCurveLine[];
  /** Share of the inputs that are gone, or there, [P]. */
  readonly shares: ArrayLike<number>;
  /** What is followed; default 'mean probability of the class'. */
  readonly quantity?: string;
  readonly notes?: readonly string[];
}

const WIDTH = 226;
const HEIGHT = 210;
const TOP = 34;
const LEFT = 54;
/** Height of a line of the legend, whose words may need two. */
const LINE = 22;
const GAP = 44;

/**
 * Deletion and insertion: what becomes of the class as ever more inputs go, and come, in the order of each method; the
 * area is the score.
 *
 * @returns an SVG document
 */
export function removalCurvesFigure(figure: RemovalCurvesFigure): string {
  const { lines, shares, quantity = 'mean probability of the class' } = figure;
  const boxes = [0, 1].map((i): Box => ({
    x: LEFT + i * (WIDTH + GAP),
    y: TOP,
    width: WIDTH,
    height: HEIGHT,
  }));
  const legendX = LEFT + 2 * WIDTH + GAP + 16;
  const bottom = TOP + Math.max(HEIGHT, lines.length * LINE) + 40;
  const notes = footnotes(12, bottom, FIGURE_WIDTH - 24, figure.notes ?? []);
  const panels = [
    {
      title: 'Deletion: less is better',
      of: (each: RemovalCurveLine) => each.deletion,
      axis: 'share that is gone',
    },
    {
      title: 'Insertion: more is better',
      of: (each: RemovalCurveLine) => each.insertion,
      axis: 'share that is there',
    },
  ];
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: bottom + notes.height + 6,
      title: 'Deletion and insertion',
      description: lines
        .map(
          (each) =>
            `${each.label}: area ${areaUnder(each.deletion).toFixed(3)} under deletion, ${areaUnder(each.insertion).toFixed(3)} under insertion.`,
        )
        .join(' '),
    },
    ...panels.map(({ title, of, axis }, i) => {
      const box = boxes[i];
      const x = scaleLinear([0, 1], [box.x, box.x + box.width]);
      const y = scaleLinear([0, 1], [box.y + box.height, box.y]);
      return join([
        label(box.x, box.y - 10, title, { weight: 'bold' }),
        valueAxisBelow(x, box, axis, [0, 0.25, 0.5, 0.75, 1]),
        valueAxis(y, box, i === 0 ? quantity : null, 5),
        frame(box),
        ...lines.map((each, n) =>
          element('path', {
            d:
              line<number>()
                .x((_, p) => x(shares[p]))
                .y((value) => y(value))
                .digits(2)(of(each)) ?? '',
            fill: 'none',
            ...styleOf(each, n, lines),
          }),
        ),
      ]);
    }),
    ...lines.map((each, n) => legendLine(each, n, lines, legendX, TOP + 8 + n * LINE)),
    notes.markup,
  );
}

/** Methods in colours, controls in grey; dashes tell apart what colours do not. */
function styleOf(each: RemovalCurveLine, n: number, lines: readonly RemovalCurveLine[]) {
  const dashes = ['', '6 3', '2 2', '8 3 2 3'];
  const of = lines.slice(0, n).filter(({ control }) => control === each.control).length;
  return {
    stroke: each.control ? MUTED : classColour(of),
    'stroke-width': each.control ? 1.2 : 1.8,
    'stroke-dasharray': each.control ? dashes[(of % 3) + 1] : of < 8 ? null : dashes[1],
  };
}

function legendLine(
  each: RemovalCurveLine,
  n: number,
  lines: readonly RemovalCurveLine[],
  x: number,
  y: number,
): Markup {
  return join([
    element('path', { d: `M${x} ${y - 3}h18`, fill: 'none', ...styleOf(each, n, lines) }),
    textLines(x + 23, y, wrap(each.label, FIGURE_WIDTH - x - 31, 8.5), {
      size: 8.5,
      fill: each.control ? MUTED : INK,
    }),
  ]);
}

/** Under a curve over evenly spaced points from 0 to 1, by trapezoids. */
function areaUnder(values: readonly number[]): number {
  const sum = values.reduce((all, value) => all + value, 0);
  return (sum - (values[0] + values[values.length - 1]) / 2) / (values.length - 1);
}
