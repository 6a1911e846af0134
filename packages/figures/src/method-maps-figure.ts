import { agreementMatrixHeight, agreementMatrixMarkup } from './agreement-matrix.ts';
import type { AgreementMatrix } from './agreement-matrix.ts';
import { timeAxis, valueAxis } from './axis.ts';
import { FIGURE_WIDTH, footnotes, rowHead } from './heading.ts';
import { heatLegend } from './heat-legend.ts';
import { extent, stepScale, valueScale } from './layout.ts';
import type { Box, Scale, SeriesLayout } from './layout.ts';
import { MUTED } from './palette.ts';
import { nothingSalient } from './saliency-figure.ts';
import { laneBox, panelHeight, seriesPanel } from './series-panel.ts';
import type { Values } from './series-panel.ts';
import { coordinate, element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';

/** What one method says of the sequence. */
export interface MethodMap {
  readonly title: string;
  /** Short lines below the title, such as a verdict. */
  readonly details?: readonly string[];
  /** Shape [T] or [T, C] in [0, 1]; null where nothing is salient. */
  readonly heat: Values | null;
}

/** A named wave, in steps. */
export interface WaveSpan {
  readonly name: string;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** What {@link methodMapsFigure} draws. */
export interface MethodMapsFigure {
  /** What is explained, in words. */
  readonly title: string;
  readonly maps: readonly MethodMap[];
  /** The sequence, [T, C]. */
  readonly values: Values;
  readonly layout: SeriesLayout;
  /** Named above the maps and marked through them. */
  readonly waves?: readonly WaveSpan[];
  /** Drawn below the maps. */
  readonly agreement?: AgreementMatrix;
  readonly notes?: readonly string[];
}

const HEAD = 168;
const PANEL = 58;
const GAP = 8;
const LEFT = HEAD + 38;
const TOP = 52;

/**
 * The maps of several methods of one sequence below each other: heat under the trace it explains, the waves marked
 * through all of them, and how far the methods agree.
 *
 * @returns an SVG document
 */
export function methodMapsFigure(figure: MethodMapsFigure): string {
  const { title, maps, layout, agreement } = figure;
  const height = panelHeight(layout, PANEL);
  const boxAt = (row: number): Box => ({
    x: LEFT,
    y: TOP + row * (height + GAP),
    width: FIGURE_WIDTH - LEFT - 14,
    height,
  });
  const bottom = TOP + maps.length * (height + GAP) - GAP;
  const matrixTop = bottom + 40;
  const matrixHeight = agreement ? agreementMatrixHeight(agreement.names.length) : 0;
  const notes = footnotes(12, matrixTop + matrixHeight, FIGURE_WIDTH - 24, figure.notes ?? []);
  const scale = stepScale(layout.steps, boxAt(0));
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: matrixTop + matrixHeight + notes.height + 6,
      title,
      description: `Heat of ${maps.map((map) => [map.title, ...(map.details ?? [])].join(', ')).join('; ')}.`,
    },
    label(12, 18, title, { weight: 'bold' }),
    heatLegend(FIGURE_WIDTH - 14, 9, 'importance of a step'),
    ...maps.map((map, i) => mapRow(map, figure, boxAt(i))),
    waveMarks(figure.waves ?? [], scale, bottom),
    timeAxis(layout, scale, boxAt(maps.length - 1), true),
    agreement ? agreementMatrixMarkup(agreement, matrixTop) : null,
    notes.markup,
  );
}

function mapRow(map: MethodMap, { values, layout }: MethodMapsFigure, box: Box): Markup {
  const domain = extent([values]);
  const first = laneBox(box, 0, layout);
  return join([
    rowHead(12, box.y + box.height / 2, HEAD - 12, map.title, map.details ?? []),
    valueAxis(valueScale(domain, first), first, layout.unit),
    map.heat === null ? nothingSalient(box) : null,
    seriesPanel({ layout, values, domain, ...(map.heat === null ? {} : { heat: map.heat }) }, box),
  ]);
}

/** Names of the waves above, and their ends through all maps. */
function waveMarks(waves: readonly WaveSpan[], scale: Scale, bottom: number): Markup {
  const ends = new Set(waves.flatMap(({ from, to }) => [from, to]));
  return join([
    ...waves.map(({ name, from, to }) =>
      label(scale((from + to) / 2), TOP - 5, name, { anchor: 'middle', size: 9, fill: MUTED }),
    ),
    element('path', {
      d: Array.from(ends, (step) => `M${coordinate(scale(step))} ${TOP}V${coordinate(bottom)}`).join(''),
      stroke: MUTED,
      'stroke-width': 0.6,
      'stroke-dasharray': '2 3',
    }),
  ]);
}
