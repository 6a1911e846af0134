import { backwardPass } from './backward-pass.ts';
import { clearStates, forwardPass, head, layerStep, readInput } from './forward-pass.ts';
import type { Job, SequenceJob, VariantJob } from './job.ts';
import type { KernelSet, Reals } from './kernel-set.ts';
import type { LaneView } from './lane-view.ts';
import { layoutMemory, layoutParameters } from './layout.ts';
import type { Capacity, NetworkShape } from './layout.ts';

/** One thread's share of every job; the same code in every backend, with one lane or many. */
export interface Lane {
  run(job: Job): void;
}

/** The lane of the given number, over the numbers that `values` gives for the memory as it is now. */
export function createLane(
  shape: NetworkShape,
  lanes: number,
  lane: number,
  kernels: KernelSet,
  values: () => Reals,
): Lane {
  const parameters = layoutParameters(shape);
  let capacity: Capacity | undefined;
  let view: LaneView;

  function prepare(next: Capacity): void {
    const f = values();
    if (
      capacity?.rows === next.rows &&
      capacity.steps === next.steps &&
      capacity.rowSlots === next.rowSlots
    ) {
      view = { ...view, f };
      return;
    }
    capacity = next;
    const layout = layoutMemory(shape, parameters, lanes, next);
    const own = layout.lanes[lane];
    view = { shape, kernels, parameters, layout, own, f };
    // Padding columns stay zero and the column of ones stays one from here on.
    parameters.layers.forEach(({ zStride, depth }, l) => {
      const { z } = own.layers[l];
      f.fill(0, z, z + next.rowSlots * zStride);
      for (let row = 0; row < next.rowSlots; row++) f[z + row * zStride + depth - 1] = 1;
    });
  }

  return {
    run(job) {
      prepare(job.capacity);
      if (job.kind === 'sequences') runSequences(view, lane, job);
      else runVariants(view, lane, job);
    },
  };
}

function runSequences(view: LaneView, lane: number, job: SequenceJob): void {
  const { gradients } = view.own;
  const first = lane * job.rowsPerLane;
  const count = Math.min(job.rowsPerLane, job.count - first);
  if (job.backward?.clear) view.f.fill(0, gradients, gradients + view.parameters.length);
  if (count <= 0) return;
  const batch = { first, count, rows: Math.ceil(count / 4) * 4, sequence: job.first + first };
  forwardPass(view, job, batch);
  if (job.backward) backwardPass(view, job, job.backward, batch);
}

function runVariants(view: LaneView, lane: number, job: VariantJob): void {
  const chunk = job.chunks[lane];
  if (!chunk) return;
  const { layers } = view.parameters;
  const { source, joinAt } = chunk;
  const first = lane * job.capacity.rows;
  let joined = 0;
  clearStates(view, Math.ceil(source.length / 4) * 4);
  for (let t = 0; t <= job.steps; t++) {
    while (joined < source.length && joinAt[joined] <= t) {
      if (t > 0) copyState(view, source[joined], joined);
      joined++;
    }
    if (t === job.steps) break;
    const rows = Math.ceil(joined / 4) * 4;
    readInput(view, { first, count: joined, rows, sequence: 0 }, job.steps, t, 0);
    for (let l = 0; l < layers.length; l++) layerStep(view, l, rows, 0, 0);
  }
  const classes = view.shape.outputs;
  head(
    view,
    source.length,
    view.own.layers[layers.length - 1].z,
    view.layout.scores + first * classes,
    classes,
  );
}

function copyState({ parameters, own, f }: LaneView, from: number, to: number): void {
  parameters.layers.forEach(({ zStride, cellStride }, l) => {
    const { z, cells } = own.layers[l];
    f.copyWithin(z + to * zStride, z + from * zStride, z + (from + 1) * zStride);
    f.copyWithin(cells + to * cellStride, cells + from * cellStride, cells + (from + 1) * cellStride);
  });
}
