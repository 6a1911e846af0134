import type { Cell } from '@saliogram/kernels';

/** Blocks of H rows in the input weights of a cell. */
export const GATE_COUNT: Readonly<Record<Cell, number>> = { lstm: 4, gru: 3, rnn: 1 };

/**
 * Where each of our gates in turn (LSTM i, f, g, o; GRU r, z, n, as PyTorch orders them) stands in another framework's
 * tensors: Keras has i, f, c, o and z, r, h; ONNX has i, o, f, c and z, r, h.
 */
export const GATE_ORDER = {
  pytorch: { lstm: [0, 1, 2, 3], gru: [0, 1, 2], rnn: [0] },
  keras: { lstm: [0, 1, 2, 3], gru: [1, 0, 2], rnn: [0] },
  onnx: { lstm: [0, 2, 3, 1], gru: [1, 0, 2], rnn: [0] },
} as const satisfies Record<string, Record<Cell, readonly number[]>>;

/** The cell whose recurrent weights have `rows` rows for `units` units; undefined when there is none. */
export function cellOf(rows: number, units: number): Cell | undefined {
  const cells: Cell[] = ['lstm', 'gru', 'rnn'];
  return cells.find((cell) => rows === GATE_COUNT[cell] * units);
}

/** `values`, as many equal blocks as `order` has entries, in that order. */
export function blocksInOrder(values: ArrayLike<number>, order: readonly number[]): number[] {
  const size = values.length / order.length;
  return order.flatMap((block) => Array.from({ length: size }, (_, i) => values[block * size + i]));
}

/** The transpose of a matrix [rows, columns]. */
export function transposed(values: ArrayLike<number>, rows: number, columns: number): number[] {
  return Array.from(
    { length: rows * columns },
    (_, i) => values[(i % rows) * columns + Math.floor(i / rows)],
  );
}

/**
 * One bias of two, both in our order of gates: their sum, except in a GRU for that of n, where the recurrent one is
 * inside r's product and stays apart: [r, z, n, n recurrent].
 */
export function joinBiases(
  cell: Cell,
  units: number,
  input: ArrayLike<number>,
  recurrent: ArrayLike<number>,
): number[] {
  const joint = Array.from(input, (value, i) => value + recurrent[i]);
  if (cell !== 'gru') return joint;
  const own = (bias: ArrayLike<number>): number[] => Array.prototype.slice.call(bias, 2 * units);
  return [...joint.slice(0, 2 * units), ...own(input), ...own(recurrent)];
}
