import type { AppState } from '../app-state.ts';
import { worklistRows, worklistSource } from '../worklist.ts';
import type { WorklistRow } from '../worklist.ts';

/** A beat with the label of a reference and the probabilities of a model. */
export interface EvaluatedBeat extends WorklistRow {
  /** Name of its recording. */
  readonly recording: string;
  readonly digest: string;
  /** Of each class of the model, [K]. */
  readonly probabilities: Float32Array;
}

/** What a model made of the beats of one recording that have a reference. */
export interface EvaluatedRecord {
  readonly recording: string;
  /** Of the recording. */
  readonly digest: string;
  /** Of the model. */
  readonly model: string;
  /** Beats with both labels, in order of time. */
  readonly beats: readonly EvaluatedBeat[];
  /** All beats are classified. */
  readonly isComplete: boolean;
}

/** The open recording as far as its beats are classified; null without a recording, a model or a beat with both labels. */
export function evaluatedRecord(
  state: Pick<AppState, 'beats' | 'references' | 'model' | 'recording'>,
): EvaluatedRecord | null {
  const { beats, model, recording } = state;
  if (!recording || !model) return null;
  const { name, digest } = recording;
  const classes = model.classes.length;
  const both = worklistRows(worklistSource(state)).filter((row) => row.reference !== '' && row.model !== '');
  if (both.length === 0) return null;
  return {
    recording: name,
    digest,
    model: model.digest,
    beats: both.map((row) => ({
      ...row,
      recording: name,
      digest,
      probabilities: beats.probabilities.subarray(row.beat * classes, (row.beat + 1) * classes),
    })),
    isComplete: beats.complete,
  };
}

/** Whether the model knows the class that the reference gives; rates are of these alone. */
export function isOfKnownClass({ reference }: EvaluatedBeat, symbols: readonly string[]): boolean {
  return symbols.includes(reference);
}

/** Wrong decisions first, the surest of them at the top, then the right ones, the least sure at the top. */
export function wrongFirst(beats: readonly EvaluatedBeat[]): readonly EvaluatedBeat[] {
  return beats.toSorted((a, b) =>
    a.disagrees !== b.disagrees
      ? Number(b.disagrees) - Number(a.disagrees)
      : a.disagrees
        ? b.probability - a.probability
        : a.probability - b.probability,
  );
}
