import type { Dropout } from './dropout-mask.ts';
import { dropRows } from './lane-dropout.ts';
import type { LaneView, MicroBatch } from './lane-view.ts';
import type { LinearLayout } from './parameter-layout.ts';

/** Of batch normalisation (Ioffe and Szegedy 2015), as PyTorch and Keras set it. */
export const NORM_EPSILON = 1e-5;

/** Dropout of the hidden layers' outputs in one pass over a micro-batch. */
export interface HeadDropout {
  readonly dropout: Dropout;
  readonly batch: MicroBatch;
}

/** Scores of `rows` states at `from`, each row of K at `scores`. */
export function headForward(
  view: LaneView,
  rows: number,
  from: number,
  fromStride: number,
  scores: number,
  scoreStride: number,
  dropout?: HeadDropout,
): void {
  const { kernels, parameters, layout, own, f } = view;
  let at = from;
  let stride = fromStride;
  parameters.head.forEach((linear, i) => {
    const memory = own.head[i];
    const bias = layout.parameters + linear.bias;
    // prettier-ignore
    kernels.multiply(rows, linear.outputColumns, linear.inputColumns, at, stride, layout.packedHead[i].weights, bias, memory.output, memory.stride, 0);
    if (i < parameters.head.length - 1) {
      activate(view, linear, rows, memory.output, memory.stride);
      if (dropout) dropHidden(view, dropout, i, rows, memory.output, memory.stride);
    }
    at = memory.output;
    stride = memory.stride;
  });
  for (let row = 0; row < rows; row++) {
    const result = at + row * stride;
    for (let k = 0; k < view.network.outputs; k++) f[scores + row * scoreStride + k] = f[result + k];
  }
}

function dropHidden(
  view: LaneView,
  { dropout, batch }: HeadDropout,
  i: number,
  rows: number,
  at: number,
  stride: number,
): void {
  const layer = view.parameters.layers.length + i;
  dropRows(view, dropout, batch, { layer, t: 0, rows, from: at, to: at, stride });
}

/** ReLU of the rows, after batch normalisation by the running statistics if the layer has it. */
function activate(
  { layout, f }: LaneView,
  linear: LinearLayout,
  rows: number,
  at: number,
  stride: number,
): void {
  for (let u = 0; u < linear.outputs; u++) {
    const { scale, shift } = affine(f, linear, layout.parameters, u);
    for (let row = 0; row < rows; row++) {
      const place = at + row * stride + u;
      f[place] = Math.max(0, scale * f[place] + shift);
    }
  }
}

/** Batch normalisation of one unit by its running statistics: y = scale x + shift. */
function affine(
  f: ArrayLike<number>,
  { norm, outputColumns }: LinearLayout,
  parameters: number,
  unit: number,
): { scale: number; shift: number } {
  if (norm === 0) return { scale: 1, shift: 0 };
  const [weight, bias, mean, variance] = [0, 1, 2, 3].map(
    (i) => f[parameters + norm + i * outputColumns + unit],
  );
  const scale = weight / Math.sqrt(variance + NORM_EPSILON);
  return { scale, shift: bias - scale * mean };
}

/**
 * From the gradients to the last layer's results, in its `dOutput`, to those of the states that {@link headForward} read
 * from `from`; adds those of the weights to `gradients` unless it is 0.
 */
export function headBackward(
  view: LaneView,
  rows: number,
  from: number,
  fromStride: number,
  dFrom: number,
  gradients: number,
  dropout?: HeadDropout,
): void {
  const { kernels, parameters, layout, own } = view;
  for (let i = parameters.head.length - 1; i >= 0; i--) {
    const linear = parameters.head[i];
    const { dOutput, stride } = own.head[i];
    if (i < parameters.head.length - 1) {
      if (dropout) dropHidden(view, dropout, i, rows, dOutput, stride);
      deactivate(view, i, rows);
    }
    const input = i === 0 ? from : own.head[i - 1].output;
    const inputStride = i === 0 ? fromStride : own.head[i - 1].stride;
    const dInput = i === 0 ? dFrom : own.head[i - 1].dOutput;
    const { inputColumns, outputColumns } = linear;
    if (gradients) {
      // prettier-ignore
      kernels.accumulateOuter(rows, inputColumns, outputColumns, input, inputStride, dOutput, stride, gradients + linear.weights);
      kernels.accumulateRows(rows, outputColumns, dOutput, stride, gradients + linear.bias);
    }
    // prettier-ignore
    kernels.multiply(rows, inputColumns, outputColumns, dOutput, stride, layout.packedHead[i].transposed, 0, dInput, inputStride, 0);
  }
}

/** Back through ReLU and batch normalisation of a hidden layer; where the result is 0 nothing passes. */
function deactivate(view: LaneView, i: number, rows: number): void {
  const { parameters, layout, own, f } = view;
  const linear = parameters.head[i];
  const { output, dOutput, stride } = own.head[i];
  for (let u = 0; u < linear.outputs; u++) {
    const { scale } = affine(f, linear, layout.parameters, u);
    for (let row = 0; row < rows; row++) {
      const place = row * stride + u;
      f[dOutput + place] = f[output + place] > 0 ? scale * f[dOutput + place] : 0;
    }
  }
}
