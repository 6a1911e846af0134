import { sliceBatch, throwIfAborted } from '@saliogram/core';
import type { CallOptions, OnEvent, PassCount, ScoresModel, SequenceBatch } from '@saliogram/core';
import { checkInteger } from './check-argument.ts';

/** Options of every run over a batch of sequences. */
export interface RunOptions extends CallOptions {
  /** Receives progress, in sequences, or in passes where a sequence takes many. */
  readonly onEvent?: OnEvent;
  /** Sequences handed to the model at once; bounds memory, changes no value. Default 256. */
  readonly batchSize?: number;
}

/** What of the options concerns the model. */
export function callOptions(options: CallOptions): CallOptions {
  return options.signal === undefined ? {} : { signal: options.signal };
}

/** Does `work` on consecutive parts of the batch, stopping when cancelled and reporting after each part. */
export async function inBatches(
  x: SequenceBatch,
  stage: string,
  options: RunOptions,
  work: (part: SequenceBatch, from: number) => Promise<void>,
): Promise<void> {
  const size = options.batchSize ?? 256;
  checkInteger(stage, 'batchSize', size, 1);
  throwIfAborted(options.signal, stage);
  for (let from = 0; from < x.batch; from += size) {
    const to = Math.min(from + size, x.batch);
    await work(sliceBatch(x, from, to), from);
    throwIfAborted(options.signal, stage);
    options.onEvent?.({ type: 'progress', stage, done: to, total: x.batch });
  }
}

/** Scores [B, K] of a batch of any size. */
export async function scoresInBatches(
  model: ScoresModel,
  x: SequenceBatch,
  stage: string,
  options: RunOptions,
): Promise<Float32Array> {
  const classes = model.classes.length;
  const scores = new Float32Array(x.batch * classes);
  await inBatches(x, stage, options, async (part, from) => {
    scores.set(await model.scores(part, callOptions(options)), from * classes);
  });
  return scores;
}

/** Passes the model made since it had made `start`; runs that share a model at the same time share the count too. */
export function passesSince(model: ScoresModel, start: PassCount): PassCount {
  const now = model.passes();
  return { forward: now.forward - start.forward, backward: now.backward - start.backward };
}
