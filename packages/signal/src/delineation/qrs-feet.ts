import { footPart } from './foot-part.ts';
import { footOf, zeroFrom } from './slopes.ts';
import type { Slope } from './slopes.ts';
import { splineSpread } from './spline-wavelet.ts';

/** The complex starts and ends where these parts of its first and last deflection are left: the PR level is flat, the ST segment is not. */
const LEFT = { onset: 0.02, offset: 0.05 };
/** A slope is over when this part of its steepest place is left. */
const OVER = 0.08;

/** The transform that a complex is found in. */
interface Search {
  readonly transform: Float32Array;
  /** Of the wavelet, samples. */
  readonly width: number;
  /** Deviation of the transform under noise: no slope is followed below it. */
  readonly noise: number;
}

/** Where the first slope of a complex begins, in samples: a bell's foot. */
export function qrsOnset({ transform, width, noise }: Search, first: Slope, from: number): number {
  const distance = Math.abs(first.at - 0.5 - zeroFrom(transform, first, 1));
  const part = footPart(distance, splineSpread(width), LEFT.onset);
  return footOf(transform, first, -1, Math.max(noise, part * Math.abs(first.value)), from);
}

/**
 * Where the last slope of a complex ends, in samples: where 5 % of its height are left, less what the smoothing adds.
 *
 * A steep wave often ends in a slow tail, and how steep it is says nothing of that; so the height is summed up. Smoothing
 * moves the foot of a bell from d to sqrt(d^2 + (u spread)^2) with u = sqrt(-2 ln left), and a long tail by little.
 */
export function qrsOffset({ transform, width, noise }: Search, last: Slope, to: number): number {
  const sign = Math.sign(last.value);
  const extremum = zeroFrom(transform, last, -1);
  const limit = Math.max(noise, OVER * Math.abs(last.value));
  const start = Math.round(extremum + 0.5);
  let at = Math.round(footOf(transform, last, 1, limit, to) + 0.5);
  const rise = (n: number): number => Math.max(0, sign * transform[n]);
  let height = 0;
  for (let n = start; n <= at; n++) height += rise(n);
  const goal = LEFT.offset * height;
  let rest = 0;
  for (; at > start && rest + rise(at) < goal; at--) rest += rise(at);
  const place = at + 0.5 - (goal - rest) / Math.max(rise(at), 1e-12);
  const widened = -2 * Math.log(LEFT.offset) * splineSpread(width) ** 2;
  const steepest = last.at - 0.5 - extremum;
  return extremum + Math.sqrt(Math.max((steepest / 2) ** 2, (place - extremum) ** 2 - widened));
}
