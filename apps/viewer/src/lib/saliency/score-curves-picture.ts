import type { DecisionTime } from '@saliogram/explain';
import { classColour } from '@saliogram/figures';
import type { DisplayItem, DisplayList } from '../display-list.ts';
import type { StepProbabilities } from '../explanation.ts';
import type { BeatLayout } from './beat-layout.ts';
import { traceLine } from './saliency-picture.ts';
import { frameEdges, frameItems, frameScales, paperItem } from './trace-frame.ts';
import type { TraceFrame } from './trace-frame.ts';

/** Patterns that tell lines apart without colour. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 3],
  [9, 3, 2, 3],
  [4, 4],
  [12, 4],
  [1, 2],
  [6, 2, 2, 2],
];

/** How the line of a class is dashed. */
export function classDash(index: number): readonly number[] {
  return DASHES[index % DASHES.length];
}

/** What {@link scoreCurvesPicture} draws. */
export interface ScoreCurves {
  readonly width: number;
  readonly height: number;
  readonly layout: BeatLayout;
  readonly probabilities: StepProbabilities;
  readonly symbols: readonly string[];
  readonly decision: DecisionTime;
  /** The beat itself, [T, C], drawn faintly behind. */
  readonly input: Float32Array;
  readonly description: string;
}

/** The probability of every class after each step, over the beat read so far, with the moment it settled. */
export function scoreCurvesPicture(curves: ScoreCurves): DisplayList {
  const { width, height, probabilities, symbols, decision, input, description } = curves;
  const layout = { ...curves.layout, channels: 1 };
  const frame: TraceFrame = { width, height, layout, domain: [0, 1], unit: 'probability' };
  return {
    width,
    height,
    description,
    items: [
      paperItem(frame),
      faintBeat(input, curves, frame),
      ...frameItems(frame),
      ...symbols.flatMap((symbol, k) => classLine(probabilities, k, symbol, frame)),
      ...settledMark(decision, frame),
    ],
  };
}

/** Classes that never come this far are not named at their curve. */
const NAMED_FROM = 0.3;

function classLine(
  { values, steps, classes }: StepProbabilities,
  index: number,
  symbol: string,
  frame: TraceFrame,
): DisplayItem[] {
  const { x, y } = frameScales(frame);
  const points = new Float32Array(2 * steps);
  let peak = 0;
  for (let t = 0; t < steps; t++) {
    points[2 * t] = x(t + 1);
    points[2 * t + 1] = y(values[t * classes + index]);
    if (values[t * classes + index] >= values[peak * classes + index]) peak = t;
  }
  const colour = { colour: classColour(index) };
  const most = values[peak * classes + index];
  const at = Math.min(Math.max(points[2 * peak], x(8)), x(steps - 8));
  return [
    { kind: 'line', points, style: { stroke: colour, width: 2.2, dash: classDash(index) } },
    ...(most >= NAMED_FROM
      ? [
          {
            kind: 'rectangle' as const,
            x: at - 7,
            y: points[2 * peak + 1] + 5,
            width: 14,
            height: 15,
            style: { fill: 'paper' as const, opacity: 0.85 },
          },
          {
            kind: 'text' as const,
            x: at,
            y: points[2 * peak + 1] + 17,
            text: symbol,
            size: 12,
            align: 'middle' as const,
            bold: true,
            ink: 'text' as const,
          },
        ]
      : []),
  ];
}

function faintBeat(input: Float32Array, { layout }: ScoreCurves, frame: TraceFrame): DisplayItem {
  let low = Infinity;
  let high = -Infinity;
  for (const value of input) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const first = input.filter((_, i) => i % layout.channels === 0);
  return traceLine({ values: first, style: { stroke: 'text-weak', width: 1, opacity: 0.45 } }, 0, {
    ...frame,
    domain: [low, high > low ? high : low + 1],
  });
}

function settledMark({ step, changes }: DecisionTime, frame: TraceFrame): DisplayItem[] {
  if (changes === 0) return [];
  const { top, bottom, right } = frameEdges(frame);
  const at = frameScales(frame).x(step + 1);
  const isLate = at > right - 70;
  return [
    { kind: 'line', points: [at, top, at, bottom], style: { stroke: 'mark', width: 1.5 } },
    {
      kind: 'text',
      x: at + (isLate ? -5 : 5),
      y: top + 14,
      text: 'settled',
      size: 11,
      align: isLate ? 'end' : 'start',
      ink: 'mark',
    },
  ];
}
