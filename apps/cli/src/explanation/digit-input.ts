import { SaliogramError, gatherBatch } from '@saliogram/core';
import type { OnEvent } from '@saliogram/core';
import { LEARNED_MASK_PRESETS } from '@saliogram/explain';
import type { RecurrentModel } from '@saliogram/nn';
import { digitPreprocessing, dataSetOf } from '../preprocessing.ts';
import type { ExplainedInput } from './explained-input.ts';
import { loadModelData, trainingSequences } from './training-sequences.ts';

/** Which digit of the publisher's test set, and where MNIST is. */
export interface DigitRequest {
  readonly image: number;
  readonly data: string | undefined;
}

/** One digit of MNIST as the model reads it. */
export async function readDigitInput(
  model: RecurrentModel,
  { image, data: folder }: DigitRequest,
  work: { readonly signal: AbortSignal; readonly onEvent: OnEvent },
): Promise<ExplainedInput> {
  if (dataSetOf(model.metadata) !== 'mnist') {
    throw new SaliogramError(
      'model-mismatch',
      '--image: got a model of heartbeats, expected one of digits; name it with --model, or a beat with --record',
    );
  }
  const data = await loadModelData(model, folder, work);
  const { test } = data.split('publisher', 1);
  if (image >= test.length) {
    throw new SaliogramError(
      'argument-invalid',
      `--image: got ${image}, expected 0 to ${test.length - 1} (the test set has ${test.length} digits)`,
      { details: { image, images: test.length } },
    );
  }
  const training = trainingSequences(model, data);
  const reference = data.classes[data.labels[test[image]]].symbol;
  return {
    x: gatherBatch(data.sequences, [test[image]]),
    facts: { image, reference },
    title: `MNIST test image ${image}; reference ${reference}`,
    place: `MNIST test image ${image}`,
    drawing: {
      kind: 'image',
      layout: { rows: digitPreprocessing.rows, columns: digitPreprocessing.columns },
    },
    presets: { 'learned-mask': LEARNED_MASK_PRESETS.mnist },
    others: training.data,
    segments: () => Promise.resolve(null),
    waves: () => Promise.reject(notOfDigits('--per-wave')),
    baselineReference(baseline) {
      if (baseline === 'isoelectric' || baseline === 'dominant-beat') {
        return Promise.reject(notOfDigits(`--baseline ${baseline}`));
      }
      return Promise.resolve(training);
    },
  };
}

/** What to say of an option that only a heartbeat can have. */
export function notOfDigits(option: string): SaliogramError {
  return new SaliogramError(
    'argument-invalid',
    `${option}: got a digit, expected a heartbeat: digits have no waves and no patient; leave it out or choose another`,
  );
}
