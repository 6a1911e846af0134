import type { OnEvent } from '@saliogram/core';
import type { RecurrentModel } from '@saliogram/nn';
import type { DataSet } from '../data-set.ts';
import { version } from '../version.ts';
import type { EvaluationSettings } from './evaluation-settings.ts';
import type { SequencesToExplain } from './sequences-to-explain.ts';

/** What all steps of an evaluation share, and how it is followed and stopped. */
export interface EvaluationRun {
  readonly model: RecurrentModel;
  readonly data: DataSet;
  /** What the files of this run say of how they were made. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly settings: EvaluationSettings;
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** What shapes maps and measures of some sequences alike. */
export function madeFrom(
  { metadata, data, settings }: EvaluationRun,
  { indices }: SequencesToExplain,
): Readonly<Record<string, unknown>> {
  return {
    model: metadata['model'],
    engine: metadata['engine'],
    data: data.dataHash,
    indices: [...indices],
    baseline: settings.baseline,
    version,
  };
}
