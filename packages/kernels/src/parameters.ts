import type { Reals } from './kernel-set.ts';
import { GATES, networkOf } from './network-shape.ts';
import type { Cell, Network, NetworkShape } from './network-shape.ts';
import type { LayerLayout, LinearLayout, ParameterLayout } from './parameter-layout.ts';

/** A named tensor within the flat vector of all parameters. */
export interface ParameterInfo {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
  /** False for the running statistics of batch normalisation, which no gradient moves. */
  readonly trainable: boolean;
}

/**
 * Names, shapes and places of all parameters, as PyTorch names and orders them, with one joint bias per layer:
 * `lstm.bias_l0` [4H] in order i, f, g, o; `gru.bias_l0` [4H] in order r, z, n, and the bias inside r's product;
 * `rnn.bias_l0` [H]. The reverse direction's end in `_reverse`.
 */
export function parameterTable(shape: NetworkShape): ParameterInfo[] {
  const { cell, directions, inputs, hidden, dense, outputs } = networkOf(shape);
  const gates = GATES[cell];
  const table: ParameterInfo[] = [];
  let offset = 0;
  const put = (name: string, dimensions: number[], trainable = true): void => {
    const length = dimensions.reduce((product, n) => product * n, 1);
    table.push({ name, shape: dimensions, offset, length, trainable });
    offset += length;
  };
  let width = inputs;
  hidden.forEach((units, l) => {
    for (const suffix of ['', '_reverse'].slice(0, directions)) {
      put(`${cell}.weight_ih_l${l}${suffix}`, [gates.input * units, width]);
      put(`${cell}.weight_hh_l${l}${suffix}`, [gates.recurrent * units, units]);
      put(`${cell}.bias_l${l}${suffix}`, [gates.stored * units]);
    }
    width = directions * units;
  });
  dense.forEach(({ units, batchNorm }, l) => {
    put(`dense.${l}.weight`, [units, width]);
    put(`dense.${l}.bias`, [units]);
    if (batchNorm) {
      put(`dense.${l}.norm.weight`, [units]);
      put(`dense.${l}.norm.bias`, [units]);
      put(`dense.${l}.norm.running_mean`, [units], false);
      put(`dense.${l}.norm.running_var`, [units], false);
    }
    width = units;
  });
  put('head.weight', [outputs, width]);
  put('head.bias', [outputs]);
  return table;
}

/** Where the gates of PyTorch's order stand in the input weights, the recurrent weights and the bias. */
const GATE_BLOCKS: Readonly<
  Record<Cell, Readonly<Record<'input' | 'recurrent' | 'bias', readonly number[]>>>
> = {
  lstm: { input: [0, 1, 2, 3], recurrent: [0, 1, 2, 3], bias: [0, 1, 2, 3] },
  gru: { input: [1, 2, 0], recurrent: [0, 1, 2], bias: [1, 2, 0, 3] },
  rnn: { input: [0], recurrent: [0], bias: [0] },
};

/** For each number of the flat vector in turn, its place in a block of parameters. */
export function parameterPlaces(network: Network, layout: ParameterLayout): Int32Array {
  const places: number[] = [];
  // The real columns among the padded ones of what a layer reads.
  let columns = Array.from({ length: network.inputs }, (_, c) => c);
  for (const layer of layout.layers) {
    putLayer(places, network.cell, layer, columns);
    columns = layer.directions.flatMap((_, d) =>
      Array.from({ length: layer.hidden }, (__, unit) => d * layer.units + unit),
    );
  }
  for (const linear of layout.head) {
    putLinear(places, linear, columns);
    columns = Array.from({ length: linear.outputs }, (_, unit) => unit);
  }
  return Int32Array.from(places);
}

function putLayer(places: number[], cell: Cell, layer: LayerLayout, columns: readonly number[]): void {
  const { hidden, units, gates } = layer;
  const blocks = GATE_BLOCKS[cell];
  const put = (weights: number, width: number, order: readonly number[], rows: readonly number[]): void => {
    for (const block of order) {
      for (let unit = 0; unit < hidden; unit++) {
        for (const row of rows) places.push(weights + row * width + block * units + unit);
      }
    }
  };
  const own = Array.from({ length: hidden }, (_, unit) => unit);
  for (const { inputWeights, recurrentWeights, bias } of layer.directions) {
    put(inputWeights, gates.input * units, blocks.input, columns);
    put(recurrentWeights, gates.recurrent * units, blocks.recurrent, own);
    put(bias, 0, blocks.bias, [0]);
  }
}

function putLinear(places: number[], linear: LinearLayout, columns: readonly number[]): void {
  const { outputs, outputColumns, weights, bias, norm } = linear;
  for (let k = 0; k < outputs; k++) {
    for (const column of columns) places.push(weights + column * outputColumns + k);
  }
  const blocks =
    norm === 0
      ? [bias]
      : [bias, norm, norm + outputColumns, norm + 2 * outputColumns, norm + 3 * outputColumns];
  for (const block of blocks) for (let k = 0; k < outputs; k++) places.push(block + k);
}

/** The flat vector of the block at `block`. */
export function readBlock(values: Reals, block: number, places: Int32Array): Reals {
  const flat =
    values instanceof Float64Array ? new Float64Array(places.length) : new Float32Array(places.length);
  for (let i = 0; i < places.length; i++) flat[i] = values[block + places[i]];
  return flat;
}

/** Writes a flat vector into the block at `block`; padding stays zero. */
export function writeBlock(values: Reals, block: number, places: Int32Array, flat: ArrayLike<number>): void {
  for (let i = 0; i < places.length; i++) values[block + places[i]] = flat[i];
}
