import type { DisplayItem, DisplayList } from '../display-list.ts';
import { lineItem, rectangleItem, textItem } from '../picture/items.ts';
import { niceStep } from '../saliency/trace-frame.ts';
import type { Abstention } from './abstention.ts';
import { FEW } from './class-rates.ts';
import type { Reliability } from './reliability.ts';

const WIDTH = 360;
const BOX = { left: 46, right: WIDTH - 12, top: 10, bottom: 216 };
const COUNTS = { top: 226, bottom: 258 };

const across = (share: number): number => BOX.left + share * (BOX.right - BOX.left);
const up = (share: number): number => BOX.bottom - share * (BOX.bottom - BOX.top);

/**
 * The share of right decisions over the probability of the decided class; bins of few beats are hollow. Below, how many
 * beats each bin holds.
 */
export function reliabilityPicture({ bins, expectedCalibrationError }: Reliability): DisplayList {
  const most = Math.max(1, ...bins.map(({ n }) => n));
  return {
    width: WIDTH,
    height: 294,
    description: `Share of right decisions over the probability of the decided class; expected calibration error ${(100 * expectedCalibrationError).toFixed(1)} %. The same is in the table.`,
    items: [
      rectangleItem(BOX.left, BOX.top, BOX.right - BOX.left, BOX.bottom - BOX.top, { fill: 'paper' }),
      lineItem([across(0), up(0), across(1), up(1)], { stroke: 'text-weak', width: 1, dash: [4, 3] }),
      ...bins.flatMap(({ n, confidence, accuracy, low, high }): DisplayItem[] => {
        if (confidence === null || accuracy === null) return [];
        const height = ((COUNTS.bottom - COUNTS.top) * n) / most;
        const [x, y] = [across(confidence), up(accuracy)];
        return [
          lineItem([x, up(confidence), x, y], { stroke: 'accent', width: 1.5, opacity: 0.6 }),
          rectangleItem(x - 4, y - 4, 8, 8, {
            fill: n < FEW ? 'paper' : 'accent',
            stroke: 'accent',
            width: 1.5,
          }),
          rectangleItem(across(low) + 1, COUNTS.bottom - height, across(high) - across(low) - 2, height, {
            fill: 'text-weak',
            opacity: 0.5,
          }),
        ];
      }),
      ...frameItems([0, 0.2, 0.4, 0.6, 0.8, 1], (tick) => `${Math.round(100 * tick)}`),
      textItem(BOX.left + 6, BOX.top + 14, 'right decisions, %', { ink: 'text-weak' }),
      rectangleItem(BOX.left, COUNTS.top, BOX.right - BOX.left, COUNTS.bottom - COUNTS.top, {
        stroke: 'text-weak',
        width: 0.75,
      }),
      textItem(BOX.left - 5, COUNTS.top + 9, most.toLocaleString('en-GB'), {
        size: 10,
        align: 'end',
        ink: 'text-weak',
      }),
      ...belowTicks(COUNTS.bottom),
      textItem(across(0.5), COUNTS.bottom + 30, 'probability of the decided class, %', {
        align: 'middle',
        ink: 'text-weak',
      }),
    ],
  };
}

/** Errors among the decided beats over the share that is decided; dots where a threshold of the table lies. */
export function abstentionPicture({ points, thresholds }: Abstention): DisplayList {
  const highest = Math.max(0.001, ...points.map(({ risk }) => risk));
  const every = niceStep(highest, 4);
  const top = Math.ceil(highest / every - 1e-9) * every;
  const y = (risk: number): number => up(risk / top);
  const ticks = Array.from({ length: Math.round(top / every) + 1 }, (_, i) => i * every);
  return {
    width: WIDTH,
    height: 252,
    description: `Errors among the decided over the share that is decided, the surest first; ${(100 * (points.at(-1)?.risk ?? 0)).toFixed(2)} % when all are. The same is in the table.`,
    items: [
      rectangleItem(BOX.left, BOX.top, BOX.right - BOX.left, BOX.bottom - BOX.top, { fill: 'paper' }),
      lineItem(
        points.flatMap(({ coverage, risk }) => [across(coverage), y(risk)]),
        { stroke: 'accent', width: 2 },
      ),
      ...thresholds.flatMap(({ decided, right }) =>
        right.whole === 0
          ? []
          : [
              rectangleItem(
                across(decided.part / decided.whole) - 3.5,
                y(1 - right.part / right.whole) - 3.5,
                7,
                7,
                { fill: 'paper', stroke: 'accent', width: 1.5 },
              ),
            ],
      ),
      ...frameItems(
        ticks.map((tick) => tick / top),
        (share) => String(Number((100 * share * top).toPrecision(3))),
      ),
      textItem(BOX.left + 6, BOX.top + 14, 'errors among the decided, %', { ink: 'text-weak' }),
      ...belowTicks(BOX.bottom),
      textItem(across(0.5), BOX.bottom + 30, 'decided, the surest first, %', {
        align: 'middle',
        ink: 'text-weak',
      }),
    ],
  };
}

/** @param ticks shares of the height */
function frameItems(ticks: readonly number[], text: (tick: number) => string): DisplayItem[] {
  return [
    rectangleItem(BOX.left, BOX.top, BOX.right - BOX.left, BOX.bottom - BOX.top, {
      stroke: 'text-weak',
      width: 0.75,
    }),
    ...ticks.flatMap((tick) => [
      lineItem([BOX.left - 3, up(tick), BOX.left, up(tick)], { stroke: 'text-weak', width: 0.75 }),
      textItem(BOX.left - 5, up(tick) + 3.5, text(tick), { size: 10, align: 'end', ink: 'text-weak' }),
    ]),
  ];
}

function belowTicks(bottom: number): DisplayItem[] {
  return [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((tick) => [
    lineItem([across(tick), bottom, across(tick), bottom + 3], { stroke: 'text-weak', width: 0.75 }),
    textItem(across(tick), bottom + 14, `${Math.round(100 * tick)}`, {
      size: 10,
      align: 'middle',
      ink: 'text-weak',
    }),
  ]);
}
