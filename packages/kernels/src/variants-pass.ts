import { carryStates, clearStates, gatherLast, layerForward, readInput } from './forward-pass.ts';
import { headForward } from './head-pass.ts';
import type { VariantJob } from './job.ts';
import type { LaneView, MicroBatch } from './lane-view.ts';
import { slotsOf } from './slots.ts';
import { spansOf } from './spans.ts';

/** Scores of a chunk of variants, each joining at its first change with a copy of its base's state. */
export function variantsPass(view: LaneView, lane: number, job: VariantJob): void {
  const chunk = job.chunks[lane];
  if (!chunk) return;
  const { layout, own, network } = view;
  const { source, joinAt } = chunk;
  const batch: MicroBatch = {
    first: lane * job.capacity.rows,
    count: source.length,
    steps: job.steps,
    lengths: undefined,
    sequences: 0,
    slots: slotsOf(false, 1),
  };
  let joined = 0;
  const joinUpTo = (t: number): number => {
    while (joined < source.length && joinAt[joined] <= t) joined++;
    return joined;
  };
  const spans = spansOf(job.steps, source.length, joinUpTo);
  clearStates(view, batch);
  let present = 0;
  for (const span of spans) {
    for (; present < span.rows; present++) {
      if (span.from > 0) copyState(view, source[present], present);
    }
    readInput(view, batch, span);
    own.layers.forEach((_, l) => layerForward(view, l, 0, batch, span));
    carryStates(view, batch, span);
  }
  for (; present < source.length; present++) copyState(view, source[present], present);
  gatherLast(view, batch, 0, source.length);
  const classes = network.outputs;
  headForward(view, source.length, own.last, own.lastStride, layout.scores + batch.first * classes, classes);
}

/** Copies the states in slot 0 from one row to another. */
function copyState({ own, f }: LaneView, from: number, to: number): void {
  const copy = (block: number, stride: number): void => {
    f.copyWithin(block + to * stride, block + from * stride, block + (from + 1) * stride);
  };
  for (const { hidden, hiddenStride, cellStride, directions } of own.layers) {
    copy(hidden, hiddenStride);
    copy(directions[0].cells, cellStride);
  }
}
