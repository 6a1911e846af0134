import { isSaliogramError } from '@saliogram/core';
import type { BeatChannel } from '@saliogram/signal';
import { checkPreprocessing } from '../beat-preprocessing.ts';
import type { ModelFacts } from '../explanation.ts';

/** The lines of an image that is read in scan-line order: rows from the top, left to right. */
export interface ImageLayout {
  readonly rows: number;
  readonly columns: number;
}

/** How the steps of a model's input lie in time, or in an image. */
export interface BeatLayout {
  /** T. */
  readonly steps: number;
  /** C. */
  readonly channels: number;
  /** What each channel is, as the model's file names them; absent where it does not. */
  readonly channelNames?: readonly BeatChannel[];
  /** Steps per second; 1000 where a step is no time, so that a step counts as one unit. */
  readonly samplingFrequency: number;
  /** Step of the R peak; 0 where there is none. */
  readonly originStep: number;
  /** `ms` for heartbeats, `steps` for sequences that are not in time. */
  readonly timeUnit: 'ms' | 'steps';
  /** Of the input's values. */
  readonly unit: string;
  /** For images: a step is a pixel. */
  readonly image?: ImageLayout;
}

/** The layout of inputs of T steps and C channels under a model. */
export function beatLayout(model: ModelFacts, steps: number, channels: number): BeatLayout {
  const { preprocessing, units } = model.metadata;
  try {
    const { samplingFrequency, window, channels: channelNames } = checkPreprocessing(preprocessing);
    return {
      steps,
      channels,
      ...(channelNames?.length === channels && { channelNames }),
      samplingFrequency,
      originStep: window.before,
      timeUnit: 'ms',
      unit: units,
    };
  } catch (error) {
    if (!isSaliogramError(error, 'model-mismatch')) throw error;
    const image = imageLayout(preprocessing, steps);
    const places = { samplingFrequency: 1000, originStep: 0, timeUnit: 'steps' } as const;
    return { steps, channels, ...places, unit: units, ...(image && { image }) };
  }
}

function imageLayout(
  { rows, columns }: Readonly<Record<string, unknown>>,
  steps: number,
): ImageLayout | undefined {
  if (typeof rows !== 'number' || typeof columns !== 'number') return undefined;
  return rows * columns === steps ? { rows, columns } : undefined;
}

/** Milliseconds of the left edge of a step from R. */
export function msOfStep(step: number, { originStep, samplingFrequency }: BeatLayout): number {
  return ((step - originStep) * 1000) / samplingFrequency;
}

/** The step, as a fraction, that stands `ms` from R. */
export function stepOfMs(ms: number, { originStep, samplingFrequency }: BeatLayout): number {
  return (ms * samplingFrequency) / 1000 + originStep;
}

/** As `row 12, column 7`, both from 1. */
export function pixelText(step: number, { columns }: ImageLayout): string {
  const pixel = Math.floor(step);
  return `row ${Math.floor(pixel / columns) + 1}, column ${(pixel % columns) + 1}`;
}

/** As `+120 ms`, `−40 ms`, `row 12, column 7` or `step 300`. */
export function timeText(step: number, layout: BeatLayout): string {
  if (layout.image) return pixelText(step, layout.image);
  if (layout.timeUnit === 'steps') return `step ${Math.round(step)}`;
  const ms = Math.round(msOfStep(step, layout));
  return `${ms < 0 ? '−' : '+'}${Math.abs(ms)} ms`;
}
