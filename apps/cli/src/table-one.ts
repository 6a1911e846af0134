import { gatherBatch } from '@saliogram/core';
import type { OnEvent, SequenceBatch, ScoresModel } from '@saliogram/core';
import { tableOne, techniqueHeat } from '@saliogram/explain';
import type { TableOne } from '@saliogram/explain';
import type { DataSet } from './data-set.ts';
import { explainAll } from './paper-techniques.ts';
import type { PaperTechnique } from './paper-techniques.ts';

/** What Table I is computed from. */
export interface TableOneRequest {
  readonly model: ScoresModel;
  readonly data: DataSet;
  /** The sequences of the table. */
  readonly indices: Uint32Array;
  readonly techniques: readonly PaperTechnique[];
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** Table I over some sequences of a data set: their true classes explained, intervals over patients. */
export async function computeTableOne(request: TableOneRequest): Promise<TableOne> {
  const { model, data, indices, techniques, seed, signal, onEvent } = request;
  const x: SequenceBatch = gatherBatch(data.sequences, indices);
  const targets = Int32Array.from(indices, (i) => data.labels[i]);
  const rows = techniques.filter((technique) => technique.inTableOne);
  const explained = await explainAll(model, x, targets, rows, { signal, onEvent });
  return tableOne(
    model,
    x,
    targets,
    explained.map(({ attribution }) => techniqueHeat(attribution)),
    {
      seed,
      signal,
      onEvent,
      ...(data.beats ? { groups: Uint16Array.from(indices, (i) => data.beats?.groups[i] ?? 0) } : {}),
    },
  );
}
