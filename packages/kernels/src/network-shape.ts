/** The recurrent cells there are. */
export type Cell = 'lstm' | 'gru' | 'rnn';

/** A hidden layer of the head: linear, batch normalisation if asked for, ReLU. */
export interface DenseLayer {
  readonly units: number;
  /** Batch normalisation before the ReLU (Ioffe and Szegedy 2015), epsilon 1e-5; default false. */
  readonly batchNorm?: boolean;
}

/** The sizes of a network: recurrent layers in a row, then a head on the last state. */
export interface NetworkShape {
  /** Default `lstm`. */
  readonly cell?: Cell;
  /** Every layer reads both ways and the layer above sees both; default false. */
  readonly bidirectional?: boolean;
  /** C, channels of the input. */
  readonly inputs: number;
  /** H of each recurrent layer, 1 to 8 of them. */
  readonly hidden: readonly number[];
  /** Hidden layers of the head; default none. */
  readonly dense?: readonly DenseLayer[];
  /** K, outputs of the last linear layer. */
  readonly outputs: number;
}

/** A shape with nothing left open; plain data that can be posted. */
export interface Network {
  readonly cell: Cell;
  readonly directions: 1 | 2;
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly dense: readonly Required<DenseLayer>[];
  readonly outputs: number;
}

export function networkOf(shape: NetworkShape): Network {
  const { cell = 'lstm', bidirectional = false, inputs, hidden, dense = [], outputs } = shape;
  return {
    cell,
    directions: bidirectional ? 2 : 1,
    inputs,
    hidden: [...hidden],
    dense: dense.map(({ units, batchNorm = false }) => ({ units, batchNorm })),
    outputs,
  };
}

/** How many blocks of U columns a cell has. */
export interface GateCounts {
  /** In the input weights. */
  readonly input: number;
  /** In the recurrent weights. */
  readonly recurrent: number;
  /** In a row of gates, and in the bias. */
  readonly stored: number;
  /** The block of a row of gates where those of the recurrent weights begin. */
  readonly recurrentFrom: number;
}

export const GATES: Readonly<Record<Cell, GateCounts>> = {
  lstm: { input: 4, recurrent: 4, stored: 4, recurrentFrom: 0 },
  gru: { input: 3, recurrent: 3, stored: 4, recurrentFrom: 1 },
  rnn: { input: 1, recurrent: 1, stored: 1, recurrentFrom: 0 },
};
