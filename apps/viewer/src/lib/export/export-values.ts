import { heatOf } from '@saliogram/explain';
import { RESEARCH_NOTICE } from '../research-notice.ts';
import { beatFacts } from './beat-facts.ts';
import type { ExportFacts, ShownExplanation } from './export-facts.ts';

/**
 * The values on the screen with everything that shaped them, plain JSON: recording and model by hash, view, beat with its
 * input [T, C] and probabilities, explanations with values and heat [T, C]. It holds no patient id.
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
    recording: recording && {
      name: recording.name,
      kind: recording.kind,
      sha256: recording.digest,
      samplingFrequency: recording.samplingFrequency,
      sampleCount: recording.sampleCount,
      leads: recording.leads,
    },
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
    beat: beat && {
      index: beat.index,
      peak: beat.peak,
      timeS: beat.timeS,
      lead: state.beats.lead,
      reference: beat.verdict.reference || null,
      model: beat.verdict.model || null,
      probabilities: Object.fromEntries(
        beat.probabilities.map(({ info, probability }) => [info.symbol, brief(probability)]),
      ),
      ...beat.rhythm,
      measurements: facts.measurements,
      review: beat.review ?? null,
      input: inputOf(facts, beat.index),
    },
    // Blind mode keeps the explanation for later too.
    explanations: beat ? explanations.map(explanationValues) : [],
    missing: facts.missing,
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
