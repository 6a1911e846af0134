import { classColour } from '@saliogram/figures';
import type { DisplayItem, DisplayList } from '../display-list.ts';
import { lineItem, rectangleItem, textItem } from '../picture/items.ts';
import { classDash } from '../saliency/score-curves-picture.ts';
import { niceStep } from '../saliency/trace-frame.ts';
import { decidedParts } from './dose-response.ts';
import type { DoseResponse } from './dose-response.ts';
import { doseAt, doseNumber } from './knobs.ts';

/** What {@link doseResponsePicture} draws. */
export interface DoseResponsePicture {
  readonly width: number;
  readonly response: DoseResponse;
  readonly symbols: readonly string[];
  /** Where the knob stands. */
  readonly place: number;
  /** Probabilities of the beat as it now is, [K]; null until known. */
  readonly now: Float32Array | null;
  readonly description: string;
}

/** Left and right of the curves, in CSS pixels: a slider as wide as the picture less these stands below its doses. */
export const RESPONSE_EDGES = { left: 30, right: 14 };
const TOP = 16;
const HEIGHT = 118;
const BOTTOM = TOP + 78;
/** A class is named over a part of at least this width, CSS pixels. */
const NAMED_FROM = 14;

/** The probability of every class over a knob's range; dashed where the beat was recorded, a line and dots where it is now. */
export function doseResponsePicture(picture: DoseResponsePicture): DisplayList {
  const { width, response, place, now, description } = picture;
  const { knob, places, probabilities } = response;
  const { left, right } = RESPONSE_EDGES;
  const x = (at: number): number =>
    left + ((at - knob.from) / (knob.to - knob.from)) * (width - right - left);
  const y = (probability: number): number => BOTTOM - probability * (BOTTOM - TOP);
  const classes = probabilities.length / places.length;
  const curve = (k: number): DisplayItem =>
    lineItem(
      places.flatMap((at, i) => [x(at), y(probabilities[i * classes + k])]),
      { stroke: { colour: classColour(k) }, width: 2, dash: classDash(k) },
    );
  const dot = (k: number): DisplayItem =>
    rectangleItem(x(place) - 3, y(now![k]) - 3, 6, 6, {
      fill: { colour: classColour(k) },
      stroke: 'paper',
      width: 1,
    });
  return {
    width,
    height: HEIGHT,
    description,
    items: [
      rectangleItem(left, TOP, width - right - left, BOTTOM - TOP, { fill: 'paper' }),
      ...valueTicks(y),
      ...doseTicks(picture, x),
      rectangleItem(left, TOP, width - right - left, BOTTOM - TOP, { stroke: 'text-weak', width: 0.75 }),
      lineItem([x(0), TOP, x(0), BOTTOM], { stroke: 'text-weak', width: 1.2, dash: [4, 3] }),
      lineItem([x(place), TOP - 4, x(place), BOTTOM], { stroke: 'accent', width: 1.6 }),
      ...Array.from({ length: classes }, (_, k) => curve(k)),
      ...names(picture, x),
      ...(now ? Array.from({ length: classes }, (_, k) => dot(k)) : []),
    ],
  };
}

function valueTicks(y: (probability: number) => number): DisplayItem[] {
  return [0, 0.5, 1].map((tick) =>
    textItem(RESPONSE_EDGES.left - 5, y(tick) + 3.5, String(tick), {
      size: 10,
      align: 'end',
      ink: 'text-weak',
    }),
  );
}

function doseTicks(
  { width, response: { knob } }: DoseResponsePicture,
  x: (place: number) => number,
): DisplayItem[] {
  const [low, high] = [doseAt(knob, knob.from), doseAt(knob, knob.to)];
  const every = niceStep(high - low, Math.max(3, Math.floor(width / 60)));
  const first = Math.ceil(low / every - 1e-9);
  const count = Math.floor(high / every + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * every).flatMap((dose, i) => {
    const at = x((dose - knob.own) / knob.step);
    const unit = i === count - 1 ? ` ${knob.unit}` : '';
    const isAtEnd = at > width - RESPONSE_EDGES.right - 20;
    return [
      lineItem([at, BOTTOM, at, BOTTOM + 4], { stroke: 'text-weak', width: 0.75 }),
      textItem(isAtEnd ? width - 1 : at, BOTTOM + 15, `${doseNumber(knob, dose)}${unit}`, {
        size: 10,
        align: isAtEnd ? 'end' : 'middle',
        ink: 'text-weak',
      }),
    ];
  });
}

/** The most likely class over each part of the range. */
function names({ response, symbols }: DoseResponsePicture, x: (place: number) => number): DisplayItem[] {
  const { knob, places } = response;
  return decidedParts(response).flatMap(({ decided, from, to }) => {
    const next = places[places.indexOf(to) + 1] ?? knob.to;
    const [start, end] = [x(from), x(next)];
    if (end - start < NAMED_FROM) return [];
    return [textItem((start + end) / 2, TOP - 5, symbols[decided], { bold: true, align: 'middle' })];
  });
}
