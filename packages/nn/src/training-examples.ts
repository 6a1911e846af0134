import { SaliogramError } from '@saliogram/core';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

const FORMAT_KEY = 'saliogram.examples';
const MODEL_KEY = 'saliogram.examples.model';
const LIST_KEY = 'saliogram.examples.list';
const RATE_KEY = 'saliogram.examples.samplingFrequency';
const ATTRIBUTION_KEY = 'saliogram.examples.attribution';
const FORMAT_VERSION = '1';

/** A sequence that a model was trained with: where it is to be found, not what it looks like. */
export interface TrainingExample {
  /** Name of the record, or of the set of images. */
  readonly record: string;
  /** R peak in samples of the record, or the number of the image. */
  readonly sample: number;
  /** Of its class. */
  readonly symbol: string;
}

/** What a model remembers of some of the sequences that it was trained with. */
export interface TrainingExamples {
  /** SHA-256 of the file of the model that read them. */
  readonly model: string;
  readonly examples: readonly TrainingExample[];
  /** Last hidden states of the last layer, [n, H]. */
  readonly states: Float32Array;
  /** H */
  readonly width: number;
  /** Of the records, Hz; null for images. */
  readonly samplingFrequency: number | null;
  /** Whose data they are. */
  readonly attribution: string;
}

/** The examples as a safetensors file of one tensor, `states` [n, H], which stands beside the model's. */
export function encodeTrainingExamples(given: TrainingExamples): Uint8Array {
  const { model, examples, states, width, samplingFrequency, attribution } = given;
  if (states.length !== examples.length * width)
    throw new Error(`internal: ${states.length} values for ${examples.length} examples of ${width} units`);
  return writeSafetensors(new Map([['states', { shape: [examples.length, width], values: states }]]), {
    [FORMAT_KEY]: FORMAT_VERSION,
    [MODEL_KEY]: model,
    [RATE_KEY]: String(samplingFrequency ?? ''),
    [ATTRIBUTION_KEY]: attribution,
    [LIST_KEY]: JSON.stringify(examples.map(({ record, sample, symbol }) => [record, sample, symbol])),
  });
}

/**
 * The examples of a file that {@link encodeTrainingExamples} wrote.
 *
 * @param model SHA-256 of the file of the model that they are wanted for
 * @throws `file-truncated`, `file-corrupt`, `format-unknown` for another file; `model-mismatch` for another model's
 */
export function decodeTrainingExamples(bytes: Uint8Array, name: string, model: string): TrainingExamples {
  const { tensors, metadata } = readSafetensors(bytes, name);
  const version = metadata[FORMAT_KEY];
  if (version !== FORMAT_VERSION) {
    throw new SaliogramError(
      'format-unknown',
      `${name}: "${FORMAT_KEY}" is ${version ?? 'missing'}, expected ${FORMAT_VERSION}; ${version === undefined ? 'these are no training examples of Saliogram' : 'use a newer Saliogram'}`,
      { details: { name, version } },
    );
  }
  const found = metadata[MODEL_KEY] ?? '';
  if (found !== model) {
    throw new SaliogramError(
      'model-mismatch',
      `${name}: was read by the model of SHA-256 ${found.slice(0, 8) || '(missing)'} ..., expected ${model.slice(0, 8)} ...; put the file of this model beside it`,
      { details: { name, found, expected: model } },
    );
  }
  const states = tensors.get('states');
  const examples = listOf(metadata[LIST_KEY] ?? '');
  const rate = Number(metadata[RATE_KEY] ?? '');
  const [count, width] = states?.shape ?? [];
  const fits = states?.shape.length === 2 && examples?.length === count && width > 0;
  if (!states || !examples || !fits || !(rate >= 0 && Number.isFinite(rate))) {
    throw new SaliogramError(
      'file-corrupt',
      `${name}: holds a list of ${examples?.length ?? 'no'} examples and states of shape [${(states?.shape ?? []).join(', ')}], expected a row for each; copy the file again`,
      { details: { name } },
    );
  }
  return {
    model,
    examples,
    states: Float32Array.from(states.values),
    width,
    samplingFrequency: rate === 0 ? null : rate,
    attribution: metadata[ATTRIBUTION_KEY] ?? '',
  };
}

/** Null for what is not such a list. */
function listOf(json: string): TrainingExample[] | null {
  try {
    const rows = JSON.parse(json) as unknown[];
    const examples = rows.map((row) => {
      const [record, sample, symbol] = row as [unknown, unknown, unknown];
      return typeof record === 'string' && Number.isInteger(sample) && typeof symbol === 'string'
        ? { record, sample: sample as number, symbol }
        : null;
    });
    return examples.every((example) => example !== null) ? examples : null;
  } catch {
    return null;
  }
}
