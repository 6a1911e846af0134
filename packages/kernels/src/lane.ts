import { backwardPass } from './backward-pass.ts';
import { forwardPass } from './forward-pass.ts';
import type { Job, SequenceJob } from './job.ts';
import type { KernelSet, Reals } from './kernel-set.ts';
import type { LaneView } from './lane-view.ts';
import { layoutMemory } from './layout.ts';
import type { Capacity } from './layout.ts';
import type { Network } from './network-shape.ts';
import { layoutParameters } from './parameter-layout.ts';
import { slotsOf } from './slots.ts';
import { stepsPass } from './steps-pass.ts';
import { variantsPass } from './variants-pass.ts';

/** One thread's share of every job; the same code in every backend, with one lane or many. */
export interface Lane {
  run(job: Job): void;
}

/** The lane of the given number, over the numbers that `values` gives for the memory as it is now. */
export function createLane(
  network: Network,
  lanes: number,
  lane: number,
  kernels: KernelSet,
  values: () => Reals,
): Lane {
  const parameters = layoutParameters(network, kernels.width);
  let capacity: Capacity | undefined;
  let view: LaneView;

  function prepare(next: Capacity): void {
    const f = values();
    if (capacity?.version === next.version) {
      view = { ...view, f };
      return;
    }
    capacity = next;
    const layout = layoutMemory(network, parameters, lanes, next);
    const own = layout.lanes[lane];
    view = { network, kernels, parameters, layout, own, f };
    // The padding columns of the input stay zero from here on.
    f.fill(0, own.input, own.input + next.gateRows * own.inputStride);
  }

  return {
    run(job) {
      prepare(job.capacity);
      if (job.kind === 'sequences') runSequences(view, lane, job);
      else if (job.kind === 'variants') variantsPass(view, lane, job);
      else stepsPass(view, lane, job);
    },
  };
}

function runSequences(view: LaneView, lane: number, job: SequenceJob): void {
  const { gradients } = view.own;
  const first = lane * job.rowsPerLane;
  const count = job.rows[lane];
  if (job.backward?.clear) view.f.fill(0, gradients, gradients + view.parameters.length);
  if (count === 0) return;
  const { sequences } = job;
  const batch = {
    first,
    count,
    steps: job.steps,
    lengths: job.lengths?.slice(first, first + count),
    sequences: typeof sequences === 'number' ? sequences + first : sequences.slice(first, first + count),
    slots: slotsOf(job.backward !== undefined, view.network.directions),
  };
  forwardPass(view, job, batch);
  if (job.backward) backwardPass(view, job, job.backward, batch);
}
