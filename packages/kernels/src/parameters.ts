import type { Reals } from './kernel-set.ts';
import type { LayerLayout, NetworkShape, ParameterLayout } from './layout.ts';

/** A named tensor within the flat vector of all parameters. */
export interface ParameterInfo {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
}

/** Names, shapes and places of all parameters, as PyTorch names them: one joint bias per layer. */
export function parameterTable(shape: NetworkShape): ParameterInfo[] {
  const table: ParameterInfo[] = [];
  let offset = 0;
  const put = (name: string, ...dimensions: number[]): void => {
    const length = dimensions.reduce((product, n) => product * n, 1);
    table.push({ name, shape: dimensions, offset, length });
    offset += length;
  };
  shape.hidden.forEach((hidden, l) => {
    const inputs = l === 0 ? shape.inputs : shape.hidden[l - 1];
    put(`lstm.weight_ih_l${l}`, 4 * hidden, inputs);
    put(`lstm.weight_hh_l${l}`, 4 * hidden, hidden);
    put(`lstm.bias_l${l}`, 4 * hidden);
  });
  put('head.weight', shape.outputs, shape.hidden[shape.hidden.length - 1]);
  put('head.bias', shape.outputs);
  return table;
}

/** For each number of the flat vector in turn, its place in a block of parameters. */
export function parameterPlaces(shape: NetworkShape, layout: ParameterLayout): Int32Array {
  const places: number[] = [];
  const layerPlaces = (layer: LayerLayout, rows: number, firstRow: number): void => {
    for (let gate = 0; gate < 4; gate++) {
      for (let unit = 0; unit < layer.hidden; unit++) {
        for (let row = 0; row < rows; row++) {
          places.push(layer.weights + (firstRow + row) * 4 * layer.units + gate * layer.units + unit);
        }
      }
    }
  };
  for (const layer of layout.layers) {
    layerPlaces(layer, layer.inputs, layer.units);
    layerPlaces(layer, layer.hidden, 0);
    layerPlaces(layer, 1, layer.units + layer.inputWidth);
  }
  const { hidden, units } = layout.layers[layout.layers.length - 1];
  for (let k = 0; k < shape.outputs; k++) {
    for (let unit = 0; unit < hidden; unit++) places.push(layout.headWeights + k * units + unit);
  }
  for (let k = 0; k < shape.outputs; k++) places.push(layout.headBias + k);
  return Int32Array.from(places);
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
