import { SaliogramError, sha256Hex } from '@saliogram/core';
import type { RecurrentModel, Tensor } from '@saliogram/nn';
import { readSafetensors, writeSafetensors } from '@saliogram/nn';
import type { CheckpointStore } from './checkpoint-store.ts';
import type { RunIdentity } from './run-identity.ts';
import type { RunState } from './run-state.ts';

const VERSION = 1;
const KEPT = 2;
const NAME = /^resume-\d+\.safetensors$/;

/** All that continues a run: where it stands, the parameters, Adam's moments, and the average of the weights if any. */
export interface Checkpoint {
  readonly identity: RunIdentity;
  readonly state: RunState;
  readonly optimizerStep: number;
  /** Each of shape [P]. */
  readonly parameters: Float32Array | Float64Array;
  readonly m: Float32Array | Float64Array;
  readonly v: Float32Array | Float64Array;
  readonly average?: Float64Array | undefined;
}

/** A checkpoint of the model as it is now. */
export function takeCheckpoint(
  model: RecurrentModel,
  identity: RunIdentity,
  state: RunState,
  average?: Float64Array,
): Checkpoint {
  const { step: optimizerStep, m, v } = model.engine.getOptimizerState();
  return { identity, state, optimizerStep, parameters: model.engine.getParameters(), m, v, average };
}

/** Puts the model where the checkpoint was taken. */
export function restoreCheckpoint(
  model: RecurrentModel,
  { parameters, optimizerStep, m, v }: Checkpoint,
): void {
  model.engine.setParameters(parameters);
  model.engine.setOptimizerState({ step: optimizerStep, m, v });
}

/** The checkpoint as a safetensors file with a digest of its numbers. */
export async function encodeCheckpoint(checkpoint: Checkpoint): Promise<Uint8Array> {
  const { identity, state, optimizerStep, parameters, m, v, average } = checkpoint;
  const averages = average ? [average] : [];
  const digest = await digestOf(parameters, m, v, ...averages);
  const tensor = (values: Float32Array | Float64Array): Tensor => ({ shape: [values.length], values });
  return writeSafetensors(
    new Map([
      ['parameters', tensor(parameters)],
      ['adam.m', tensor(m)],
      ['adam.v', tensor(v)],
      ...averages.map((values): [string, Tensor] => ['average', tensor(values)]),
    ]),
    { 'saliogram.checkpoint': JSON.stringify({ version: VERSION, digest, optimizerStep, identity, state }) },
  );
}

/**
 * Reads what {@link encodeCheckpoint} wrote.
 *
 * @throws `file-truncated`, `file-corrupt`, `format-unknown`
 */
export async function decodeCheckpoint(bytes: Uint8Array, name: string): Promise<Checkpoint> {
  const { tensors, metadata } = readSafetensors(bytes, name);
  const [parameters, m, v] = ['parameters', 'adam.m', 'adam.v'].map((key) => tensors.get(key)?.values);
  const average = tensors.get('average')?.values;
  const json = metadata['saliogram.checkpoint'];
  if (json === undefined || !parameters || !m || !v) {
    throw new SaliogramError('format-unknown', `${name}: this is no checkpoint of a training run`);
  }
  const { version, digest, optimizerStep, identity, state } = JSON.parse(json) as Checkpoint & {
    version: number;
    digest: string;
  };
  if (version !== VERSION) {
    throw new SaliogramError(
      'format-unknown',
      `${name}: checkpoint version is ${version}, expected ${VERSION}`,
    );
  }
  if ((await digestOf(parameters, m, v, ...(average ? [average] : []))) !== digest) {
    throw new SaliogramError('file-corrupt', `${name}: the numbers do not have the digest in the header`);
  }
  const restored = average && Float64Array.from(average);
  return { identity, state, optimizerStep, parameters, m, v, average: restored };
}

/**
 * Saves a checkpoint and then removes older ones but the last but one, so that one is left if this file turns out bad.
 *
 * @returns the file's name
 */
export async function saveCheckpoint(store: CheckpointStore, checkpoint: Checkpoint): Promise<string> {
  const file = `resume-${String(checkpoint.state.step).padStart(8, '0')}.safetensors`;
  await store.save(file, await encodeCheckpoint(checkpoint));
  for (const old of (await checkpointFiles(store)).slice(KEPT)) await store.remove(old);
  return file;
}

/**
 * The latest checkpoint that can be read.
 *
 * @param onSkipped told of each newer one that could not, and why
 */
export async function loadLatestCheckpoint(
  store: CheckpointStore,
  onSkipped: (file: string, reason: string) => void,
): Promise<{ file: string; checkpoint: Checkpoint } | undefined> {
  for (const file of await checkpointFiles(store)) {
    try {
      const bytes = await store.load(file);
      if (bytes) return { file, checkpoint: await decodeCheckpoint(bytes, file) };
    } catch (error) {
      if (!(error instanceof SaliogramError) && !(error instanceof SyntaxError)) throw error;
      onSkipped(file, error.message);
    }
  }
  return undefined;
}

/** Checkpoints in the store, latest first. */
async function checkpointFiles(store: CheckpointStore): Promise<string[]> {
  return (await store.list())
    .filter((name) => NAME.test(name))
    .sort()
    .reverse();
}

async function digestOf(...arrays: readonly (Float32Array | Float64Array)[]): Promise<string> {
  const hashes = await Promise.all(
    arrays.map((array) => sha256Hex(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))),
  );
  return sha256Hex(new TextEncoder().encode(hashes.join()));
}
