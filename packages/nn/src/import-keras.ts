import type { Cell } from '@saliogram/kernels';
import { GATE_COUNT, GATE_ORDER, blocksInOrder, cellOf, joinBiases, transposed } from './gate-order.ts';
import { arrangeHead, inNaturalOrder } from './imported-head.ts';
import { assembleNetwork, expectShape, finderOf, mismatch, required } from './imported-network.ts';
import type {
  Find,
  ImportOptions,
  ImportedLayer,
  ImportedLinear,
  ImportedNetwork,
  NamedTensor,
} from './imported-network.ts';
import type { Tensor } from './safetensors.ts';

/** Keras normalises with this epsilon unless told otherwise, the engine with 1e-5: the variance takes the difference. */
const EPSILON_GAP = 1e-3 - 1e-5;

/**
 * A network from the weights of a Keras 3 model: one or more of `LSTM`, `GRU` (reset_after=True, the default) or
 * `SimpleRNN`, or each in a `Bidirectional` that concatenates, then `Dense` layers with a ReLU between them, each after
 * its `BatchNormalization` (epsilon 1e-3) if there is one; activations as Keras has them by default.
 *
 * @param tensors by their path: `{v.path: v.numpy() for v in model.weights}`; kernels [I, G H], recurrent [H, G H]
 * @throws `model-mismatch` naming the tensor, its shape and the one expected
 */
export function importKeras(
  tensors: ReadonlyMap<string, Tensor>,
  options: ImportOptions = {},
): ImportedNetwork {
  const { name: source = 'weights', head: wanted } = options;
  const find = finderOf(tensors, source);
  const owners = new Set(
    [...tensors.keys()].map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))),
  );
  const has = (part: string) => (owner: string) => tensors.has(`${owner}/${part}`);
  const cells = inNaturalOrder([...owners].filter(has('recurrent_kernel')));
  const forwards = cells.filter((owner) => !BACKWARD.test(owner));
  if (forwards.length === 0) {
    throw mismatch(source, 'found no "recurrent_kernel", expected an LSTM, GRU or SimpleRNN', {});
  }
  const norms = [...owners].filter(has('moving_mean'));
  const linear = [...owners].filter((owner) => !cells.includes(owner) && !norms.includes(owner));
  const inputs = find(`${forwards[0]}/kernel`)?.shape[0] ?? 0;
  let width = inputs;
  const layers = forwards.map((owner) => {
    const backward = owner.replace('/forward_', '/backward_');
    const ways = backward !== owner && cells.includes(backward) ? [owner, backward] : [owner];
    const read = ways.map((way) => readCell(source, find, way, width));
    width = ways.length * read[0].units;
    return { ...read[0], directions: read.flatMap(({ directions }) => directions) };
  });
  const head: ImportedLinear[] = [];
  for (const place of arrangeHead(source, linear, norms, wanted)) {
    head.push(readDense(source, find, place, width));
    width = head[head.length - 1].units;
  }
  return assembleNetwork(source, inputs, layers, head);
}

const BACKWARD = /(^|\/)backward_/;

function readCell(source: string, find: Find, owner: string, width: number): ImportedLayer {
  const recurrent = required(find, source, `${owner}/recurrent_kernel`);
  const [units = 0, columns] = recurrent.shape;
  const cell = cellOf(columns, units);
  if (recurrent.shape.length !== 2 || cell === undefined || units === 0) {
    throw mismatch(
      source,
      `tensor "${recurrent.name}" has shape [${recurrent.shape.join(', ')}], expected [H, 4 H] of an LSTM, [H, 3 H] of a GRU or [H, H] of a SimpleRNN`,
      { name: recurrent.name, shape: recurrent.shape },
    );
  }
  const input = required(find, source, `${owner}/kernel`);
  expectShape(input, [width, columns], `in a ${cell.toUpperCase()} of ${units} units on ${width} inputs`);
  const order = GATE_ORDER.keras[cell];
  const rows = (kernel: NamedTensor): number[] =>
    blocksInOrder(transposed(kernel.values, kernel.shape[0], columns), order);
  const bias = readBias(find(`${owner}/bias`), cell, units);
  return { cell, units, directions: [{ input: rows(input), recurrent: rows(recurrent), bias }] };
}

function readBias(bias: NamedTensor | undefined, cell: Cell, units: number): number[] {
  const length = GATE_COUNT[cell] * units;
  const none = Array.from({ length }, () => 0);
  if (!bias) return joinBiases(cell, units, none, none);
  const order = GATE_ORDER.keras[cell];
  if (cell !== 'gru') {
    expectShape(bias, [length], `in a ${cell.toUpperCase()} of ${units} units`);
    return joinBiases(cell, units, blocksInOrder(bias.values, order), none);
  }
  expectShape(bias, [2, length], `in a GRU of ${units} units with reset_after=True, the only one supported`);
  const both = Array.from(bias.values);
  return joinBiases(
    cell,
    units,
    blocksInOrder(both.slice(0, length), order),
    blocksInOrder(both.slice(length), order),
  );
}

function readDense(
  source: string,
  find: Find,
  { linear, norm }: { linear: string; norm?: string },
  width: number,
): ImportedLinear {
  const kernel = required(find, source, `${linear}/kernel`);
  const units = kernel.shape[1] ?? 0;
  expectShape(kernel, [width, units], `after a layer of ${width} outputs`);
  const vector = (name: string, fallback: number): ArrayLike<number> => {
    const tensor = find(name);
    if (tensor) expectShape(tensor, [units], `in a layer of ${units} units`);
    return tensor?.values ?? new Float64Array(units).fill(fallback);
  };
  const layer = {
    units,
    weight: transposed(kernel.values, width, units),
    bias: vector(`${linear}/bias`, 0),
  };
  if (norm === undefined) return layer;
  const variance = Array.from(vector(`${norm}/moving_variance`, 1), (v) => v + EPSILON_GAP);
  return {
    ...layer,
    norm: [vector(`${norm}/gamma`, 1), vector(`${norm}/beta`, 0), vector(`${norm}/moving_mean`, 0), variance],
  };
}
