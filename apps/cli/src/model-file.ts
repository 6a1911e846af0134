import { access, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SaliogramError } from '@saliogram/core';
import { decodeModel } from '@saliogram/nn';
import type { DecodeModelOptions, RecurrentModel } from '@saliogram/nn';

/**
 * The bytes of a model file.
 *
 * @throws `file-missing`
 */
export function readModel(path: string): Promise<Uint8Array> {
  return readFile(path).catch((cause: unknown) => {
    throw new SaliogramError(
      'file-missing',
      `${path}: no such model file; check the path, or train one with "saliogram train"`,
      { details: { file: path }, cause },
    );
  });
}

/**
 * Opens a model file.
 *
 * @throws `file-missing`, and what a cut or wrong file throws
 */
export async function openModel(path: string, options: DecodeModelOptions = {}): Promise<RecurrentModel> {
  return decodeModel(await readModel(path), { name: basename(path), ...options });
}

/** Where the training examples of a model stand: beside its file. */
export function examplesPath(modelFile: string): string {
  return modelFile.replace(/(\.safetensors)?$/, '.examples.safetensors');
}

/** The path of a model that comes with Saliogram; undefined when this copy has none of that name. */
export async function findShippedModel(name: string): Promise<string | undefined> {
  for (const folder of ['../models/', '../../../models/']) {
    const path = fileURLToPath(new URL(`${folder}${name}.safetensors`, import.meta.url));
    const found = await access(path).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}

/** As {@link findShippedModel}, with `file-missing` when there is none. */
export async function requireShippedModel(name: string): Promise<string> {
  const path = await findShippedModel(name);
  if (path !== undefined) return path;
  throw new SaliogramError(
    'file-missing',
    `models/${name}.safetensors: not in this copy of Saliogram; train a model with "saliogram train --model-out FILE" and name it with --model`,
    { details: { model: name } },
  );
}
