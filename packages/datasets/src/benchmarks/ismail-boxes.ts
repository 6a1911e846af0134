import type { Random } from '@saliogram/core';
import { emptyTruth } from './truth-benchmark.ts';
import type { TruthSequences } from './truth-benchmark.ts';

/** A box of cells: its size, and where it begins; nowhere in particular when it moves. */
interface Box {
  readonly steps: number;
  readonly channels: number;
  readonly at?: readonly [step: number, channel: number];
  /** Raised for both classes, at 1 or at 29 in this direction by the class. */
  readonly classIsPlace?: 'step' | 'channel';
}

/** The shapes of Ismail et al. 2020, under the names of its code. */
export const ISMAIL_SHAPES = {
  middle: { steps: 30, channels: 30, at: [10, 10] },
  'small-middle': { steps: 14, channels: 14, at: [18, 18] },
  'moving-middle': { steps: 30, channels: 30 },
  'moving-small-middle': { steps: 15, channels: 15 },
  'rare-time': { steps: 6, channels: 40, at: [22, 5] },
  'moving-rare-time': { steps: 6, channels: 40 },
  'rare-feature': { steps: 40, channels: 6, at: [5, 22] },
  'moving-rare-feature': { steps: 40, channels: 6 },
  'positional-time': { steps: 20, channels: 20, classIsPlace: 'channel' },
  'positional-feature': { steps: 20, channels: 20, classIsPlace: 'step' },
} as const satisfies Record<string, Box>;

/** Between cells of one feature: none (`gaussian`), or x_t = 0.9 x_{t-1} + N(0, 0.5^2), with noise N(0, 0.3^2) on it. */
export type IsmailProcess = 'gaussian' | 'autoregressive';

const PLACES = [29, 1];

/**
 * Series with a box of cells that is raised or lowered by 1, [B, 50, 50]; class 1 is the raised one. In the positional
 * shapes the box is raised for both classes and its place is the class.
 *
 * Source: Ismail et al. 2020, for the processes without time and autoregressive.
 */
export function ismailSequences(
  count: number,
  shape: keyof typeof ISMAIL_SHAPES,
  process: IsmailProcess,
  random: Random,
  size = 50,
): TruthSequences {
  const made = emptyTruth(count, size, size, 'sequence');
  const box: Box = ISMAIL_SHAPES[shape];
  for (let b = 0; b < count; b++) {
    const first = b * size * size;
    const own = made.x.values.subarray(first, first + size * size);
    fill(own, size, process, random);
    const label = random.integer(2);
    made.labels[b] = label;
    const place = (direction: 'step' | 'channel', length: number, fixed: number | undefined): number =>
      box.classIsPlace === direction ? PLACES[label] : (fixed ?? random.integer(size - length));
    const [step, channel] = [
      place('step', box.steps, box.at?.[0]),
      place('channel', box.channels, box.at?.[1]),
    ];
    for (let t = step; t < step + box.steps; t++) {
      for (let c = channel; c < channel + box.channels; c++) {
        own[t * size + c] += box.classIsPlace || label === 1 ? 1 : -1;
        made.truth[first + t * size + c] = 1;
      }
    }
  }
  return made;
}

function fill(own: Float32Array, size: number, process: IsmailProcess, random: Random): void {
  if (process === 'gaussian') {
    for (let i = 0; i < own.length; i++) own[i] = random.normal();
    return;
  }
  for (let c = 0; c < size; c++) {
    let state = 0;
    for (let t = 0; t < size; t++) {
      state = 0.9 * state + 0.5 * random.normal();
      own[t * size + c] = state + 0.3 * random.normal();
    }
  }
}
