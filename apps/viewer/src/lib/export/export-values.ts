import { heatOf } from '@saliogram/explain';
import { RESEARCH_NOTICE } from '../research-notice.ts';
import type { ImageFacts, RecordingFacts } from '../recording.ts';
import { beatFacts } from './beat-facts.ts';
import type { BeatFacts } from './beat-facts.ts';
import type { ExportFacts, ShownExplanation } from './export-facts.ts';

/**
 * The values on the screen with everything that shaped them, plain JSON: recording (or set of images) and model by hash, view,
 * beat (or image) with its input [T, C] and probabilities, explanations with values and heat [T, C]. It holds no patient id.
 */
export function exportValues(facts: ExportFacts) {
  const { state, explanations, created, softwareVersion } = facts;
  const { recording, model, view, settings } = state;
  const beat = beatFacts(state);
  return {
    format: 'saliogram-values',
    formatVersion: 1,
    created: created.toISOString(),
    software: { name: 'Saliogram', version: softwareVersion },
    notice: RESEARCH_NOTICE,
    ...(recording?.images
      ? { images: imagesOf(recording, recording.images) }
      : { recording: recordingOf(recording) }),
    model: model && {
      name: model.name,
      sha256: model.digest,
      engine: model.engine,
      codeVersion: model.metadata.codeVersion,
      created: model.metadata.created,
      architecture: model.metadata.architecture,
      classes: model.classes,
      preprocessing: model.metadata.preprocessing,
      units: model.metadata.units,
      zero: model.metadata.zero,
      dataHash: model.metadata.dataHash ?? null,
    },
    view,
    reader: settings.reader,
    ...(recording?.images
      ? { image: beat && { index: beat.index, ...saidOf(facts, beat) } }
      : {
          beat: beat && {
            index: beat.index,
            peak: beat.peak,
            timeS: beat.timeS,
            lead: state.beats.lead,
            ...beat.rhythm,
            measurements: facts.measurements,
            ...saidOf(facts, beat),
          },
        }),
    // Blind mode keeps the explanation for later too.
    explanations: beat ? explanations.map(explanationValues) : [],
    missing: facts.missing,
  };
}

function recordingOf(recording: ExportFacts['state']['recording']) {
  return (
    recording && {
      name: recording.name,
      kind: recording.kind,
      sha256: recording.digest,
      samplingFrequency: recording.samplingFrequency,
      sampleCount: recording.sampleCount,
      leads: recording.leads,
    }
  );
}

function imagesOf({ name, digest, sampleCount }: RecordingFacts, { rows, columns, part }: ImageFacts) {
  return { name, part, sha256: digest, count: sampleCount, rows, columns, order: 'scan-line' };
}

/** What is said of a case, a beat or an image, and what the model read of it. */
function saidOf(facts: ExportFacts, { index, verdict, probabilities, review }: BeatFacts) {
  return {
    reference: verdict.reference || null,
    model: verdict.model || null,
    probabilities: Object.fromEntries(
      probabilities.map(({ info, probability }) => [info.symbol, brief(probability)]),
    ),
    review: review ?? null,
    input: inputOf(facts, index),
  };
}

function inputOf({ state: { beats } }: ExportFacts, beat: number) {
  const { inputs, steps, channels } = beats;
  const size = steps * channels;
  return { steps, channels, values: plain(inputs.subarray(beat * size, (beat + 1) * size)) };
}

function explanationValues({ title, unit, reliability, attribution }: ShownExplanation) {
  const { method, targets, shape, values, settings, cost, convergence, completenessGap, notes } = attribution;
  return {
    method,
    title,
    unit,
    target: targets[0],
    steps: shape.steps,
    channels: shape.channels,
    values: plain(values),
    heat: plain(heatOf(attribution)),
    settings,
    cost,
    convergence: convergence ?? null,
    completenessGap: completenessGap ?? null,
    reliability: reliability ?? null,
    notes: notes ?? [],
  };
}

/** Nine digits tell every number of single precision apart. */
function plain(values: Float32Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? brief(value) : null));
}

function brief(value: number): number {
  return Number(value.toPrecision(9));
}
