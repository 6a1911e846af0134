import type { Dropout } from './dropout-mask.ts';
import { copyStates, layerInput } from './forward-pass.ts';
import { headBackward, headForward } from './head-pass.ts';
import type { Backward, SequenceJob } from './job.ts';
import { dropRows } from './lane-dropout.ts';
import type { LaneView, MicroBatch, Span } from './lane-view.ts';
import { objectiveGradient, squaredErrorGradient } from './objective.ts';
import { cellSlots, hiddenSlot, outputSlot } from './slots.ts';
import { spansOfLengths } from './spans.ts';

/** A backward pass over a micro-batch whose forward pass was kept. */
interface Course {
  readonly batch: MicroBatch;
  /** Wanted of the weights, else of the input. */
  readonly weights: boolean;
  readonly dropout?: Dropout | undefined;
  /** Where every step has an objective of its own. */
  readonly perStep?: Backward | undefined;
}

/** Gradients of a micro-batch's objective to the weights, added up in the lane's block, or else to its input. */
export function backwardPass(view: LaneView, job: SequenceJob, backward: Backward, batch: MicroBatch): void {
  const { network, own } = view;
  const spans = spansOfLengths(batch.steps, batch.count, batch.lengths);
  const perStep = job.perStep ? backward : undefined;
  const course: Course = { batch, weights: backward.weights, dropout: job.dropout, perStep };
  clearGradients(view, batch);
  if (!perStep) stateGradients(view, job, backward, batch);
  const top = own.layers.length - 1;
  if (network.directions === 1) {
    for (const span of spans.toReversed()) {
      for (let l = top; l >= 0; l--) layerBackward(view, course, l, 0, span);
      if (!backward.weights) writeInputGradient(view, batch, span);
    }
  } else {
    for (let l = top; l >= 0; l--) {
      for (const span of spans.toReversed()) layerBackward(view, course, l, 0, span);
      for (const span of spans) layerBackward(view, course, l, 1, span);
      if (l > 0) for (const span of spans) dropGradients(view, course, l, span);
    }
    if (!backward.weights) for (const span of spans) writeInputGradient(view, batch, span);
  }
}

export function clearGradients({ network, parameters, own, layout, f }: LaneView, batch: MicroBatch): void {
  const { count, first, steps } = batch;
  own.layers.forEach(({ cellStride, directions }) => {
    for (const { dHidden, dCell } of directions) {
      f.fill(0, dHidden, dHidden + count * cellStride);
      if (network.cell === 'lstm') f.fill(0, dCell, dCell + count * cellStride);
    }
  });
  const { dOutput, stride } = own.head[parameters.head.length - 1];
  f.fill(0, dOutput, dOutput + count * stride);
  // Steps after the end of a shorter sequence have no gradient.
  if (batch.lengths) {
    const size = steps * network.inputs;
    f.fill(0, layout.dx + first * size, layout.dx + (first + count) * size);
  }
}

/** From the objective, or from what the caller gives, to the gradients of the last states before their dropout. */
function stateGradients(view: LaneView, job: SequenceJob, backward: Backward, batch: MicroBatch): void {
  if (job.headless) copyStates(view, batch, 'in');
  else headBack(view, job, backward, batch);
  if (!job.dropout) return;
  const { dLast, lastStride: stride, layers } = view.own;
  const rows = {
    layer: layers.length - 1,
    t: batch.steps - 1,
    rows: batch.count,
    from: dLast,
    to: dLast,
    stride,
  };
  dropRows(view, job.dropout, batch, rows);
}

function headBack(
  view: LaneView,
  { headDropout: dropout }: SequenceJob,
  backward: Backward,
  batch: MicroBatch,
): void {
  const { own, layout, f } = view;
  const { dOutput, stride } = own.head[own.head.length - 1];
  for (let row = 0; row < batch.count; row++) {
    const sequence = batch.first + row;
    scoreGradients(view, backward, sequence, f[layout.targets + sequence], dOutput + row * stride);
  }
  const { weights } = backward;
  const { last, dLast, lastStride } = own;
  const gradients = weights ? own.gradients : 0;
  headBackward(view, batch.count, last, lastStride, dLast, gradients, dropout && { dropout, batch });
}

/**
 * The gradients of one row of scores.
 *
 * @param row of the scores, [places, (T,) K]
 */
function scoreGradients(
  { network, layout, f }: LaneView,
  { objective, scale, reference = [] }: Backward,
  row: number,
  target: number,
  dScores: number,
): void {
  const classes = network.outputs;
  const scores = layout.scores + row * classes;
  if (objective === 'squared-error') {
    squaredErrorGradient(f, scores, dScores, classes, reference, row * classes, scale);
  } else objectiveGradient(f, scores, dScores, classes, target, objective, scale);
}

/** One direction of one layer back through a span: gates, then its input, then its weights. */
export function layerBackward(view: LaneView, course: Course, l: number, d: number, span: Span): void {
  const { network, kernels, parameters, layout, own } = view;
  const { batch, weights } = course;
  const { units, gates: counts, inputColumns } = parameters.layers[l];
  const { gateStride, dInput, dInputStride, directions: memory } = own.layers[l];
  for (let i = span.to - span.from - 1; i >= 0; i--) {
    stepBack(view, course, l, d, span, d === 0 ? span.from + i : span.to - 1 - i);
  }
  const rows = span.to - span.from === 1 ? span.rows : (span.to - span.from) * batch.count;
  const gates = memory[d].gates + span.from * batch.count * gateStride;
  if (l > 0 || !weights) {
    const gradient =
      dInput + gradientSlot(network.directions, span.from, span.from) * batch.count * dInputStride;
    const packed = layout.packed[l][d].inputTransposed;
    // prettier-ignore
    kernels.multiply(rows, inputColumns, counts.input * units, gates, gateStride, packed, 0, gradient, dInputStride, d);
    if (l > 0 && network.directions === 1) dropGradients(view, course, l, span);
  }
  if (weights) addWeightGradients(view, course, l, d, span, rows);
}

/** Slot of the gradient to a layer's input at step `t`: a span at a time, or all steps when both directions meet in it. */
function gradientSlot(directions: 1 | 2, t: number, from: number): number {
  return directions === 1 ? t - from : t;
}

function stepBack(
  view: LaneView,
  { batch, perStep }: Course,
  l: number,
  d: number,
  span: Span,
  t: number,
): void {
  const { network, kernels, parameters, layout, own } = view;
  const { units, gates: counts } = parameters.layers[l];
  const { gateStride, cellStride, hidden, hiddenStride, directions: memory } = own.layers[l];
  const { count, slots } = batch;
  const { rows } = span;
  const { dHidden, dCell } = memory[d];
  const above = own.layers[l + 1];
  if (!above && perStep) addOwnObjective(view, batch, perStep, span, t);
  else if (!above) startFromLast(view, batch, l, d, t);
  const slot = gradientSlot(network.directions, t, span.from);
  const dAbove = above ? above.dInput + slot * count * above.dInputStride + d * units : 0;
  const dAboveStride = above ? above.dInputStride : 0;
  const gates = memory[d].gates + t * count * gateStride;
  if (network.cell === 'lstm') {
    const cells = cellSlots(slots, d, t);
    const before = memory[d].cells + cells.before * count * cellStride;
    const after = memory[d].cells + cells.after * count * cellStride;
    // prettier-ignore
    kernels.lstmStepBack(rows, units, gates, gateStride, before, after, cellStride, dHidden, cellStride, dAbove, dAboveStride, dCell, cellStride);
  } else if (network.cell === 'gru') {
    const before = hidden + hiddenSlot(slots, d, t, 0) * count * hiddenStride + d * units;
    // prettier-ignore
    kernels.gruStepBack(rows, units, before, hiddenStride, gates, gateStride, dHidden, cellStride, dAbove, dAboveStride);
  } else {
    kernels.rnnStepBack(rows, units, gates, gateStride, dHidden, cellStride, dAbove, dAboveStride);
  }
  const { recurrentTransposed } = layout.packed[l][d];
  const recurrent = gates + counts.recurrentFrom * units;
  const accumulate = network.cell === 'gru' ? 1 : 0;
  // prettier-ignore
  kernels.multiply(rows, units, counts.recurrent * units, recurrent, gateStride, recurrentTransposed, 0, dHidden, cellStride, accumulate);
}

/** Adds to the gradients of the top states after step `t` those of the step's own objectives, through the head once more. */
function addOwnObjective(
  view: LaneView,
  { count, first, steps, slots }: MicroBatch,
  backward: Backward,
  span: Span,
  t: number,
): void {
  const { network, layout, own, f } = view;
  const { weights, targets = [] } = backward;
  const { units } = view.parameters.layers[own.layers.length - 1];
  const { hidden, hiddenStride, cellStride, directions } = own.layers[own.layers.length - 1];
  const from = hidden + outputSlot(slots, t, span.from) * count * hiddenStride;
  const classes = network.outputs;
  const scores = layout.scores + (first * steps + t) * classes;
  headForward(view, span.rows, from, hiddenStride, scores, steps * classes);
  const { dOutput, stride } = own.head[own.head.length - 1];
  for (let row = 0; row < span.rows; row++) {
    const step = (first + row) * steps + t;
    scoreGradients(view, backward, step, targets[step], dOutput + row * stride);
  }
  const { dLast, lastStride } = own;
  headBackward(view, span.rows, from, hiddenStride, dLast, weights ? own.gradients : 0);
  const { dHidden } = directions[0];
  for (let row = 0; row < span.rows; row++) {
    for (let u = 0; u < units; u++) f[dHidden + row * cellStride + u] += f[dLast + row * lastStride + u];
  }
}

/** Gives the gradient of the last state to the sequences whose last step in direction `d` is `t`. */
function startFromLast(
  { parameters, own, f }: LaneView,
  batch: MicroBatch,
  l: number,
  d: number,
  t: number,
): void {
  const { units } = parameters.layers[l];
  const { cellStride, directions } = own.layers[l];
  const { count, steps, lengths } = batch;
  if (d === 0 && !lengths && t < steps - 1) return;
  if (d === 1 && t > 0) return;
  for (let row = 0; row < count; row++) {
    if (d === 0 && (lengths?.[row] ?? steps) !== t + 1) continue;
    const from = own.dLast + row * own.lastStride + d * units;
    f.copyWithin(directions[d].dHidden + row * cellStride, from, from + units);
  }
}

function dropGradients(view: LaneView, { dropout, batch }: Course, l: number, span: Span): void {
  if (!dropout) return;
  const { dInput, dInputStride: stride } = view.own.layers[l];
  for (let t = span.from; t < span.to; t++) {
    const at = dInput + gradientSlot(view.network.directions, t, span.from) * batch.count * stride;
    dropRows(view, dropout, batch, { layer: l - 1, t, rows: span.rows, from: at, to: at, stride });
  }
}

function addWeightGradients(
  view: LaneView,
  { batch, dropout }: Course,
  l: number,
  d: number,
  span: Span,
  rows: number,
): void {
  const { kernels, parameters, own } = view;
  const { units, gates: counts, inputColumns, directions } = parameters.layers[l];
  const { gateStride, hidden, hiddenStride, directions: memory } = own.layers[l];
  const { count, slots } = batch;
  const gates = memory[d].gates + span.from * count * gateStride;
  const { inputWeights, recurrentWeights, bias } = directions[d];
  const input = layerInput(view, l, batch, span, dropout !== undefined);
  // prettier-ignore
  kernels.accumulateOuter(rows, inputColumns, counts.input * units, input.at, input.stride, gates, gateStride, own.gradients + inputWeights);
  const before = hidden + hiddenSlot(slots, d, span.from, 0) * count * hiddenStride + d * units;
  const recurrent = gates + counts.recurrentFrom * units;
  // prettier-ignore
  kernels.accumulateOuter(rows, units, counts.recurrent * units, before, hiddenStride, recurrent, gateStride, own.gradients + recurrentWeights);
  kernels.accumulateRows(rows, counts.stored * units, gates, gateStride, own.gradients + bias);
}

function writeInputGradient(view: LaneView, batch: MicroBatch, span: Span): void {
  const { network, layout, own, f } = view;
  const { count, first, steps } = batch;
  const channels = network.inputs;
  const { dInput, dInputStride } = own.layers[0];
  for (let t = span.from; t < span.to; t++) {
    let from = dInput + gradientSlot(network.directions, t, span.from) * count * dInputStride;
    let to = layout.dx + (first * steps + t) * channels;
    for (let row = 0; row < span.rows; row++, from += dInputStride, to += steps * channels) {
      for (let c = 0; c < channels; c++) f[to + c] = f[from + c];
    }
  }
}
