import type { SequenceBatch } from '@saliogram/core';
import type { AttributionMethod, BaselineName, BaselineReference } from '@saliogram/explain';
import { taskOf } from '../explained-beat.ts';
import type { ExplainedBeat } from '../explained-beat.ts';
import type { ExplanationTask } from '../explanation-task.ts';
import { baselineOption, isOfOthers } from './baseline-choice.ts';
import { isoelectricLevels, waveSegments } from './step-waves.ts';
import type { StepWaves } from './step-waves.ts';

/** What maps are made of besides the beat. */
export interface MapMaterial {
  /** The other beats; null until all are found. */
  readonly others: SequenceBatch | null;
  /** What the baseline is made of, from the other beats; null where there is nothing to make it of, or not yet. */
  readonly referenceOf: (baseline: BaselineName) => BaselineReference | null;
  /** Null until they are found, a sentence where they can't be. */
  readonly waves: StepWaves | string | null;
}

/** A map to compute, and a sentence for what it still waits for or can't have. */
export interface MapTask {
  readonly task: ExplanationTask;
  readonly missing: string | null;
}

/** The map of a method of a beat, under the reader's baseline where the method has one. */
export function mapTask(
  beat: ExplainedBeat,
  method: AttributionMethod,
  baseline: BaselineName | null,
  material: MapMaterial,
): MapTask {
  const task = taskOf(beat, method, { options: baselineOption(method, baseline) });
  const given = givenTo(beat, method, baseline, material);
  return typeof given === 'string' ? { task, missing: given } : { task: { ...task, given }, missing: null };
}

const WAITS_FOR_OTHERS = 'It draws from all beats and waits until they are found.';
const WAITS_FOR_WAVES = 'It waits until the waves of the beat are found.';

function givenTo(
  beat: ExplainedBeat,
  { name, title, defaults }: AttributionMethod,
  chosen: BaselineName | null,
  { others, referenceOf, waves }: MapMaterial,
): Readonly<Record<string, unknown>> | string {
  const given: Record<string, unknown> = {};
  if ('data' in defaults) {
    if (!others) return WAITS_FOR_OTHERS;
    given['data'] = others;
  }
  const baseline = chosen ?? defaults['baseline'];
  if ('baseline' in defaults && isOfOthers(baseline)) {
    if (!others) return WAITS_FOR_OTHERS;
    const reference = referenceOf(baseline as BaselineName);
    if (!reference) return 'No beat of a class that the model knows is there to take the median of.';
    given['reference'] = reference;
  }
  if ('baseline' in defaults && baseline === 'isoelectric') {
    if (waves === null) return WAITS_FOR_WAVES;
    const levels = typeof waves === 'string' ? null : isoelectricLevels(waves, beat.input.values);
    if (!levels) {
      return `No isoelectric line for ${title}: no QRS onset was found in the beat; choose another baseline.`;
    }
    given['reference'] = { isoelectric: levels };
  }
  if ('samplingFrequency' in defaults && beat.layout.timeUnit === 'ms') {
    given['samplingFrequency'] = beat.layout.samplingFrequency;
  }
  // Hidden wave by wave where waves are known, else in stretches of equal width.
  if (name === 'segment-ablation' && beat.layout.timeUnit === 'ms') {
    if (waves === null) return WAITS_FOR_WAVES;
    const segments = typeof waves === 'string' ? [] : waveSegments(waves);
    if (segments.length > 0) given['segments'] = segments;
  }
  return given;
}
