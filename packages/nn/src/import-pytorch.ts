import { GATE_COUNT, cellOf, joinBiases } from './gate-order.ts';
import { arrangeHead, inNaturalOrder } from './imported-head.ts';
import { assembleNetwork, expectShape, finderOf, mismatch, required } from './imported-network.ts';
import type {
  Find,
  ImportOptions,
  ImportedLayer,
  ImportedLinear,
  ImportedNetwork,
} from './imported-network.ts';
import type { Tensor } from './safetensors.ts';

const RECURRENT = /^(?:(.*)\.)?(weight|bias)_(ih|hh)_l(\d+)(_reverse)?$/;

/**
 * A network from a PyTorch state dict: one or more of `nn.LSTM`, `nn.GRU` or `nn.RNN` (tanh), then `nn.Linear` layers
 * with a ReLU between them, each after its `nn.BatchNorm1d` (eps 1e-5) if there is one. The two biases of a recurrent
 * layer become one, but in a GRU that of h_n stays inside r's product. Layers without biases get zeros.
 *
 * @param tensors by their names in the state dict
 * @throws `model-mismatch` naming the tensor, its shape and the one expected
 */
export function importPyTorch(
  tensors: ReadonlyMap<string, Tensor>,
  options: ImportOptions = {},
): ImportedNetwork {
  const { name: source = 'weights' } = options;
  const find = finderOf(tensors, source);
  const stems = new Set<string>();
  const modules = new Set<string>();
  for (const name of tensors.keys()) {
    if (name.endsWith('num_batches_tracked')) continue;
    const match = RECURRENT.exec(name);
    if (match) stems.add(`${match[1] === undefined ? '' : `${match[1]}.`}/_l${match[4]}`);
    else modules.add(name.slice(0, Math.max(0, name.lastIndexOf('.'))));
  }
  if (stems.size === 0)
    throw mismatch(source, 'found no tensor "weight_ih_l0", expected an LSTM, GRU or RNN', {});
  const layers: ImportedLayer[] = [];
  const ordered = inNaturalOrder(stems).map((stem) => stem.split('/') as [string, string]);
  const inputs = find(`${ordered[0].join('weight_ih')}`)?.shape[1] ?? 0;
  let width = inputs;
  for (const [module, layer] of ordered) {
    const ways = [`${layer}`, `${layer}_reverse`].filter(
      (suffix, i) => i === 0 || find(`${module}weight_ih${suffix}`) !== undefined,
    );
    const read = ways.map((suffix) => readDirection(source, find, module, suffix, width));
    layers.push({ ...read[0], directions: read.flatMap(({ directions }) => directions) });
    width = ways.length * read[0].units;
  }
  const norms = [...modules].filter((module) => tensors.has(`${module}.running_mean`));
  const linear = [...modules].filter((module) => !norms.includes(module));
  const head: ImportedLinear[] = [];
  for (const place of arrangeHead(source, linear, norms, options.head)) {
    head.push(readLinear(source, find, place, width));
    width = head[head.length - 1].units;
  }
  return assembleNetwork(source, inputs, layers, head);
}

/** A vector, or zeros where the layer has none. */
function vector(find: Find, name: string, length: number, why: string): ArrayLike<number> {
  const tensor = find(name);
  if (!tensor) return new Float64Array(length);
  expectShape(tensor, [length], why);
  return tensor.values;
}

function readDirection(
  source: string,
  find: Find,
  module: string,
  suffix: string,
  width: number,
): ImportedLayer {
  const recurrent = required(find, source, `${module}weight_hh${suffix}`);
  const units = recurrent.shape[1] ?? 0;
  const cell = cellOf(recurrent.shape[0], units);
  if (recurrent.shape.length !== 2 || cell === undefined || units === 0) {
    throw mismatch(
      source,
      `tensor "${recurrent.name}" has shape [${recurrent.shape.join(', ')}], expected [4 H, H] of an LSTM, [3 H, H] of a GRU or [H, H] of an RNN (projections are not supported)`,
      { name: recurrent.name, shape: recurrent.shape },
    );
  }
  const rows = GATE_COUNT[cell] * units;
  const input = required(find, source, `${module}weight_ih${suffix}`);
  const why = `in a ${cell.toUpperCase()} of ${units} units on ${width} inputs`;
  expectShape(input, [rows, width], why);
  const [first, second] = ['ih', 'hh'].map((side) =>
    vector(find, `${module}bias_${side}${suffix}`, rows, why),
  );
  const bias = joinBiases(cell, units, first, second);
  return { cell, units, directions: [{ input: input.values, recurrent: recurrent.values, bias }] };
}

function readLinear(
  source: string,
  find: Find,
  { linear, norm }: { linear: string; norm?: string },
  width: number,
): ImportedLinear {
  const weight = required(find, source, `${linear}.weight`);
  const units = weight.shape[0] ?? 0;
  expectShape(weight, [units, width], `after a layer of ${width} outputs`);
  const why = `in a layer of ${units} units`;
  const bias = vector(find, `${linear}.bias`, units, why);
  if (norm === undefined) return { units, weight: weight.values, bias };
  const parts = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => {
    const tensor = required(find, source, `${norm}.${part}`);
    expectShape(tensor, [units], why);
    return tensor.values;
  });
  return { units, weight: weight.values, bias, norm: parts };
}
