import type { Backward, SequenceJob } from './job.ts';
import { drop } from './lane-dropout.ts';
import type { LaneView, MicroBatch } from './lane-view.ts';
import { objectiveGradient } from './objective.ts';

/** Steps whose weight gradients are taken in one product. */
const STEPS_PER_PRODUCT = 4;

/** Gradients of a micro-batch's objective to the weights, added up in the lane's block, or else to its input. */
export function backwardPass(view: LaneView, job: SequenceJob, backward: Backward, batch: MicroBatch): void {
  const { parameters, own, f } = view;
  const { steps, dropout } = job;
  const { weights } = backward;
  const { rows } = batch;
  parameters.layers.forEach(({ zStride, cellStride }, l) => {
    const { dz, dCells } = own.layers[l];
    f.fill(0, dz, dz + rows * zStride);
    f.fill(0, dCells, dCells + rows * cellStride);
  });
  headBack(view, job, backward, batch);
  for (let t = steps - 1; t >= 0; t--) {
    const slot = t * rows;
    for (let l = parameters.layers.length - 1; l >= 0; l--) {
      const { backwardColumns, hiddenColumns, units, zStride } = parameters.layers[l];
      layerStepBack(view, l, rows, slot, l === 0 && weights ? hiddenColumns : backwardColumns);
      if (dropout && l > 0) drop(view, dropout, l - 1, t, batch, own.layers[l].dz + units, zStride);
    }
    if (!weights) writeInputGradient(view, batch, steps, t);
    else if (t % STEPS_PER_PRODUCT === 0) {
      addWeightGradients(view, slot, Math.min(STEPS_PER_PRODUCT, steps - t) * rows);
    }
  }
}

function headBack(
  view: LaneView,
  job: SequenceJob,
  { objective, scale, weights }: Backward,
  batch: MicroBatch,
): void {
  const { parameters, layout, own, f } = view;
  const classes = view.shape.outputs;
  const top = parameters.layers.length - 1;
  const { units, zStride } = parameters.layers[top];
  const { dz, z } = own.layers[top];
  for (let row = 0; row < batch.count; row++) {
    const sequence = batch.first + row;
    objectiveGradient(
      f,
      layout.scores + sequence * classes,
      own.dScores + row * classes,
      classes,
      f[layout.targets + sequence],
      objective,
      scale,
    );
  }
  view.kernels.linearBackward(
    batch.count,
    units,
    classes,
    z + job.steps * batch.rows * zStride,
    zStride,
    layout.parameters + parameters.headWeights,
    own.dScores,
    dz,
    zStride,
    weights ? own.gradients + parameters.headWeights : 0,
    weights ? own.gradients + parameters.headBias : 0,
  );
  if (job.dropout) drop(view, job.dropout, top, job.steps - 1, batch, dz, zStride);
}

function layerStepBack(view: LaneView, l: number, rows: number, slot: number, columns: number): void {
  const { layers } = view.parameters;
  const { units, zStride, gateStride, cellStride } = layers[l];
  const { gates, cells, dz, dCells } = view.own.layers[l];
  const isTop = l === layers.length - 1;
  view.kernels.lstmBackward(
    rows,
    units,
    gates + slot * gateStride,
    gateStride,
    cells + slot * cellStride,
    cells + (slot + rows) * cellStride,
    cellStride,
    dz,
    zStride,
    isTop ? 0 : view.own.layers[l + 1].dz + layers[l + 1].units,
    isTop ? 0 : layers[l + 1].zStride,
    dCells,
    view.layout.packedBackward[l],
    columns,
  );
}

function addWeightGradients({ kernels, parameters, own }: LaneView, slot: number, rows: number): void {
  parameters.layers.forEach(({ units, depth, zStride, gateStride, weights }, l) => {
    const { z, gates } = own.layers[l];
    kernels.lstmWeightGradient(
      rows,
      units,
      Math.ceil(depth / 4) * 4,
      z + slot * zStride,
      zStride,
      gates + slot * gateStride,
      gateStride,
      own.gradients + weights,
    );
  });
}

function writeInputGradient(view: LaneView, batch: MicroBatch, steps: number, t: number): void {
  const { layout, own, f } = view;
  const channels = view.shape.inputs;
  const { units, zStride } = view.parameters.layers[0];
  let from = own.layers[0].dz + units;
  let to = layout.dx + (batch.first * steps + t) * channels;
  for (let row = 0; row < batch.count; row++, from += zStride, to += steps * channels) {
    for (let c = 0; c < channels; c++) f[to + c] = f[from + c];
  }
}
