import type { LinearWeights, RecurrentCell, RecurrentCells } from '@saliogram/core';
import type { CellTrace, TraceCell } from './cell-trace.ts';
import { traceGru } from './gru-trace.ts';
import { headLayers, traceHead } from './head-trace.ts';
import type { LinearTrace } from './head-trace.ts';
import { traceLstm } from './lstm-trace.ts';
import { traceRnn } from './rnn-trace.ts';

/** A network ready to be traced: its cells, and its head with batch normalisation folded in. */
export interface Network {
  readonly cells: RecurrentCells;
  readonly head: readonly LinearWeights[];
}

/** Everything a network computed on one sequence of L steps, in double precision. */
export interface NetworkTrace {
  readonly steps: number;
  /** Per layer and direction. */
  readonly layers: readonly (readonly CellTrace[])[];
  readonly head: readonly LinearTrace[];
  /** [K] */
  readonly scores: Float64Array;
}

const TRACES: Readonly<Record<RecurrentCell, TraceCell>> = { lstm: traceLstm, gru: traceGru, rnn: traceRnn };

export function networkOf(cells: RecurrentCells): Network {
  return { cells, head: headLayers(cells) };
}

/**
 * Runs a sequence through the network and keeps what happens.
 *
 * @param input [L, C]
 * @param below the trace of the same sequence to take the layers before `from` from
 */
export function traceNetwork(
  { cells, head }: Network,
  input: Float64Array,
  steps: number,
  { below, from = 0 }: { below?: NetworkTrace; from?: number } = {},
): NetworkTrace {
  const layers: (readonly CellTrace[])[] = below?.layers.slice(0, from) ?? [];
  let read = from === 0 ? input : joined(layers[from - 1]);
  for (const { units, directions } of cells.layers.slice(from)) {
    const traces = directions.map((weights, d) =>
      TRACES[cells.cell](weights, units, d === 0 ? read : reversed(read, steps), steps),
    );
    layers.push(traces);
    read = joined(traces);
  }
  const last = lastStates(layers[layers.length - 1]);
  const linears = traceHead(head, last);
  return { steps, layers, head: linears, scores: linears[linears.length - 1].sums };
}

/**
 * The trace of the first `steps` steps of a traced sequence, which share their states with it unless the network reads
 * backward as well.
 */
export function prefixTrace(
  network: Network,
  input: Float64Array,
  whole: NetworkTrace,
  steps: number,
): NetworkTrace {
  if (steps === whole.steps) return whole;
  if (network.cells.layers.some(({ directions }) => directions.length > 1)) {
    return traceNetwork(network, input.subarray(0, steps * network.cells.layers[0].inputs), steps);
  }
  const layers = whole.layers.map((traces) => traces.map((trace) => ({ ...trace, steps })));
  const head = traceHead(network.head, lastStates(layers[layers.length - 1]));
  return { steps, layers, head, scores: head[head.length - 1].sums };
}

/**
 * One step of a traced sequence, from 0, alone: from the state before it to the answer after it. For networks that read
 * one way.
 */
export function stepTrace({ head }: Network, whole: NetworkTrace, step: number): NetworkTrace {
  const layers = whole.layers.map((traces) => traces.map((trace) => stepOf(trace, step)));
  const linears = traceHead(head, lastStates(layers[layers.length - 1]));
  return { steps: 1, layers, head: linears, scores: linears[linears.length - 1].sums };
}

function stepOf({ inputs, units, ...trace }: CellTrace, step: number): CellTrace {
  const row = (values: Float64Array, width: number, rows = 1): Float64Array =>
    values.subarray(step * width, (step + rows) * width);
  const width = trace.sums.length / trace.steps;
  return {
    steps: 1,
    inputs,
    units,
    input: row(trace.input, inputs),
    sums: row(trace.sums, width),
    gates: row(trace.gates, width),
    cells: row(trace.cells, units, 2),
    squashed: row(trace.squashed, units, 2),
    recalled: row(trace.recalled, units),
    hidden: row(trace.hidden, units, 2),
  };
}

/** Rows [L, width] in the opposite order. */
export function reversed(rows: Float64Array, steps: number): Float64Array {
  const width = rows.length / steps;
  const result = new Float64Array(rows.length);
  for (let t = 0; t < steps; t++) {
    result.set(rows.subarray(t * width, (t + 1) * width), (steps - 1 - t) * width);
  }
  return result;
}

/** The states after each step, those of both directions side by side, in the order of time, [L, directions x H]. */
function joined(traces: readonly CellTrace[]): Float64Array {
  return sideBySide(
    traces.map(({ hidden, units }) => hidden.subarray(units)),
    traces[0].steps,
  );
}

/** Rows in reading order, [L, H] of each direction, side by side in the order of time, [L, directions x H]. */
export function sideBySide(parts: readonly Float64Array[], steps: number): Float64Array {
  if (parts.length === 1) return parts[0];
  const units = parts[0].length / steps;
  const width = parts.length * units;
  const result = new Float64Array(steps * width);
  parts.forEach((part, d) => {
    const rows = d === 0 ? part : reversed(part, steps);
    for (let t = 0; t < steps; t++) {
      result.set(rows.subarray(t * units, (t + 1) * units), t * width + d * units);
    }
  });
  return result;
}

/** The other way about: of rows [L, directions x H] in the order of time, those of one direction as it reads, [L, H]. */
export function ofDirection(
  rows: Float64Array,
  steps: number,
  units: number,
  direction: number,
): Float64Array {
  const width = rows.length / steps;
  if (width === units) return rows;
  const part = new Float64Array(steps * units);
  for (let t = 0; t < steps; t++) {
    const at = t * width + direction * units;
    part.set(rows.subarray(at, at + units), (direction === 0 ? t : steps - 1 - t) * units);
  }
  return part;
}

/** The state of each direction after its own last step, joined, [directions x H]. */
export function lastStates(traces: readonly CellTrace[]): Float64Array {
  const units = traces[0].units;
  const last = new Float64Array(traces.length * units);
  traces.forEach(({ hidden, steps }, d) =>
    last.set(hidden.subarray(steps * units, (steps + 1) * units), d * units),
  );
  return last;
}
