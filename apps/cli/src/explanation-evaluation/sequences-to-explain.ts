import { SaliogramError, gatherBatch } from '@saliogram/core';
import type { OnEvent, SequenceBatch } from '@saliogram/core';
import { LEARNED_MASK_PRESETS } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import { dominantBeat } from '@saliogram/signal';
import type { DataSet } from '../data-set.ts';
import { presetOf } from '../evaluation/judged-classes.ts';
import type { ExplainedInput } from '../explanation/explained-input.ts';
import { trainingSequences } from '../explanation/training-sequences.ts';
import type { LabelledBatch } from '../explanation/training-sequences.ts';
import { spread } from '../limit.ts';
import { ownSplitOf } from '../own-split.ts';
import { isoelectricLines } from './isoelectric-lines.ts';
import type { IsoelectricLines } from './isoelectric-lines.ts';

/** The part of a split that explanations are judged on. */
export type SplitPart = 'test' | 'validation' | 'train';

/** Sequences to explain, where they are from, and what methods draw from. */
export interface SequencesToExplain extends Pick<ExplainedInput, 'others' | 'presets' | 'baselineReference'> {
  /** [B, T, C] */
  readonly x: SequenceBatch;
  /** Of the data set, [B]. */
  readonly indices: Uint32Array;
  /** Patient of each, or itself where there are none, [B]. */
  readonly groups: Uint32Array;
  readonly drawn: 'patients' | 'sequences';
  readonly split: { readonly name: string; readonly seed: number };
  /** Some of them, a range of [B]. */
  slice(from: number, to: number): SequencesToExplain;
}

/** Evenly spread sequences of a part of the model's own split. */
export function sequencesToExplain(
  model: RecurrentModel,
  data: DataSet,
  part: SplitPart,
  limit: number,
  work: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): SequencesToExplain {
  const own = ownSplitOf(model.metadata);
  const split = data.split(own.name, own.seed);
  if (split[part].length === 0) {
    throw new SaliogramError(
      'argument-invalid',
      `--split: got ${part}, which has no sequences in the split ${split.name} of this data; choose another part`,
      { details: { part, split: split.name } },
    );
  }
  const drawnFrom = { name: split.name, seed: split.seed ?? own.seed };
  const lines = isoelectricLines(data, presetOf(model), work);
  return sequencesAt(spread(split[part], limit), data, trainingSequences(model, data), drawnFrom, lines);
}

function sequencesAt(
  indices: Uint32Array,
  data: DataSet,
  training: LabelledBatch,
  split: SequencesToExplain['split'],
  lines: IsoelectricLines,
): SequencesToExplain {
  const { beats } = data;
  return {
    x: gatherBatch(data.sequences, indices),
    indices,
    groups: Uint32Array.from(indices, (i) => beats?.groups[i] ?? i),
    drawn: beats ? 'patients' : 'sequences',
    split,
    slice: (from, to) => sequencesAt(indices.slice(from, to), data, training, split, lines),
    others: training.data,
    presets: beats ? {} : { 'learned-mask': LEARNED_MASK_PRESETS.mnist },
    async baselineReference(baseline) {
      if (baseline !== 'isoelectric' && baseline !== 'dominant-beat') return training;
      if (!beats) {
        throw new SaliogramError(
          'argument-invalid',
          `--baseline: got ${baseline} for digits, expected one without a patient`,
          { details: { baseline } },
        );
      }
      return baseline === 'isoelectric'
        ? { isoelectric: await lines(indices) }
        : { dominantBeats: dominantBeats(data, indices) };
    },
  };
}

/** The dominant beat of each sequence's own record, [B, T, C]. */
function dominantBeats(data: DataSet, indices: Uint32Array): SequenceBatch {
  const { sequences, beats } = data;
  const recordOf = beats!.recordOf;
  const size = sequences.steps * sequences.channels;
  const values = new Float32Array(indices.length * size);
  const known = new Map<number, Float32Array>();
  indices.forEach((index, b) => {
    const record = recordOf[index];
    let dominant = known.get(record);
    if (dominant === undefined) {
      const own = [...recordOf.keys()].filter((i) => recordOf[i] === record);
      dominant = dominantBeat(gatherBatch(sequences, own).values, own.length, sequences.channels);
      known.set(record, dominant);
    }
    values.set(dominant, b * size);
  });
  return { ...sequences, values, batch: indices.length };
}
