import { SaliogramError, throwIfAborted } from '@saliogram/core';
import type { RecurrentCellsModel, SequenceBatch } from '@saliogram/core';
import type { RunOptions } from '../attribution/batches.ts';
import { requireCapability } from '../attribution/capability.ts';
import { networkOf } from './trace/network-trace.ts';
import type { Network } from './trace/network-trace.ts';

/** One sequence of a batch as traces read it: up to its own end, in double precision. */
export interface Sequence {
  readonly index: number;
  /** L, its own steps. */
  readonly steps: number;
  /** [L, C] */
  readonly input: Float64Array;
}

/** The network of a model that shows its cells, checked to fit the sequences. */
export function openNetwork(method: string, model: RecurrentCellsModel, x: SequenceBatch): Network {
  requireCapability(model, 'recurrentCells', method);
  const network = networkOf(model.recurrentCells());
  const channels = network.cells.layers[0].inputs;
  if (x.channels !== channels || x.steps < 1) {
    throw new SaliogramError(
      'model-mismatch',
      `${method}: got sequences of ${x.steps} steps and ${x.channels} channels, expected at least 1 step and ${channels} channels as the model reads`,
      { details: { steps: x.steps, channels: x.channels, expected: channels } },
    );
  }
  const wrong = Array.from(x.lengths ?? []).findIndex((l) => !Number.isInteger(l) || l < 1 || l > x.steps);
  if (wrong >= 0 || (x.lengths && x.lengths.length !== x.batch)) {
    throw new SaliogramError(
      'argument-invalid',
      wrong >= 0
        ? `${method}: got length ${x.lengths![wrong]} for sequence ${wrong}, expected a whole number from 1 to ${x.steps}`
        : `${method}: got ${x.lengths!.length} lengths, expected one for each of ${x.batch} sequences`,
      { details: { lengths: x.lengths!.length, batch: x.batch } },
    );
  }
  return network;
}

/** The sequence at `index`. */
export function sequenceAt(x: SequenceBatch, index: number): Sequence {
  const steps = x.lengths?.[index] ?? x.steps;
  const from = index * x.steps * x.channels;
  return { index, steps, input: Float64Array.from(x.values.subarray(from, from + steps * x.channels)) };
}

/** How long the page's or the program's other events may wait. */
const TURN_MS = 40;

/** A wait that lets other events in, such as that which cancels, when a turn of the thread has lasted long enough. */
export function turns(signal: AbortSignal | undefined, stage: string): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began > TURN_MS) {
      await new Promise((resolve) => setTimeout(resolve));
      began = performance.now();
    }
    throwIfAborted(signal, stage);
  };
}

/** Does `work` on each sequence in turn, stopping when cancelled and reporting progress. */
export async function eachSequence(
  x: SequenceBatch,
  stage: string,
  options: RunOptions,
  work: (sequence: Sequence, turn: () => Promise<void>) => void | Promise<void>,
): Promise<void> {
  const turn = turns(options.signal, stage);
  for (let index = 0; index < x.batch; index++) {
    await turn();
    await work(sequenceAt(x, index), turn);
    options.onEvent?.({ type: 'progress', stage, done: index + 1, total: x.batch });
  }
  throwIfAborted(options.signal, stage);
}
