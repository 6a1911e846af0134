import { line } from 'd3-shape';
import { scaleLinear } from 'd3-scale';
import { frame, minus, valueAxisBelow } from './axis.ts';
import { FIGURE_WIDTH } from './heading.ts';
import { extent } from './layout.ts';
import type { Box } from './layout.ts';
import { MUTED, RULE } from './palette.ts';
import { coordinate, element, join, svgDocument } from './svg.ts';
import type { Markup } from './svg.ts';
import { label } from './text.ts';

/** Loss and accuracy after one epoch; null where not measured. */
export interface TrainingEpoch {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly validationLoss: number | null;
  readonly trainAccuracy: number | null;
  readonly validationAccuracy: number | null;
}

/** What {@link trainingCurveFigure} draws. */
export interface TrainingCurveFigure {
  readonly epochs: readonly TrainingEpoch[];
  /** The epoch whose weights were kept; null when none was chosen. */
  readonly chosenEpoch: number | null;
}

const TRAIN = { name: 'training', colour: '#d55e00', dash: '5 3' };
const VALIDATION = { name: 'validation', colour: '#0072b2', dash: null };

/**
 * Cross-entropy and accuracy by epoch, of training (dashed) and validation (whole), with the chosen epoch marked.
 *
 * @returns an SVG document
 */
export function trainingCurveFigure(figure: TrainingCurveFigure): string {
  const { epochs, chosenEpoch } = figure;
  const panel = { y: 30, width: (FIGURE_WIDTH - 2 * 62 - 12) / 2, height: 150 };
  const left: Box = { ...panel, x: 56 };
  const right: Box = { ...panel, x: 56 + panel.width + 62 };
  const chosen = epochs.find((epoch) => epoch.epoch === chosenEpoch);
  return svgDocument(
    {
      width: FIGURE_WIDTH,
      height: 240,
      title: 'Training curve',
      description: `Cross-entropy and accuracy over ${epochs.length} epochs.${chosen ? ` Chosen: epoch ${chosen.epoch}, validation cross-entropy ${chosen.validationLoss?.toFixed(4) ?? 'not measured'}.` : ''}`,
    },
    curvePanel(
      figure,
      left,
      'cross-entropy (nats)',
      (e) => e.trainLoss,
      (e) => e.validationLoss,
    ),
    curvePanel(
      figure,
      right,
      'accuracy (%)',
      (e) => percent(e.trainAccuracy),
      (e) => percent(e.validationAccuracy),
    ),
    legendItem(56, 232, TRAIN),
    legendItem(156, 232, VALIDATION),
    chosen === undefined
      ? null
      : label(
          FIGURE_WIDTH - 12,
          232,
          `dotted: epoch ${chosen.epoch}, the least validation cross-entropy, was kept`,
          { size: 9, anchor: 'end', fill: MUTED },
        ),
  );
}

type Measure = (epoch: TrainingEpoch) => number | null;

function curvePanel(
  figure: TrainingCurveFigure,
  box: Box,
  title: string,
  train: Measure,
  validation: Measure,
): Markup {
  const { epochs, chosenEpoch } = figure;
  const all = [...epochs.map(train), ...epochs.map(validation)].filter(
    (v) => v !== null && Number.isFinite(v),
  );
  const first = epochs[0]?.epoch ?? 0;
  const last = epochs.at(-1)?.epoch ?? 1;
  const x = scaleLinear([first, Math.max(last, first + 1)], [box.x + 8, box.x + box.width - 8]);
  const y = scaleLinear(extent([all as number[]]), [box.y + box.height - 6, box.y + 6]).nice(5);
  const curve = (measure: Measure, style: typeof TRAIN | typeof VALIDATION): Markup => {
    const points = epochs.map((epoch) => ({ x: epoch.epoch, y: measure(epoch) }));
    const known = (value: number | null): value is number => value !== null && Number.isFinite(value);
    const d = line<{ x: number; y: number | null }>()
      .defined((point) => known(point.y))
      .x((point) => x(point.x))
      .y((point) => y(point.y ?? 0))
      .digits(2)(points);
    return join([
      element('path', {
        d: d ?? '',
        fill: 'none',
        stroke: style.colour,
        'stroke-width': 1.8,
        'stroke-dasharray': style.dash,
      }),
      ...points.flatMap((point) =>
        known(point.y) && epochs.length <= 60
          ? [element('circle', { cx: x(point.x), cy: y(point.y), r: 2.2, fill: style.colour })]
          : [],
      ),
    ]);
  };
  const gridY = y.ticks(5).map((value) =>
    join([
      element('path', {
        d: `M${coordinate(box.x)} ${coordinate(y(value))}h${coordinate(box.width)}`,
        stroke: RULE,
        'stroke-width': 0.5,
      }),
      label(box.x - 6, y(value) + 3, minus(value), { size: 9, anchor: 'end' }),
    ]),
  );
  const marked = chosenEpoch === null ? null : x(chosenEpoch);
  return join([
    label(box.x, box.y - 10, title, { weight: 'bold' }),
    ...gridY,
    valueAxisBelow(x, box, 'epoch', x.ticks(10).filter(Number.isInteger)),
    frame(box),
    marked === null
      ? null
      : element('path', {
          d: `M${coordinate(marked)} ${coordinate(box.y)}v${box.height}`,
          stroke: MUTED,
          'stroke-dasharray': '1.5 2.5',
          'stroke-width': 1.2,
        }),
    curve(train, TRAIN),
    curve(validation, VALIDATION),
  ]);
}

function legendItem(x: number, y: number, style: typeof TRAIN | typeof VALIDATION): Markup {
  return join([
    element('path', {
      d: `M${x} ${y - 3}h26`,
      stroke: style.colour,
      'stroke-width': 1.8,
      'stroke-dasharray': style.dash,
    }),
    label(x + 31, y, style.name, { size: 9 }),
  ]);
}

function percent(share: number | null): number | null {
  return share === null ? null : 100 * share;
}
