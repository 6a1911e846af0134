import type { Cell } from '@saliogram/kernels';
import { GATE_COUNT, GATE_ORDER, blocksInOrder, cellOf, joinBiases, transposed } from './gate-order.ts';
import { assembleNetwork, expectShape, mismatch } from './imported-network.ts';
import type {
  ImportOptions,
  ImportedLayer,
  ImportedLinear,
  ImportedNetwork,
  NamedTensor,
} from './imported-network.ts';
import type { Tensor } from './safetensors.ts';

/** The initialisers of an `LSTM`, `GRU` or `RNN` node, named as the operator names them; D is 1 or 2 directions. */
export interface OnnxRecurrent {
  /** Shape [D, G H, I]. */
  readonly W: Tensor;
  /** Shape [D, G H, H]. */
  readonly R: Tensor;
  /** Shape [D, 2 G H], those of W before those of R; default zeros. */
  readonly B?: Tensor;
  /** The attribute of that name; a GRU needs 1. */
  readonly linearBeforeReset?: number;
}

/** The initialisers of a `Gemm` or `MatMul` node. */
export interface OnnxLinear {
  /** Shape [K, I] when `transB` is 1, else [I, K]. */
  readonly weight: Tensor;
  /** Shape [K]; default zeros. */
  readonly bias?: Tensor;
  /** Default 0, as the operator has it. */
  readonly transB?: number;
}

/** The weights of an ONNX graph: recurrent nodes, then linear ones with a ReLU between them. */
export interface OnnxNetwork {
  readonly recurrent: readonly OnnxRecurrent[];
  readonly linear: readonly OnnxLinear[];
}

/**
 * A network from the initialisers of an ONNX graph (operators LSTM, GRU, RNN of opset 14 and later with their default
 * activations, no peepholes, no clipping).
 *
 * @throws `model-mismatch` naming the tensor, its shape and the one expected
 */
export function importOnnx(network: OnnxNetwork, options: Pick<ImportOptions, 'name'> = {}): ImportedNetwork {
  const { name: source = 'weights' } = options;
  const { recurrent, linear } = network;
  if (recurrent.length === 0 || linear.length === 0) {
    throw mismatch(
      source,
      `got ${recurrent.length} recurrent and ${linear.length} linear layers, expected at least one of both`,
      { recurrent: recurrent.length, linear: linear.length },
    );
  }
  const inputs = recurrent[0].W.shape[2] ?? 0;
  let width = inputs;
  const layers = recurrent.map((node, l) => {
    const layer = readNode(source, node, `recurrent[${l}]`, width);
    width = layer.directions.length * layer.units;
    return layer;
  });
  const head = linear.map((node, l) => {
    const layer = readLinear(source, node, `linear[${l}]`, width);
    width = layer.units;
    return layer;
  });
  return assembleNetwork(source, inputs, layers, head);
}

function readNode(source: string, node: OnnxRecurrent, at: string, width: number): ImportedLayer {
  const named = (tensor: Tensor, part: string): NamedTensor => ({ ...tensor, name: `${at}.${part}`, source });
  const R = named(node.R, 'R');
  const [directions, rows, units] = R.shape;
  const cell = cellOf(rows, units);
  if (R.shape.length !== 3 || directions > 2 || cell === undefined || rows === 0) {
    throw mismatch(
      source,
      `tensor "${R.name}" has shape [${R.shape.join(', ')}], expected [D, 4 H, H] of an LSTM, [D, 3 H, H] of a GRU or [D, H, H] of an RNN, D 1 or 2`,
      { name: R.name, shape: R.shape },
    );
  }
  if (cell === 'gru' && node.linearBeforeReset !== 1) {
    throw mismatch(
      source,
      `${at} has linear_before_reset ${node.linearBeforeReset ?? 0}, expected 1; export a GRU that resets after the product`,
      { linearBeforeReset: node.linearBeforeReset ?? 0 },
    );
  }
  const W = named(node.W, 'W');
  const why = `in a ${cell.toUpperCase()} of ${units} units on ${width} inputs`;
  expectShape(W, [directions, rows, width], why);
  if (node.B) expectShape(named(node.B, 'B'), [directions, 2 * rows], why);
  const order = GATE_ORDER.onnx[cell];
  return {
    cell,
    units,
    directions: Array.from({ length: directions }, (_, d) => ({
      input: blocksInOrder(part(W.values, directions, d), order),
      recurrent: blocksInOrder(part(R.values, directions, d), order),
      bias: readBias(node.B && part(node.B.values, directions, d), cell, units),
    })),
  };
}

/** One of `count` equal parts. */
function part(values: ArrayLike<number>, count: number, index: number): number[] {
  const size = values.length / count;
  return Array.prototype.slice.call(values, index * size, (index + 1) * size);
}

function readBias(both: number[] | undefined, cell: Cell, units: number): number[] {
  const length = GATE_COUNT[cell] * units;
  const values = both ?? Array.from({ length: 2 * length }, () => 0);
  const order = GATE_ORDER.onnx[cell];
  return joinBiases(
    cell,
    units,
    blocksInOrder(values.slice(0, length), order),
    blocksInOrder(values.slice(length), order),
  );
}

function readLinear(source: string, node: OnnxLinear, at: string, width: number): ImportedLinear {
  const isTransposed = node.transB === 1;
  const units = node.weight.shape[isTransposed ? 0 : 1] ?? 0;
  const expected = isTransposed ? [units, width] : [width, units];
  expectShape(
    { ...node.weight, name: `${at}.weight`, source },
    expected,
    `after a layer of ${width} outputs`,
  );
  if (node.bias) {
    expectShape({ ...node.bias, name: `${at}.bias`, source }, [units], `in a layer of ${units} units`);
  }
  return {
    units,
    weight: isTransposed ? node.weight.values : transposed(node.weight.values, width, units),
    bias: node.bias?.values ?? new Float64Array(units),
  };
}
