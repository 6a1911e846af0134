import { maskKey, maskThreshold } from './dropout-mask.ts';
import type { Dropout } from './dropout-mask.ts';
import type { LaneView, MicroBatch } from './lane-view.ts';

/** Applies the mask on the output of `layer` at step `t` to the rows at `at`: its values, or their gradients. */
export function drop(
  { kernels, parameters }: LaneView,
  dropout: Dropout,
  layer: number,
  t: number,
  batch: MicroBatch,
  at: number,
  stride: number,
): void {
  kernels.dropout(
    batch.rows,
    parameters.layers[layer].units,
    at,
    stride,
    maskKey(dropout, layer, t),
    batch.sequence,
    maskThreshold(dropout.rate),
    1 / (1 - dropout.rate),
  );
}
