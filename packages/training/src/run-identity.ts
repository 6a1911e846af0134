import { SaliogramError, sha256Hex } from '@saliogram/core';
import type { RecurrentArchitecture } from '@saliogram/nn';
import type { TrainingConfig } from './config.ts';
import type { LabelledData, TrainingSplit } from './training-data.ts';

/** What decides the weights of a run, by name; two runs that agree in all of it are the same run. */
export type RunIdentity = Readonly<Record<string, string | number>>;

export async function runIdentity(
  architecture: RecurrentArchitecture,
  data: LabelledData,
  split: TrainingSplit,
  config: TrainingConfig,
): Promise<RunIdentity> {
  const { epochs, schedule, ...rest } = config;
  const {
    batchSize,
    learningRate,
    minLearningRate,
    warmupSteps,
    dropout,
    clipNorm,
    averageDecay,
    timeScales,
    classBalance,
    groupBalance,
    augment,
    seed,
  } = rest;
  const { kind, bidirectional = false, inputs, hidden, dense = [], outputs } = architecture;
  return {
    cell: kind,
    directions: bidirectional ? 2 : 1,
    inputs,
    hidden: hidden.join('x'),
    dense:
      dense.map(({ units, batchNorm }) => `${units}${batchNorm ? ' normalised' : ''}`).join('x') || 'none',
    outputs,
    dataHash: data.dataHash ?? (await hashOfData(data)),
    splitHash: await hashOf(Uint32Array.from(split.train), Uint32Array.from(split.validation)),
    batchSize,
    learningRate,
    schedule,
    // At a constant rate a longer run begins as the shorter one did, so a finished run may be trained on.
    ...(schedule === 'cosine' ? { epochs, minLearningRate } : {}),
    warmupSteps,
    dropout,
    clipNorm,
    averageDecay,
    timeScales: timeScales.join(' ') || 'none',
    classBalance,
    groupBalance,
    augment: augment ? 'yes' : 'no',
    seed,
  };
}

/** What a run had that was stored before these could be chosen. */
const EARLIER: RunIdentity = {
  cell: 'lstm',
  directions: 1,
  dense: 'none',
  averageDecay: 0,
  timeScales: 'none',
  classBalance: 0,
  groupBalance: 0,
  augment: 'no',
};

/**
 * Refuses to continue one run as another.
 *
 * @throws `config-invalid` naming the first field that differs
 */
export function checkSameRun(identity: RunIdentity, asked: RunIdentity, file: string): void {
  const stored: RunIdentity = { ...EARLIER, ...identity };
  for (const field of new Set([...Object.keys(asked), ...Object.keys(stored)])) {
    if (stored[field] !== asked[field]) {
      throw new SaliogramError(
        'config-invalid',
        `${file}: the stored run has ${field} ${stored[field]}, this one ${asked[field]}; continue with the same settings, or start anew, or use another folder`,
        { details: { field, stored: stored[field], asked: asked[field] } },
      );
    }
  }
}

function hashOfData({ sequences, labels }: LabelledData): Promise<string> {
  const { values, lengths } = sequences;
  return hashOf(values, Uint8Array.from(labels), ...(lengths ? [Uint32Array.from(lengths)] : []));
}

async function hashOf(...arrays: readonly (Float32Array | Uint8Array | Uint32Array)[]): Promise<string> {
  const hashes = await Promise.all(
    arrays.map((array) => sha256Hex(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))),
  );
  return sha256Hex(new TextEncoder().encode(hashes.join()));
}
