import { maskKey, maskThreshold } from './dropout-mask.ts';
import type { Dropout } from './dropout-mask.ts';
import type { LaneView, MicroBatch } from './lane-view.ts';

/** Rows of outputs of a layer, or of their gradients: where they are and where they go. */
export interface DropoutRows {
  /** A recurrent layer, or a hidden layer of the head counted on from them. */
  readonly layer: number;
  readonly t: number;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  readonly stride: number;
}

/** Applies the masks on the outputs of a layer at a step. */
export function dropRows(
  { kernels, parameters }: LaneView,
  dropout: Dropout,
  { sequences }: MicroBatch,
  { layer, t, rows, from, to, stride }: DropoutRows,
): void {
  const recurrent = parameters.layers[layer];
  const units = recurrent ? recurrent.units : parameters.head[layer - parameters.layers.length].outputColumns;
  const directions = recurrent ? recurrent.directions.length : 1;
  const threshold = maskThreshold(dropout.rate);
  const scale = 1 / (1 - dropout.rate);
  for (let d = 0; d < directions; d++) {
    const key = maskKey(dropout, layer, d, t);
    const apply = (row: number, count: number, sequence: number): void => {
      const place = row * stride + d * units;
      // prettier-ignore
      kernels.dropout(count, units, from + place, stride, to + place, stride, key, sequence, threshold, scale);
    };
    if (typeof sequences === 'number') apply(0, rows, sequences);
    else for (let row = 0; row < rows; row++) apply(row, 1, sequences[row]);
  }
}
