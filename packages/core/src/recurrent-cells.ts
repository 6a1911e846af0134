/** The recurrent cells there are. */
export type RecurrentCell = 'lstm' | 'gru' | 'rnn';

/** y = W x + b. */
export interface LinearWeights {
  readonly inputs: number;
  readonly outputs: number;
  /** [outputs, inputs], row-major. */
  readonly weight: Float64Array;
  /** [outputs] */
  readonly bias: Float64Array;
}

/** Batch normalisation in evaluation: y = weight (x - mean) / sqrt(variance + epsilon) + bias, each [units]. */
export interface BatchNormWeights {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly epsilon: number;
}

/** A hidden layer of the head: linear, batch normalisation if there is one, ReLU. */
export interface DenseWeights extends LinearWeights {
  readonly norm?: BatchNormWeights;
}

/**
 * One direction of a recurrent layer, as PyTorch lays it out: rows of the gates i, f, g, o (LSTM), r, z, n (GRU) or the
 * one of a plain RNN (tanh), H rows each.
 */
export interface CellWeights {
  /** [gates x H, inputs], row-major. */
  readonly weightInput: Float64Array;
  /** [gates x H, H], row-major. */
  readonly weightHidden: Float64Array;
  /** [gates x H]; the sum of PyTorch's two, but for n of a GRU, where it is that outside r's product. */
  readonly bias: Float64Array;
  /** GRU: the bias inside r's product, n = tanh(W x + b + r (U h + biasReset)), [H]. */
  readonly biasReset?: Float64Array;
}

/** A recurrent layer. */
export interface CellLayer {
  /** Width of what it reads: C, or directions x H of the layer below. */
  readonly inputs: number;
  /** H */
  readonly units: number;
  /** The one that reads forward, and the one that reads backward if there is one; their states are joined. */
  readonly directions: readonly CellWeights[];
}

/**
 * A recurrent network written out, whatever computes it: layers of cells, the last state of the last layer (of each
 * direction after its own last step), dense layers, a linear layer to the K scores.
 */
export interface RecurrentCells {
  readonly cell: RecurrentCell;
  readonly layers: readonly CellLayer[];
  /** Hidden layers of the head, often none. */
  readonly dense: readonly DenseWeights[];
  readonly output: LinearWeights;
}
