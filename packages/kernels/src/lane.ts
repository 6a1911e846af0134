import { maskKey, maskThreshold } from './dropout-mask.ts';
import type { Dropout } from './dropout-mask.ts';
import type { Job, SequenceJob, VariantJob } from './job.ts';
import type { KernelMemory, KernelSet, Reals } from './kernel-set.ts';
import { layoutMemory, layoutParameters } from './layout.ts';
import type { Capacity, LaneLayout, MemoryLayout, NetworkShape } from './layout.ts';
import { objectiveGradient } from './objective.ts';

/** Steps whose weight gradients are taken in one product. */
const STEPS_PER_PRODUCT = 4;

/** One thread's share of every job; the same code in every backend, with one lane or many. */
export interface Lane {
  run(job: Job): void;
}

/** A micro-batch: `count` sequences from `first` in memory, run as `rows` (a multiple of 4; the rest are zeros). */
interface MicroBatch {
  readonly first: number;
  readonly count: number;
  readonly rows: number;
  /** The place of the first sequence in the caller's batch. */
  readonly sequence: number;
}

/**
 * The lane of the given number.
 *
 * A step reads slot t of z, gates and cells and writes h and c to slot t + 1; without a backward pass all steps share
 * slot 0.
 */
export function createLane(
  shape: NetworkShape,
  lanes: number,
  lane: number,
  kernels: KernelSet,
  memory: KernelMemory,
): Lane {
  const parameters = layoutParameters(shape);
  const top = parameters.layers.length - 1;
  const channels = shape.inputs;
  const classes = shape.outputs;
  let capacity: Capacity | undefined;
  let layout: MemoryLayout;
  let own: LaneLayout;
  let f: Reals;

  function prepare(next: Capacity): void {
    f = memory.values();
    if (
      capacity?.rows === next.rows &&
      capacity.steps === next.steps &&
      capacity.rowSlots === next.rowSlots
    ) {
      return;
    }
    capacity = next;
    layout = layoutMemory(shape, parameters, lanes, next);
    own = layout.lanes[lane];
    // Padding columns stay zero and the column of ones stays one from here on.
    parameters.layers.forEach(({ zStride, depth }, l) => {
      const { z } = own.layers[l];
      f.fill(0, z, z + next.rowSlots * zStride);
      for (let row = 0; row < next.rowSlots; row++) f[z + row * zStride + depth - 1] = 1;
    });
  }

  function clearStates(rows: number): void {
    parameters.layers.forEach(({ units, zStride, cellStride }, l) => {
      const { z, cells } = own.layers[l];
      for (let row = 0; row < rows; row++) f.fill(0, z + row * zStride, z + row * zStride + units);
      f.fill(0, cells, cells + rows * cellStride);
    });
  }

  function readInput(batch: MicroBatch, steps: number, t: number, slot: number): void {
    const { units, zStride } = parameters.layers[0];
    let to = own.layers[0].z + slot * zStride + units;
    let from = layout.x + (batch.first * steps + t) * channels;
    for (let row = 0; row < batch.rows; row++, to += zStride, from += steps * channels) {
      for (let c = 0; c < channels; c++) f[to + c] = row < batch.count ? f[from + c] : 0;
    }
  }

  /** All layers from the states in `slot` to those in `next`. */
  function step(rows: number, slot: number, next: number): void {
    for (let l = 0; l <= top; l++) layerStep(l, rows, slot, next);
  }

  function layerStep(l: number, rows: number, slot: number, next: number): void {
    const { units, depth, zStride, gateStride, cellStride } = parameters.layers[l];
    const { z, gates, cells } = own.layers[l];
    kernels.lstmForward(
      rows,
      units,
      depth,
      z + slot * zStride,
      zStride,
      layout.packedForward[l],
      gates + slot * gateStride,
      gateStride,
      cells + slot * cellStride,
      cells + next * cellStride,
      cellStride,
      z + next * zStride,
      l < top ? inputOf(l + 1, slot) : 0,
      l < top ? parameters.layers[l + 1].zStride : 0,
    );
  }

  function inputOf(l: number, slot: number): number {
    const { units, zStride } = parameters.layers[l];
    return own.layers[l].z + slot * zStride + units;
  }

  function drop(
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

  function head(count: number, hidden: number, scores: number, stride: number): void {
    kernels.linearForward(
      count,
      parameters.layers[top].units,
      classes,
      hidden,
      parameters.layers[top].zStride,
      layout.parameters + parameters.headWeights,
      layout.parameters + parameters.headBias,
      scores,
      stride,
    );
  }

  function forward(job: SequenceJob, batch: MicroBatch): void {
    const { steps, dropout } = job;
    const { rows } = batch;
    const keep = job.backward !== undefined;
    const hidden = own.layers[top].z;
    const { zStride } = parameters.layers[top];
    clearStates(rows);
    for (let t = 0; t < steps; t++) {
      const slot = keep ? t * rows : 0;
      const next = keep ? slot + rows : 0;
      readInput(batch, steps, t, slot);
      for (let l = 0; l <= top; l++) {
        layerStep(l, rows, slot, next);
        if (dropout && l < top)
          drop(dropout, l, t, batch, inputOf(l + 1, slot), parameters.layers[l + 1].zStride);
      }
      if (job.perStep) {
        const scores = layout.scores + (batch.first * steps + t) * classes;
        head(batch.count, hidden, scores, steps * classes);
      }
    }
    if (job.perStep) return;
    const last = hidden + (keep ? steps * rows : 0) * zStride;
    if (dropout) drop(dropout, top, steps - 1, batch, last, zStride);
    head(batch.count, last, layout.scores + batch.first * classes, classes);
  }

  function backwardHead(job: SequenceJob, batch: MicroBatch): void {
    const { objective, scale, weights } = job.backward!;
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
    kernels.linearBackward(
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
    if (job.dropout) drop(job.dropout, top, job.steps - 1, batch, dz, zStride);
  }

  function layerStepBack(l: number, rows: number, slot: number, columns: number): void {
    const { units, zStride, gateStride, cellStride } = parameters.layers[l];
    const { gates, cells, dz, dCells } = own.layers[l];
    kernels.lstmBackward(
      rows,
      units,
      gates + slot * gateStride,
      gateStride,
      cells + slot * cellStride,
      cells + (slot + rows) * cellStride,
      cellStride,
      dz,
      zStride,
      l < top ? own.layers[l + 1].dz + parameters.layers[l + 1].units : 0,
      l < top ? parameters.layers[l + 1].zStride : 0,
      dCells,
      layout.packedBackward[l],
      columns,
    );
  }

  function addWeightGradients(slot: number, rows: number): void {
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

  function writeInputGradient(batch: MicroBatch, steps: number, t: number): void {
    const { units, zStride } = parameters.layers[0];
    let from = own.layers[0].dz + units;
    let to = layout.dx + (batch.first * steps + t) * channels;
    for (let row = 0; row < batch.count; row++, from += zStride, to += steps * channels) {
      for (let c = 0; c < channels; c++) f[to + c] = f[from + c];
    }
  }

  function backward(job: SequenceJob, batch: MicroBatch): void {
    const { steps, dropout } = job;
    const { weights } = job.backward!;
    const { rows } = batch;
    parameters.layers.forEach(({ zStride, cellStride }, l) => {
      const { dz, dCells } = own.layers[l];
      f.fill(0, dz, dz + rows * zStride);
      f.fill(0, dCells, dCells + rows * cellStride);
    });
    backwardHead(job, batch);
    for (let t = steps - 1; t >= 0; t--) {
      const slot = t * rows;
      for (let l = top; l >= 0; l--) {
        const { backwardColumns, hiddenColumns, units, zStride } = parameters.layers[l];
        layerStepBack(l, rows, slot, l === 0 && weights ? hiddenColumns : backwardColumns);
        if (dropout && l > 0) drop(dropout, l - 1, t, batch, own.layers[l].dz + units, zStride);
      }
      if (!weights) writeInputGradient(batch, steps, t);
      else if (t % STEPS_PER_PRODUCT === 0) {
        addWeightGradients(slot, Math.min(STEPS_PER_PRODUCT, steps - t) * rows);
      }
    }
  }

  function runSequences(job: SequenceJob): void {
    const from = lane * job.rowsPerLane;
    const count = Math.min(job.rowsPerLane, job.count - from);
    if (job.backward?.clear) f.fill(0, own.gradients, own.gradients + parameters.length);
    if (count <= 0) return;
    const batch = { first: from, count, rows: Math.ceil(count / 4) * 4, sequence: job.first + from };
    forward(job, batch);
    if (job.backward) backward(job, batch);
  }

  function copyState(from: number, to: number): void {
    parameters.layers.forEach(({ zStride, cellStride }, l) => {
      const { z, cells } = own.layers[l];
      f.copyWithin(z + to * zStride, z + from * zStride, z + (from + 1) * zStride);
      f.copyWithin(cells + to * cellStride, cells + from * cellStride, cells + (from + 1) * cellStride);
    });
  }

  function runVariants(job: VariantJob): void {
    const chunk = job.chunks[lane];
    if (!chunk) return;
    const { source, joinAt } = chunk;
    const first = lane * job.capacity.rows;
    let joined = 0;
    clearStates(Math.ceil(source.length / 4) * 4);
    for (let t = 0; t <= job.steps; t++) {
      while (joined < source.length && joinAt[joined] <= t) {
        if (t > 0) copyState(source[joined], joined);
        joined++;
      }
      if (t === job.steps) break;
      const rows = Math.ceil(joined / 4) * 4;
      readInput({ first, count: joined, rows, sequence: 0 }, job.steps, t, 0);
      step(rows, 0, 0);
    }
    head(source.length, own.layers[top].z, layout.scores + first * classes, classes);
  }

  return {
    run(job) {
      prepare(job.capacity);
      if (job.kind === 'sequences') runSequences(job);
      else runVariants(job);
    },
  };
}
