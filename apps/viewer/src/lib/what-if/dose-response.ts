import { argmax } from '@saliogram/core';
import { doseText } from './knobs.ts';
import type { Knob } from './knobs.ts';

/** The probabilities over the range of one knob, the others where they stand. */
export interface DoseResponse {
  readonly knob: Knob;
  /** Ascending, place 0 among them, [N]. */
  readonly places: readonly number[];
  /** [N, K] */
  readonly probabilities: Float32Array;
}

/** A part of a knob's range with one most likely class. */
export interface DecidedPart {
  /** Index of the class. */
  readonly decided: number;
  readonly from: number;
  readonly to: number;
}

/** So many places of a range are computed, about. */
const PLACES = 30;

/** The places of a knob's range that a curve is computed at: both ends, the beat's own, and others evenly between. */
export function curvePlaces({ from, to }: Knob): readonly number[] {
  const stride = Math.max(1, Math.ceil((to - from) / PLACES));
  const first = Math.ceil(from / stride);
  const count = Math.floor(to / stride) - first + 1;
  const even = Array.from({ length: count }, (_, i) => (first + i) * stride);
  return [...new Set([from, ...even, to])];
}

/** The parts of the range with one most likely class each, from low to high doses. */
export function decidedParts({ places, probabilities }: DoseResponse): readonly DecidedPart[] {
  const classes = probabilities.length / places.length;
  const parts: DecidedPart[] = [];
  places.forEach((place, i) => {
    const decided = argmax(probabilities, i * classes, (i + 1) * classes);
    const last = parts.at(-1);
    if (last?.decided === decided) parts[parts.length - 1] = { ...last, to: place };
    else parts.push({ decided, from: place, to: place });
  });
  return parts;
}

/** Where the decision turns over the range: `N up to 130 ms, V from 136 ms.`; `N over the whole range.` */
export function responseSentence(response: DoseResponse, symbols: readonly string[]): string {
  const { knob } = response;
  const parts = decidedParts(response);
  if (parts.length === 1) return `${symbols[parts[0].decided]} over the whole range.`;
  const words = parts.map(({ decided, from, to }, i) => {
    const symbol = symbols[decided];
    if (i === 0) return `${symbol} up to ${doseText(knob, to)}`;
    if (i === parts.length - 1) return `${symbol} from ${doseText(knob, from)} on`;
    return from === to
      ? `${symbol} at ${doseText(knob, from)}`
      : `${symbol} from ${doseText(knob, from)} to ${doseText(knob, to)}`;
  });
  return `${words.join('; ')}.`;
}
