import { heatOf } from '@saliogram/explain';
import type { HeatRule } from '@saliogram/explain';
import type { Explanation } from '../explanation-task.ts';

/** Frames do not say how they become heat; this is how the learned mask's own values do. */
const FRAME_HEAT: HeatRule = { scaling: 'min-max', floor: 1e-2 };

/** Whether an explanation may still change by itself. */
export function isOnTheWay({ status }: Explanation): boolean {
  return status === 'waiting' || status === 'running';
}

/**
 * The heat to draw: that of one frame where it is asked for, else of the result, else of the latest frame.
 *
 * @param frame index into the frames, or null
 * @returns [T, C]; null where there is nothing to draw yet
 */
export function shownHeat({ attribution, frames }: Explanation, frame: number | null): Float32Array | null {
  const asked = frame === null ? undefined : frames[Math.min(frame, frames.length - 1)];
  if (!asked && attribution) return heatOf(attribution);
  const { values } = asked ?? frames.at(-1) ?? {};
  if (!values) return null;
  const heat = attribution?.heat ?? FRAME_HEAT;
  return heatOf({ values, heat, shape: { batch: 1, steps: values.length, channels: 1 } });
}
