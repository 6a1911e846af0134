import type { ErrorCode } from '@saliogram/core';
import { SaliogramError } from '@saliogram/core';
import type { EngineOptions, ParameterInfo } from '@saliogram/kernels';
import { parameterTable } from '@saliogram/kernels';
import { duplicateKey } from './json-duplicates.ts';
import type { ModelMetadata } from './metadata.ts';
import { checkMetadata, networkShape } from './metadata.ts';
import type { RecurrentModel } from './recurrent-model.ts';
import { modelOf } from './recurrent-model.ts';
import type { Tensor } from './safetensors.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

const FORMAT_KEY = 'saliogram.format';
const METADATA_KEY = 'saliogram.model';
const FORMAT_VERSION = '1';

/**
 * A model as one safetensors file: every parameter as an F32 tensor under its own name, all metadata as one JSON text
 * under `saliogram.model`, and the version of this layout under `saliogram.format`.
 *
 * @throws `diverged` when a parameter is not finite
 */
export function encodeModel(model: RecurrentModel): Uint8Array {
  const parameters = model.engine.getParameters();
  const tensors = new Map<string, Tensor>();
  for (const { name, shape, offset, length } of model.engine.parameters) {
    const values = Float32Array.from(parameters.subarray(offset, offset + length));
    checkFinite(values, name, 'encodeModel', 'diverged');
    tensors.set(name, { shape, values });
  }
  return writeSafetensors(tensors, {
    [FORMAT_KEY]: FORMAT_VERSION,
    [METADATA_KEY]: JSON.stringify(model.metadata),
  });
}

/** What a loaded model runs on. */
export interface DecodeModelOptions extends EngineOptions {
  /** Name of the file, for messages; default `model`. */
  readonly name?: string;
}

/**
 * A model from the bytes of its file; reads numbers and JSON, and runs no code from the file.
 *
 * @throws `file-truncated`, `file-corrupt` (naming the field or tensor), `format-unknown`
 */
export async function decodeModel(
  bytes: Uint8Array,
  options: DecodeModelOptions = {},
): Promise<RecurrentModel> {
  const { name = 'model', ...engineOptions } = options;
  const { tensors, metadata: texts } = readSafetensors(bytes, name);
  const metadata = readModelMetadata(texts, name);
  // Checked first: a file may claim any size, and the engine would reserve memory for it.
  const table = parameterTable(networkShape(metadata.architecture));
  return modelOf(metadata, collectParameters(tensors, table, name), engineOptions);
}

/**
 * Gives `model` the parameters of a model file of the same architecture; its metadata stays.
 *
 * @throws as {@link decodeModel}
 */
export function restoreParameters(model: RecurrentModel, bytes: Uint8Array, name = 'model'): void {
  const { tensors } = readSafetensors(bytes, name);
  model.engine.setParameters(collectParameters(tensors, model.engine.parameters, name));
}

/** The metadata of a model file, without starting an engine for it. */
export function decodeModelMetadata(bytes: Uint8Array, name = 'model'): ModelMetadata {
  return readModelMetadata(readSafetensors(bytes, name).metadata, name);
}

function readModelMetadata(texts: Readonly<Record<string, string>>, name: string): ModelMetadata {
  const version = texts[FORMAT_KEY];
  if (version !== FORMAT_VERSION) {
    throw new SaliogramError(
      'format-unknown',
      `${name}: "${FORMAT_KEY}" is ${version ?? 'missing'}, expected ${FORMAT_VERSION}; ${version === undefined ? 'this is no Saliogram model' : 'use a newer Saliogram'}`,
      { details: { name, version } },
    );
  }
  const json = texts[METADATA_KEY] ?? '';
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new SaliogramError('file-corrupt', `${name}: "${METADATA_KEY}" is not JSON; copy the file again`, {
      details: { name, field: METADATA_KEY },
      cause: error,
    });
  }
  const twice = duplicateKey(json);
  if (twice !== undefined) {
    throw new SaliogramError(
      'file-corrupt',
      `${name}: model metadata holds "${twice}" twice, expected once`,
      {
        details: { name, field: twice },
      },
    );
  }
  return checkMetadata(value, name);
}

/** The tensors as one flat vector; each parameter of the architecture must be there, and nothing else. */
function collectParameters(
  tensors: ReadonlyMap<string, Tensor>,
  table: readonly ParameterInfo[],
  name: string,
): Float32Array {
  const corrupt = (problem: string, tensor: string): SaliogramError =>
    new SaliogramError('file-corrupt', `${name}: ${problem}`, { details: { name, tensor } });
  const known = new Set(table.map((entry) => entry.name));
  for (const tensor of tensors.keys()) {
    if (!known.has(tensor))
      throw corrupt(`tensor "${tensor}" belongs to no layer of the architecture`, tensor);
  }
  for (const { name: tensor, shape } of table) {
    const found = tensors.get(tensor);
    const expected = `[${shape.join(', ')}] as the architecture says`;
    if (!found) throw corrupt(`tensor "${tensor}" is missing, expected ${expected}`, tensor);
    if (found.shape.length !== shape.length || found.shape.some((length, i) => length !== shape[i])) {
      throw corrupt(`tensor "${tensor}" has shape [${found.shape.join(', ')}], expected ${expected}`, tensor);
    }
  }
  const parameters = new Float32Array(table.reduce((total, entry) => total + entry.length, 0));
  for (const { name: tensor, offset, length } of table) {
    parameters.set(tensors.get(tensor)?.values ?? [], offset);
    checkFinite(parameters.subarray(offset, offset + length), tensor, name, 'file-corrupt');
  }
  return parameters;
}

function checkFinite(values: Float32Array, tensor: string, name: string, code: ErrorCode): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) {
    throw new SaliogramError(
      code,
      `${name}: value ${at} of tensor "${tensor}" is ${values[at]}, expected a finite number`,
      { details: { name, tensor, index: at } },
    );
  }
}
