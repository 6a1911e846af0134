import { readFileSync } from 'node:fs';
import type {
  CellLayer,
  LinearWeights,
  RecurrentCell,
  RecurrentCells,
  RecurrentCellsModel,
  SequenceBatch,
} from '@saliogram/core';
import { openNetwork, sequenceAt } from '../src/propagation/each-sequence.ts';
import { traceNetwork } from '../src/propagation/trace/network-trace.ts';

/** The numbers of make-propagation.py, see PROVENANCE.md beside it. */
export const golden = JSON.parse(
  readFileSync(new URL('../../../fixtures/explain/propagation.json', import.meta.url), 'utf8'),
) as {
  lrp: {
    scores: number[];
    cases: { target: number; epsilon: number; spread: boolean; values: number[]; initialState: number }[];
  };
  lrpByGradient: {
    cell: RecurrentCell;
    dense: number;
    target: number;
    epsilon: number;
    score: number;
    values: number[];
  }[];
  decomposition: { from: number; to: number; beta: number[]; gamma: number[] }[];
  deepLift: { cell: RecurrentCell; dense: number; target: number; difference: number; values: number[] }[];
};

export const [STEPS, INPUTS, UNITS, CLASSES] = [6, 2, 3, 3];
const ROWS = { lstm: 4, gru: 3, rnn: 1 };

function scattered(count: number, limit: number, start: number): Float64Array {
  return Float64Array.from({ length: count }, (_, j) => {
    const i = start + j;
    return ((((i * i * 17 + i * 1103) % 2003) - 1001) / 1001) * limit;
  });
}

const batch = (values: Float64Array): SequenceBatch => ({
  values: Float32Array.from(values),
  batch: 1,
  steps: STEPS,
  channels: INPUTS,
});

/** The input and the baseline of the golden values. */
export const goldenInput = batch(scattered(STEPS * INPUTS, 1.5, 500));
export const goldenBaseline = batch(scattered(STEPS * INPUTS, 0.4, 900));

/** The network of the golden values. */
export function goldenCells(
  cell: RecurrentCell,
  { directions = 1, dense = 0, headBias = true } = {},
): RecurrentCells {
  let at = 0;
  const take = (count: number): Float64Array => scattered(count, 0.9, (at += count) - count);
  const rows = ROWS[cell] * UNITS;
  const layer: CellLayer = {
    inputs: INPUTS,
    units: UNITS,
    directions: Array.from({ length: directions }, () => ({
      weightInput: take(rows * INPUTS),
      weightHidden: take(rows * UNITS),
      bias: take(rows),
      ...(cell === 'gru' && { biasReset: take(UNITS) }),
    })),
  };
  const linear = (inputs: number, outputs: number, biased = true): LinearWeights => ({
    inputs,
    outputs,
    weight: take(outputs * inputs),
    bias: biased ? take(outputs) : new Float64Array(outputs),
  });
  const hidden = dense > 0 ? [linear(UNITS, dense)] : [];
  return {
    cell,
    layers: [layer],
    dense: hidden,
    output: linear(dense || directions * UNITS, CLASSES, headBias),
  };
}

/** A model made of nothing but cells; its scores are those of the trace. */
export function cellsModel(cells: RecurrentCells): RecurrentCellsModel {
  let forward = 0;
  return {
    classes: Array.from({ length: cells.output.outputs }, (_, k) => ({
      symbol: `c${k}`,
      name: `class ${k}`,
    })),
    passes: () => ({ forward, backward: 0 }),
    recurrentCells: () => cells,
    async scores(x) {
      forward += x.batch;
      const network = openNetwork('scores', this, x);
      return Float32Array.from(
        Array.from({ length: x.batch }, (_, b) => {
          const { input, steps } = sequenceAt(x, b);
          return [...traceNetwork(network, input, steps).scores];
        }).flat(),
      );
    },
  };
}
