import type { Cell } from '@saliogram/kernels';
import { parameterTable } from '@saliogram/kernels';
import { SaliogramError } from '@saliogram/core';
import type { RecurrentArchitecture } from './metadata.ts';
import { networkShape } from './metadata.ts';
import type { Tensor } from './safetensors.ts';

/** A network of another framework in our form; {@link modelOf} makes a model of it. */
export interface ImportedNetwork {
  readonly architecture: RecurrentArchitecture;
  /** Shape [P]. */
  readonly parameters: Float32Array;
}

/** How the tensors of another framework are read. */
export interface ImportOptions {
  /** Name of the file, for messages; default `weights`. */
  readonly name?: string;
  /**
   * Names of the head's linear layers and batch normalisations in their order; default by the numbers in their names,
   * with a normalisation after every hidden layer or after none.
   */
  readonly head?: readonly string[];
}

/** A tensor with its name and origin, for messages. */
export interface NamedTensor extends Tensor {
  readonly name: string;
  readonly source: string;
}

/** One recurrent layer in our form. */
export interface ImportedLayer {
  readonly cell: Cell;
  readonly units: number;
  readonly directions: readonly {
    readonly input: ArrayLike<number>;
    readonly recurrent: ArrayLike<number>;
    readonly bias: ArrayLike<number>;
  }[];
}

/** One linear layer in our form, with the batch normalisation after it. */
export interface ImportedLinear {
  readonly units: number;
  /** Shape [units, inputs]. */
  readonly weight: ArrayLike<number>;
  readonly bias: ArrayLike<number>;
  /** Weight, bias, running mean, running variance. */
  readonly norm?: readonly ArrayLike<number>[];
}

export type Find = (name: string) => NamedTensor | undefined;

export function finderOf(tensors: ReadonlyMap<string, Tensor>, source: string): Find {
  return (name) => {
    const tensor = tensors.get(name);
    return tensor && { ...tensor, name, source };
  };
}

export function required(find: Find, source: string, name: string): NamedTensor {
  const tensor = find(name);
  if (!tensor) throw mismatch(source, `tensor "${name}" is missing`, { name });
  return tensor;
}

/** Throws unless the tensor has this shape; `why` says where the expectation comes from. */
export function expectShape(tensor: NamedTensor, expected: readonly number[], why: string): void {
  const { name, source, shape } = tensor;
  if (shape.length === expected.length && shape.every((n, i) => n === expected[i])) return;
  throw mismatch(
    source,
    `tensor "${name}" has shape [${shape.join(', ')}], expected [${expected.join(', ')}] ${why}`,
    { name, shape, expected },
  );
}

export function mismatch(source: string, problem: string, details: Record<string, unknown>): SaliogramError {
  return new SaliogramError('model-mismatch', `${source}: ${problem}`, { details: { source, ...details } });
}

/** The network of these layers, each of which reads what the one before it gives. */
export function assembleNetwork(
  source: string,
  inputs: number,
  layers: readonly ImportedLayer[],
  head: readonly ImportedLinear[],
): ImportedNetwork {
  const kinds = new Set(layers.map(({ cell }) => cell));
  const ways = new Set(layers.map(({ directions }) => directions.length));
  if (kinds.size !== 1 || ways.size !== 1) {
    const found = layers.map(({ cell, directions }) => cell + (directions.length === 2 ? ' both ways' : ''));
    throw mismatch(source, `found recurrent layers ${found.join(', ')}, expected all of one kind`, { found });
  }
  const dense = head.slice(0, -1).map(({ units, norm }) => ({ units, ...(norm && { batchNorm: true }) }));
  const [{ cell, directions }] = layers;
  const architecture: RecurrentArchitecture = {
    kind: cell,
    ...(directions.length === 2 && { bidirectional: true }),
    inputs,
    hidden: layers.map(({ units }) => units),
    ...(dense.length > 0 && { dense }),
    outputs: head[head.length - 1].units,
  };
  const parts = [
    ...layers.flatMap((layer) => layer.directions.flatMap((way) => [way.input, way.recurrent, way.bias])),
    ...head.flatMap(({ weight, bias, norm = [] }) => [weight, bias, ...norm]),
  ];
  return { architecture, parameters: joinParts(parts, architecture) };
}

function joinParts(parts: readonly ArrayLike<number>[], architecture: RecurrentArchitecture): Float32Array {
  const table = parameterTable(networkShape(architecture));
  if (table.length !== parts.length) throw new Error('internal: imported tensors do not fit the network');
  const parameters = new Float32Array(table.reduce((sum, { length }) => sum + length, 0));
  table.forEach(({ name, offset, length }, i) => {
    if (parts[i].length !== length) throw new Error(`internal: imported ${name} does not fit`);
    parameters.set(parts[i], offset);
  });
  return parameters;
}
