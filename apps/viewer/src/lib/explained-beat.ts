import type { AppState } from './app-state.ts';
import { caseWords } from './case-words.ts';
import type { ModelFacts, ModelInput, Slot } from './explanation.ts';
import { modelMisfit } from './model-misfit.ts';
import type { ExplanationTask } from './explanation-task.ts';
import { beatLayout } from './saliency/beat-layout.ts';
import type { BeatLayout } from './saliency/beat-layout.ts';
import { methodOptions } from './saliency/image-methods.ts';
import { predictedClass } from './worklist.ts';

/** The case that the reader looks at, a beat or an image of a set, with what its explanations need. */
export interface ExplainedBeat {
  readonly index: number;
  /** R peak in samples of the recording, or the number of the image. */
  readonly peak: number;
  readonly timeS: number;
  /** Names it for the reader: `Beat 7 at 5.52 s`, `Image 7`. */
  readonly title: string;
  /** Names recording and beat. */
  readonly key: string;
  readonly input: ModelInput;
  readonly layout: BeatLayout;
  readonly model: ModelFacts;
  /** Most likely class; -1 where the model has not looked yet. */
  readonly predicted: number;
  /** Class that is explained: the reader's choice, else the most likely; -1 where not known yet. */
  readonly target: number;
  /** MIT symbol of the reference; empty where there is none. */
  readonly reference: string;
}

/** The beat the reader looks at; null while there is no beat, recording or model. */
export function explainedBeat(
  state: Pick<AppState, 'beats' | 'model' | 'recording' | 'references' | 'view'>,
): ExplainedBeat | null {
  const { beats, model, recording, references, view } = state;
  const index = view.beat;
  if (index === null || index >= beats.count || !model || !recording) return null;
  if (modelMisfit(recording, model) !== null) return null;
  const size = beats.steps * beats.channels;
  const predicted = predictedClass(beats, index, model.classes.length);
  const chosen = view.target !== null && view.target < model.classes.length ? view.target : null;
  const peak = beats.peaks[index];
  const timeS = peak / recording.samplingFrequency;
  const { One } = caseWords(recording);
  return {
    index,
    peak,
    timeS,
    title: recording.images ? `${One} ${index + 1}` : `${One} ${index + 1} at ${timeS.toFixed(2)} s`,
    key: `${recording.digest}:${peak}`,
    // A copy: handing a view to a worker would copy all beats.
    input: {
      values: beats.inputs.slice(index * size, (index + 1) * size),
      steps: beats.steps,
      channels: beats.channels,
    },
    layout: beatLayout(model, beats.steps, beats.channels),
    model,
    predicted,
    target: chosen ?? predicted,
    reference: references[beats.referenceOf[index]]?.symbol ?? '',
  };
}

/** A task on that beat. */
export function taskOf(
  beat: ExplainedBeat,
  method: { readonly name: string; readonly title: string },
  changes: { slot?: Slot; modelDigest?: string; target?: number; options?: ExplanationTask['options'] } = {},
): ExplanationTask {
  return {
    method: method.name,
    title: method.title,
    slot: 'first',
    modelDigest: beat.model.digest,
    beatKey: beat.key,
    input: beat.input,
    target: beat.target,
    ...changes,
    options: { ...methodOptions(beat.layout, method.name), ...changes.options },
  };
}
