import { GATES } from './network-shape.ts';
import type { GateCounts, Network } from './network-shape.ts';

export const roundUp = (n: number, multiple: number): number => Math.ceil(n / multiple) * multiple;

/** One direction of a recurrent layer, as offsets within a block of parameters. */
export interface DirectionLayout {
  /** W[input columns, input gates x U]. */
  readonly inputWeights: number;
  /** W[U, recurrent gates x U]. */
  readonly recurrentWeights: number;
  /** [stored gates x U]. */
  readonly bias: number;
}

/** A recurrent layer's sizes and parameters. */
export interface LayerLayout {
  /** H, and U = H rounded up to the backend's width. */
  readonly hidden: number;
  readonly units: number;
  readonly gates: GateCounts;
  /** Columns of a row of input: those of the layer below, padding included. */
  readonly inputColumns: number;
  readonly directions: readonly DirectionLayout[];
}

/** A linear layer of the head: y = x W + b. */
export interface LinearLayout {
  readonly inputColumns: number;
  readonly outputs: number;
  readonly outputColumns: number;
  /** W[input columns, output columns] and b[output columns]. */
  readonly weights: number;
  readonly bias: number;
  /** Scale, shift, running mean and running variance, one after the other, each [output columns]; 0 for none. */
  readonly norm: number;
}

/** All parameters in one contiguous block. */
export interface ParameterLayout {
  readonly layers: readonly LayerLayout[];
  /** The hidden layers of the head, then its last. */
  readonly head: readonly LinearLayout[];
  /** Numbers in one block. */
  readonly length: number;
}

/** @param width the backend's vector width */
export function layoutParameters(network: Network, width: number): ParameterLayout {
  let next = 0;
  const allocate = (count: number): number => {
    const offset = next;
    next += roundUp(count, 64);
    return offset;
  };
  const gates = GATES[network.cell];
  let inputColumns = roundUp(network.inputs, width);
  const layers = network.hidden.map((hidden): LayerLayout => {
    const units = roundUp(hidden, width);
    const depth = inputColumns;
    const directions = Array.from({ length: network.directions }, (): DirectionLayout => ({
      inputWeights: allocate(depth * gates.input * units),
      recurrentWeights: allocate(units * gates.recurrent * units),
      bias: allocate(gates.stored * units),
    }));
    inputColumns = network.directions * units;
    return { hidden, units, gates, inputColumns: depth, directions };
  });
  const linear = (outputs: number, batchNorm: boolean): LinearLayout => {
    const depth = inputColumns;
    const outputColumns = roundUp(outputs, width);
    inputColumns = outputColumns;
    return {
      inputColumns: depth,
      outputs,
      outputColumns,
      weights: allocate(depth * outputColumns),
      bias: allocate(outputColumns),
      // Never at 0, which the recurrent layers take.
      norm: batchNorm ? allocate(4 * outputColumns) : 0,
    };
  };
  const head = network.dense.map(({ units, batchNorm }) => linear(units, batchNorm));
  head.push(linear(network.outputs, false));
  return { layers, head, length: next };
}

/** Numbers in the states of all layers of a sequence: h, and the cells of an LSTM; one direction. */
export function stateSize(network: Network, { layers }: ParameterLayout): number {
  const states = network.cell === 'lstm' ? 2 : 1;
  return layers.reduce((sum, { units }) => sum + states * units, 0);
}
