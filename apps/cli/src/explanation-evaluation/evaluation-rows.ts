import { argmax, softmax } from '@saliogram/core';
import type { ClassInfo } from '@saliogram/core';
import type { Attribution, ExplanationTable } from '@saliogram/explain';
import type { ExplanationRow } from '@saliogram/report';
import type { DataSet } from '../data-set.ts';
import { mapRow } from '../explanation/explanation-row.ts';

/** What the rows of an evaluation are made of. */
export interface RowsRequest {
  readonly data: DataSet;
  /** Of the data set, [B]. */
  readonly indices: Uint32Array;
  readonly classes: readonly ClassInfo[];
  /** Scores of the model, [B, K]. */
  readonly scores: Float32Array;
  /** In the order of the table's rows, controls left out. */
  readonly maps: readonly Attribution[];
  readonly table: ExplanationTable;
}

/** A row for each method and sequence, with what was measured of the map. */
export function evaluationRows({
  data,
  indices,
  classes,
  scores,
  maps,
  table,
}: RowsRequest): ExplanationRow[] {
  const { beats } = data;
  const k = classes.length;
  const probabilities = softmax(scores, k);
  return maps.flatMap((map, m) =>
    Array.from(indices, (index, b): ExplanationRow => ({
      record: beats ? beats.recordNames[beats.recordOf[index]] : null,
      lead: beats ? beats.leads[beats.recordOf[index]] : null,
      beat: null,
      sample: beats ? beats.peaks[index] : null,
      timeS: null,
      patient: beats ? beats.groupNames[beats.groups[index]] : null,
      image: beats ? null : index,
      reference: data.classes[data.labels[index]].symbol,
      predicted: classes[argmax(scores, b * k, (b + 1) * k)].symbol,
      target: classes[map.targets[b]].symbol,
      probabilities: probabilities.subarray(b * k, (b + 1) * k),
      ...mapRow(map.method, map, b),
      measures: Object.fromEntries(
        Object.entries(table.rows[m].scores).map(([name, { perSequence }]) => [name, perSequence[b]]),
      ),
    })),
  );
}
