import type { SequenceJob } from './job.ts';
import { drop } from './lane-dropout.ts';
import { inputOf } from './lane-view.ts';
import type { LaneView, MicroBatch } from './lane-view.ts';

/** Zero states of all layers in slot 0. */
export function clearStates({ parameters, own, f }: LaneView, rows: number): void {
  parameters.layers.forEach(({ units, zStride, cellStride }, l) => {
    const { z, cells } = own.layers[l];
    for (let row = 0; row < rows; row++) f.fill(0, z + row * zStride, z + row * zStride + units);
    f.fill(0, cells, cells + rows * cellStride);
  });
}

/** Copies step `t` of a micro-batch to the first layer's rows of z. */
export function readInput(view: LaneView, batch: MicroBatch, steps: number, t: number, slot: number): void {
  const { layout, f } = view;
  const channels = view.shape.inputs;
  const { zStride } = view.parameters.layers[0];
  let to = inputOf(view, 0, slot);
  let from = layout.x + (batch.first * steps + t) * channels;
  for (let row = 0; row < batch.rows; row++, to += zStride, from += steps * channels) {
    for (let c = 0; c < channels; c++) f[to + c] = row < batch.count ? f[from + c] : 0;
  }
}

/** One layer from its state in `slot` to that in `next`. */
export function layerStep(view: LaneView, l: number, rows: number, slot: number, next: number): void {
  const { layers } = view.parameters;
  const { units, depth, zStride, gateStride, cellStride } = layers[l];
  const { z, gates, cells } = view.own.layers[l];
  const isTop = l === layers.length - 1;
  view.kernels.lstmForward(
    rows,
    units,
    depth,
    z + slot * zStride,
    zStride,
    view.layout.packedForward[l],
    gates + slot * gateStride,
    gateStride,
    cells + slot * cellStride,
    cells + next * cellStride,
    cellStride,
    z + next * zStride,
    isTop ? 0 : inputOf(view, l + 1, slot),
    isTop ? 0 : layers[l + 1].zStride,
  );
}

/** Scores of `count` rows of the last layer's output at `hidden`. */
export function head(view: LaneView, count: number, hidden: number, scores: number, stride: number): void {
  const { parameters, layout } = view;
  const { units, zStride } = parameters.layers[parameters.layers.length - 1];
  view.kernels.linearForward(
    count,
    units,
    view.shape.outputs,
    hidden,
    zStride,
    layout.parameters + parameters.headWeights,
    layout.parameters + parameters.headBias,
    scores,
    stride,
  );
}

/**
 * Scores of a micro-batch, at the last step or at every step.
 *
 * A step reads slot t of z, gates and cells and writes h and c to slot t + 1; without a backward pass all steps share
 * slot 0.
 */
export function forwardPass(view: LaneView, job: SequenceJob, batch: MicroBatch): void {
  const { steps, dropout } = job;
  const { rows } = batch;
  const { layers } = view.parameters;
  const top = layers.length - 1;
  const classes = view.shape.outputs;
  const keep = job.backward !== undefined;
  const hidden = view.own.layers[top].z;
  const { zStride } = layers[top];
  clearStates(view, rows);
  for (let t = 0; t < steps; t++) {
    const slot = keep ? t * rows : 0;
    const next = keep ? slot + rows : 0;
    readInput(view, batch, steps, t, slot);
    for (let l = 0; l <= top; l++) {
      layerStep(view, l, rows, slot, next);
      if (dropout && l < top) {
        drop(view, dropout, l, t, batch, inputOf(view, l + 1, slot), layers[l + 1].zStride);
      }
    }
    if (job.perStep) {
      const scores = view.layout.scores + (batch.first * steps + t) * classes;
      head(view, batch.count, hidden, scores, steps * classes);
    }
  }
  if (job.perStep) return;
  const last = hidden + (keep ? steps * rows : 0) * zStride;
  if (dropout) drop(view, dropout, top, steps - 1, batch, last, zStride);
  head(view, batch.count, last, view.layout.scores + batch.first * classes, classes);
}
