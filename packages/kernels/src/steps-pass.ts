import { clearGradients, layerBackward } from './backward-pass.ts';
import { clearStates, gatherLast, layerForward, readInput } from './forward-pass.ts';
import { headBackward, headForward } from './head-pass.ts';
import type { StepsJob } from './job.ts';
import type { Reals } from './kernel-set.ts';
import type { LaneView, MicroBatch, Span } from './lane-view.ts';
import { objectiveGradient } from './objective.ts';
import { stateSize } from './parameter-layout.ts';
import { slotsOf } from './slots.ts';
import { spansOfLengths } from './spans.ts';

/** Steps with another input, each from the state that its sequence had before it: sequences of one step. */
const ONE: Span = { from: 0, to: 1, rows: 0 };

/** Scores after the windows from every step of every sequence with each of its other inputs, and the gradients to those. */
export function stepsPass(view: LaneView, lane: number, job: StepsJob): void {
  const first = lane * job.rowsPerLane;
  const count = job.rows[lane];
  if (count === 0) return;
  traceStates(view, {
    first,
    count,
    steps: job.steps,
    lengths: undefined,
    sequences: 0,
    slots: slotsOf(true, 1),
  });
  const all = count * job.steps * job.samples;
  const most = job.rowsAtOnce;
  for (let from = 0; from < all; from += most) {
    windows(view, job, first, from, Math.min(most, all - from));
  }
}

/** Runs the sequences as they are and keeps the states before each step, [row, step, layer, h (and c)]. */
function traceStates(view: LaneView, batch: MicroBatch): void {
  const { own, f, network, parameters } = view;
  const { count, steps } = batch;
  clearStates(view, batch);
  for (const span of spansOfLengths(steps, count, undefined)) {
    readInput(view, batch, span);
    own.layers.forEach((_, l) => layerForward(view, l, 0, batch, span));
  }
  let to = own.trace;
  for (let row = 0; row < count; row++) {
    for (let t = 0; t < steps; t++) {
      own.layers.forEach(({ hidden, hiddenStride, cellStride, directions }, l) => {
        const { units } = parameters.layers[l];
        const place = t * count + row;
        f.copyWithin(to, hidden + place * hiddenStride, hidden + place * hiddenStride + units);
        to += units;
        if (network.cell !== 'lstm') return;
        f.copyWithin(
          to,
          directions[0].cells + place * cellStride,
          directions[0].cells + place * cellStride + units,
        );
        to += units;
      });
    }
  }
}

/** The other inputs from the `from`th on, counted over rows, steps and samples, `count` of them, each a window of steps. */
function windows(view: LaneView, job: StepsJob, first: number, from: number, count: number): void {
  const { network, layout, own, f } = view;
  const { samples, window } = job;
  const batch: MicroBatch = {
    first: 0,
    count,
    steps: 1,
    lengths: undefined,
    sequences: 0,
    slots: slotsOf(true, 1),
  };
  const channels = network.inputs;
  const classes = network.outputs;
  const offset = first * job.steps * samples + from;
  const scores = layout.otherScores + offset * window * classes;
  for (let row = 0; row < count; row++) restoreState(view, Math.floor((from + row) / samples), row);
  for (let j = 0; j < window; j++) {
    if (j > 0) keepState(view, count);
    for (let row = 0; row < count; row++) {
      const input = layout.others + ((offset + row) * window + j) * channels;
      f.copyWithin(own.input + row * own.inputStride, input, input + channels);
    }
    own.layers.forEach((_, l) => layerForward(view, l, 0, batch, { ...ONE, rows: count }));
    gatherLast(view, batch, 0, count);
    headForward(view, count, own.last, own.lastStride, scores + j * count * classes, classes);
  }
  if (window > 1) windowsInRows(f.subarray(scores, scores + count * window * classes), count, window);
  if (job.backward) stepsBack(view, job, batch, offset, scores);
}

/** Turns scores [W, rows, K] to [rows, W, K]. */
function windowsInRows(scores: Reals, rows: number, window: number): void {
  const classes = scores.length / (rows * window);
  const stepwise = scores.slice();
  for (let place = 0; place < rows * window; place++) {
    const from = ((place % window) * rows + Math.floor(place / window)) * classes;
    for (let k = 0; k < classes; k++) scores[place * classes + k] = stepwise[from + k];
  }
}

/** Gradients to the other inputs, from the `offset`th on, of single steps that have just been taken. */
function stepsBack(view: LaneView, job: StepsJob, batch: MicroBatch, offset: number, scores: number): void {
  const { network, layout, own, f } = view;
  const { samples, backward } = job;
  const { count } = batch;
  const span = { ...ONE, rows: count };
  const channels = network.inputs;
  const classes = network.outputs;
  if (!backward) return;
  clearGradients(view, batch);
  const { dOutput, stride } = own.head[own.head.length - 1];
  for (let row = 0; row < count; row++) {
    const step = Math.floor((offset + row) / samples);
    const target = backward.targets?.[step] ?? f[layout.targets + Math.floor(step / job.steps)];
    // prettier-ignore
    objectiveGradient(f, scores + row * classes, dOutput + row * stride, classes, target, backward.objective, 1);
  }
  headBackward(view, count, own.last, own.lastStride, own.dLast, 0);
  for (let l = own.layers.length - 1; l >= 0; l--) {
    layerBackward(view, { batch, weights: false }, l, 0, span);
  }
  const { dInput, dInputStride } = own.layers[0];
  for (let row = 0; row < count; row++) {
    const gradient = layout.otherGradients + (offset + row) * channels;
    const at = dInput + row * dInputStride;
    f.copyWithin(gradient, at, at + channels);
  }
}

/** Puts the states after a step where the next one looks for those before it. */
function keepState({ own, f, network }: LaneView, count: number): void {
  for (const { hidden, hiddenStride, cellStride, directions } of own.layers) {
    f.copyWithin(hidden, hidden + count * hiddenStride, hidden + 2 * count * hiddenStride);
    if (network.cell !== 'lstm') continue;
    const { cells } = directions[0];
    f.copyWithin(cells, cells + count * cellStride, cells + 2 * count * cellStride);
  }
}

/** Puts the state before a traced step where the first step of a row looks for it. */
function restoreState(view: LaneView, traced: number, row: number): void {
  const { own, f, network, parameters } = view;
  let from = own.trace + traced * stateSize(network, parameters);
  own.layers.forEach(({ hidden, hiddenStride, cellStride, directions }, l) => {
    const { units } = parameters.layers[l];
    f.copyWithin(hidden + row * hiddenStride, from, from + units);
    from += units;
    if (network.cell !== 'lstm') return;
    f.copyWithin(directions[0].cells + row * cellStride, from, from + units);
    from += units;
  });
}
