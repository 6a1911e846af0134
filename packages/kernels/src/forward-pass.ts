import { headForward } from './head-pass.ts';
import type { SequenceJob } from './job.ts';
import { dropRows } from './lane-dropout.ts';
import type { LaneView, MicroBatch, Span } from './lane-view.ts';
import { cellSlots, gateSlot, hiddenSlot, outputSlot } from './slots.ts';
import { spansOfLengths } from './spans.ts';

/** Zero states before the first step of every direction. */
export function clearStates(view: LaneView, batch: MicroBatch): void {
  const { network, parameters, own, f } = view;
  const { count, steps, slots, lengths } = batch;
  parameters.layers.forEach(({ units, directions }, l) => {
    const { hidden, hiddenStride, cellStride, directions: memory } = own.layers[l];
    directions.forEach((_, d) => {
      for (let row = 0; row < count; row++) {
        const length = lengths?.[row] ?? steps;
        const slot = d === 0 ? 0 : length + 1;
        const h = hidden + (slot * count + row) * hiddenStride + d * units;
        f.fill(0, h, h + units);
        if (network.cell !== 'lstm') continue;
        const c = memory[d].cells + ((slots.keep ? slot : 0) * count + row) * cellStride;
        f.fill(0, c, c + units);
      }
    });
  });
}

/** Copies the steps of a span to the rows that the first layer reads. */
export function readInput(view: LaneView, batch: MicroBatch, span: Span): void {
  const { network, layout, own, f } = view;
  const channels = network.inputs;
  const { input, inputStride } = own;
  for (let t = span.from; t < span.to; t++) {
    let to = input + gateSlot(batch.slots, t, span.from) * batch.count * inputStride;
    let from = layout.x + (batch.first * batch.steps + t) * channels;
    for (let row = 0; row < span.rows; row++, to += inputStride, from += batch.steps * channels) {
      for (let c = 0; c < channels; c++) f[to + c] = f[from + c];
    }
  }
}

/** What layer `l` reads at the first step of a span: the input, or the states of the layer below, perhaps after dropout. */
export function layerInput(
  view: LaneView,
  l: number,
  { slots, count }: MicroBatch,
  span: Span,
  dropped: boolean,
): { at: number; stride: number } {
  const { own } = view;
  const slot = gateSlot(slots, span.from, span.from);
  if (l === 0) return { at: own.input + slot * count * own.inputStride, stride: own.inputStride };
  const below = own.layers[l - 1];
  const at = dropped
    ? below.dropped + slot * count * below.hiddenStride
    : below.hidden + outputSlot(slots, span.from, span.from) * count * below.hiddenStride;
  return { at, stride: below.hiddenStride };
}

/** One direction of one layer through a span. */
export function layerForward(
  view: LaneView,
  l: number,
  d: number,
  batch: MicroBatch,
  span: Span,
  dropped = false,
): void {
  const { kernels, parameters, layout, own } = view;
  const { units, gates: counts, inputColumns, directions } = parameters.layers[l];
  const { gateStride, directions: memory } = own.layers[l];
  const { slots, count } = batch;
  const steps = span.to - span.from;
  const input = layerInput(view, l, batch, span, dropped);
  kernels.multiply(
    steps === 1 ? span.rows : steps * count,
    counts.input * units,
    inputColumns,
    input.at,
    input.stride,
    layout.packed[l][d].input,
    layout.parameters + directions[d].bias,
    memory[d].gates + gateSlot(slots, span.from, span.from) * count * gateStride,
    gateStride,
    0,
  );
  for (let i = 0; i < steps; i++) {
    cellStep(view, l, d, batch, span, d === 0 ? span.from + i : span.to - 1 - i);
  }
}

function cellStep(view: LaneView, l: number, d: number, batch: MicroBatch, span: Span, t: number): void {
  const { network, kernels, parameters, layout, own } = view;
  const { units, directions } = parameters.layers[l];
  const { gateStride, cellStride, hidden, hiddenStride, directions: memory } = own.layers[l];
  const { slots, count } = batch;
  const { recurrent } = layout.packed[l][d];
  const before = hidden + hiddenSlot(slots, d, t, span.from) * count * hiddenStride + d * units;
  const after = hidden + outputSlot(slots, t, span.from) * count * hiddenStride + d * units;
  const gates = memory[d].gates + gateSlot(slots, t, span.from) * count * gateStride;
  const keep = slots.keep ? 1 : 0;
  const { rows } = span;
  if (network.cell === 'lstm') {
    const cells = cellSlots(slots, d, t);
    const cellBefore = memory[d].cells + cells.before * count * cellStride;
    const cellAfter = memory[d].cells + cells.after * count * cellStride;
    // prettier-ignore
    kernels.lstmStep(rows, units, before, hiddenStride, recurrent, gates, gateStride, cellBefore, cellAfter, cellStride, after, hiddenStride, keep);
  } else if (network.cell === 'gru') {
    const bias = layout.parameters + directions[d].bias + 3 * units;
    // prettier-ignore
    kernels.gruStep(rows, units, before, hiddenStride, recurrent, bias, gates, gateStride, after, hiddenStride, keep);
  } else {
    // prettier-ignore
    kernels.rnnStep(rows, units, before, hiddenStride, recurrent, gates, gateStride, after, hiddenStride, keep);
  }
}

/** Moves the states that a span left to slot 0, where the next one looks for them. */
export function carryStates({ own, f }: LaneView, { count, slots }: MicroBatch, span: Span): void {
  if (slots.keepHidden) return;
  for (const { hidden, hiddenStride } of own.layers) {
    const from = hidden + (span.to - span.from) * count * hiddenStride;
    f.copyWithin(hidden, from, from + span.rows * hiddenStride);
  }
}

/** Copies the last state of each row in `from`..`to` (exclusive) to where the head reads it. */
export function gatherLast(
  { network, parameters, own, f }: LaneView,
  { count, steps, lengths, slots }: MicroBatch,
  from: number,
  to: number,
): void {
  const top = own.layers.length - 1;
  const { units } = parameters.layers[top];
  const { hidden, hiddenStride } = own.layers[top];
  for (let row = from; row < to; row++) {
    const slot = slots.keepHidden ? (lengths?.[row] ?? steps) : 0;
    const last = own.last + row * own.lastStride;
    const forwards = hidden + (slot * count + row) * hiddenStride;
    f.copyWithin(last, forwards, forwards + units);
    if (network.directions === 1) continue;
    const reverse = hidden + (count + row) * hiddenStride + units;
    f.copyWithin(last + units, reverse, reverse + units);
  }
}

/** Scores of a micro-batch, at the last step or at every step. */
export function forwardPass(view: LaneView, job: SequenceJob, batch: MicroBatch): void {
  const { network, layout, own } = view;
  const { count, steps, lengths } = batch;
  const spans = spansOfLengths(steps, count, lengths);
  const layers = own.layers.length;
  clearStates(view, batch);
  if (network.directions === 2) {
    bidirectionalLayers(view, job, batch, spans);
    gatherLast(view, batch, 0, count);
  } else {
    spans.forEach((span, i) => {
      readInput(view, batch, span);
      for (let l = 0; l < layers; l++) {
        layerForward(view, l, 0, batch, span, job.dropout !== undefined);
        if (l < layers - 1) dropOutputs(view, job, batch, l, span);
      }
      if (job.perStep) scoreSteps(view, batch, span);
      carryStates(view, batch, span);
      gatherLast(view, batch, spans[i + 1]?.rows ?? 0, span.rows);
    });
  }
  if (job.perStep) return;
  const { last, lastStride } = own;
  if (job.dropout) {
    const rows = { layer: layers - 1, t: steps - 1, rows: count, from: last, to: last, stride: lastStride };
    dropRows(view, job.dropout, batch, rows);
  }
  if (job.headless) {
    // On the way back their gradients stand there.
    if (!job.backward) copyStates(view, batch, 'out');
  } else {
    const scores = layout.scores + batch.first * network.outputs;
    headForward(
      view,
      count,
      last,
      lastStride,
      scores,
      network.outputs,
      job.headDropout && { dropout: job.headDropout, batch },
    );
  }
}

/** Copies the last states out to the caller, or their gradients in. */
export function copyStates(
  { parameters, layout, own, f }: LaneView,
  batch: MicroBatch,
  way: 'in' | 'out',
): void {
  const width = parameters.head[0].inputColumns;
  for (let row = 0; row < batch.count; row++) {
    const outside = layout.states + (batch.first + row) * width;
    const inside = (way === 'out' ? own.last : own.dLast) + row * own.lastStride;
    const [from, to] = way === 'out' ? [inside, outside] : [outside, inside];
    f.copyWithin(to, from, from + width);
  }
}

function bidirectionalLayers(
  view: LaneView,
  job: SequenceJob,
  batch: MicroBatch,
  spans: readonly Span[],
): void {
  const dropped = job.dropout !== undefined;
  view.own.layers.forEach((_, l) => {
    // The input is read span by span in either direction: without keeping it holds one span only.
    for (const span of spans) {
      if (l === 0) readInput(view, batch, span);
      layerForward(view, l, 0, batch, span, dropped);
    }
    for (const span of spans.toReversed()) {
      if (l === 0) readInput(view, batch, span);
      layerForward(view, l, 1, batch, span, dropped);
    }
    for (const span of spans) dropOutputs(view, job, batch, l, span);
  });
}

/** Dropout of a layer's states on their way to the layer above. */
function dropOutputs(view: LaneView, job: SequenceJob, batch: MicroBatch, l: number, span: Span): void {
  if (!job.dropout || l === view.own.layers.length - 1) return;
  const { slots, count } = batch;
  const { hidden, dropped, hiddenStride } = view.own.layers[l];
  for (let t = span.from; t < span.to; t++) {
    const from = hidden + outputSlot(slots, t, span.from) * count * hiddenStride;
    const to = dropped + gateSlot(slots, t, span.from) * count * hiddenStride;
    dropRows(view, job.dropout, batch, { layer: l, t, rows: span.rows, from, to, stride: hiddenStride });
  }
}

function scoreSteps(view: LaneView, { first, count, steps, slots }: MicroBatch, span: Span): void {
  const { network, layout, own } = view;
  const { hidden, hiddenStride } = own.layers[own.layers.length - 1];
  const classes = network.outputs;
  for (let t = span.from; t < span.to; t++) {
    const from = hidden + outputSlot(slots, t, span.from) * count * hiddenStride;
    const scores = layout.scores + (first * steps + t) * classes;
    headForward(view, span.rows, from, hiddenStride, scores, steps * classes);
  }
}
