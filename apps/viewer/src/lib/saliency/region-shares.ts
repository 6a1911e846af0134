import type { BeatLayout } from './beat-layout.ts';
import { msOfStep, timeText } from './beat-layout.ts';
import { STROKE_ABOVE } from './image-items.ts';

/** Half the width of the stretch around R that stands for the QRS complex, in ms. */
export const QRS_HALF_MS = 50;

/** How the heat of a beat divides: shares that add up to 1, of the heat and of the time. */
export interface RegionShares {
  readonly before: number;
  readonly qrs: number;
  readonly after: number;
  /** Share of the beat's time that lies within R +- 50 ms. */
  readonly qrsTime: number;
  /** The hottest step. */
  readonly peakStep: number;
}

/** Shares of heat before, within and after R +- 50 ms, over all channels; null where there is no heat. */
export function regionShares(heat: Float32Array, layout: BeatLayout): RegionShares | null {
  const sums = { before: 0, qrs: 0, after: 0 };
  let qrsSteps = 0;
  let peak = 0;
  for (let i = 0; i < heat.length; i++) {
    const ms = msOfStep(Math.floor(i / layout.channels) + 0.5, layout);
    const region = ms < -QRS_HALF_MS ? 'before' : ms > QRS_HALF_MS ? 'after' : 'qrs';
    sums[region] += heat[i];
    if (region === 'qrs') qrsSteps++;
    if (heat[i] > heat[peak]) peak = i;
  }
  const total = sums.before + sums.qrs + sums.after;
  if (!(total > 0)) return null;
  return {
    before: sums.before / total,
    qrs: sums.qrs / total,
    after: sums.after / total,
    qrsTime: qrsSteps / heat.length,
    peakStep: Math.floor(peak / layout.channels),
  };
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Shares of the heat and of the pixels of an image that lie on its strokes, [T] each. */
export function strokeShares(heat: Float32Array, input: Float32Array): { heat: number; pixels: number } {
  let [all, onStrokes, pixels] = [0, 0, 0];
  for (let i = 0; i < heat.length; i++) {
    all += heat[i];
    if (!(input[i] > STROKE_ABOVE)) continue;
    onStrokes += heat[i];
    pixels++;
  }
  return { heat: onStrokes / all, pixels: pixels / heat.length };
}

/**
 * Where the heat of a map lies, in one or two sentences.
 *
 * @param input what the model read, [T, C]
 */
export function regionSentence(heat: Float32Array, layout: BeatLayout, input: Float32Array): string {
  const shares = regionShares(heat, layout);
  if (!shares)
    return 'Nothing is salient: hiding or changing any part makes no difference that can be told from noise.';
  const peak = `It is hottest at ${timeText(shares.peakStep + 0.5, layout)}`;
  if (layout.image) {
    const strokes = strokeShares(heat, input);
    return `${percent(strokes.heat)} of the heat lies on the strokes (${percent(strokes.pixels)} of the pixels). ${peak}.`;
  }
  if (layout.timeUnit === 'steps') return `${peak}.`;
  const { before, qrs, after, qrsTime } = shares;
  return (
    `${percent(qrs)} of the heat lies within R ± ${QRS_HALF_MS} ms (QRS; ${percent(qrsTime)} of the time), ` +
    `${percent(before)} before and ${percent(after)} after. ${peak} from R.`
  );
}
