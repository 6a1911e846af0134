import type { CellWeights, LinearWeights, RecurrentCells } from '@saliogram/core';
import { parameterTable } from '@saliogram/kernels';
import type { Cell, NetworkShape } from '@saliogram/kernels';

/** As the engine normalises, see `DenseLayer` of kernels. */
const NORM_EPSILON = 1e-5;

/** Rows of H numbers in the bias of a cell outside the product of its reset gate. */
const GATES: Readonly<Record<Cell, number>> = { lstm: 4, gru: 3, rnn: 1 };

/** The flat parameters [P] of a network, copied into layers, directions and tensors. */
export function recurrentCellsOf(shape: NetworkShape, parameters: ArrayLike<number>): RecurrentCells {
  const { cell = 'lstm', bidirectional = false, inputs, hidden, dense = [], outputs } = shape;
  const places = new Map(parameterTable(shape).map((info) => [info.name, info]));
  const take = (name: string): Float64Array => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`internal: no parameter ${name}`);
    return Float64Array.from({ length: place.length }, (_, i) => parameters[place.offset + i]);
  };
  const direction = (layer: string, units: number): CellWeights => {
    const bias = take(`${cell}.bias_${layer}`);
    return {
      weightInput: take(`${cell}.weight_ih_${layer}`),
      weightHidden: take(`${cell}.weight_hh_${layer}`),
      bias: bias.slice(0, GATES[cell] * units),
      ...(cell === 'gru' && { biasReset: bias.slice(GATES[cell] * units) }),
    };
  };
  const suffixes = bidirectional ? ['', '_reverse'] : [''];
  let width = inputs;
  const layers = hidden.map((units, l) => {
    const layer = { inputs: width, units, directions: suffixes.map((s) => direction(`l${l}${s}`, units)) };
    width = suffixes.length * units;
    return layer;
  });
  const linear = (name: string, units: number): LinearWeights => {
    const weights = {
      inputs: width,
      outputs: units,
      weight: take(`${name}.weight`),
      bias: take(`${name}.bias`),
    };
    width = units;
    return weights;
  };
  const head = dense.map(({ units, batchNorm }, i) => {
    const name = `dense.${i}`;
    if (!batchNorm) return linear(name, units);
    const norm = {
      weight: take(`${name}.norm.weight`),
      bias: take(`${name}.norm.bias`),
      mean: take(`${name}.norm.running_mean`),
      variance: take(`${name}.norm.running_var`),
      epsilon: NORM_EPSILON,
    };
    return { ...linear(name, units), norm };
  });
  return { cell, layers, dense: head, output: linear('head', outputs) };
}
