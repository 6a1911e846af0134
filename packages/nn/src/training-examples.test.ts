import { describe, expect, it } from 'vitest';
import { writeSafetensors } from './safetensors.ts';
import { decodeTrainingExamples, encodeTrainingExamples } from './training-examples.ts';
import type { TrainingExamples } from './training-examples.ts';

const given: TrainingExamples = {
  model: 'ab'.repeat(32),
  examples: [
    { record: '119', sample: 4452, symbol: 'V' },
    { record: '100', sample: 77, symbol: 'N' },
  ],
  states: Float32Array.of(1, 2, 3, 4, 5, 6),
  width: 3,
  samplingFrequency: 360,
  attribution: 'a database',
};
const NAME = 'm.examples.safetensors';
const read = (bytes: Uint8Array, model = given.model) => decodeTrainingExamples(bytes, NAME, model);

describe('training examples', () => {
  it('come back from their file as they were', () => {
    expect(read(encodeTrainingExamples(given))).toEqual(given);
    const images = { ...given, samplingFrequency: null };
    expect(read(encodeTrainingExamples(images))).toEqual(images);
  });

  it('of another model, or of no such file, are refused with both sides named', () => {
    expect(() => read(encodeTrainingExamples(given), 'cd'.repeat(32))).toThrow(
      'm.examples.safetensors: was read by the model of SHA-256 abababab ..., expected cdcdcdcd ...',
    );
    const other = writeSafetensors(new Map([['a', { shape: [1], values: Float32Array.of(1) }]]));
    expect(() => read(other)).toThrow('these are no training examples of Saliogram');
  });

  it('that do not hold together are refused', () => {
    const damaged = (list: string) =>
      writeSafetensors(new Map([['states', { shape: [2, 3], values: given.states }]]), {
        'saliogram.examples': '1',
        'saliogram.examples.model': given.model,
        'saliogram.examples.list': list,
      });
    for (const list of ['', '{}', '[["119",4452,"V"]]', '[["119",4.5,"V"],["100",7,"N"]]', '[null,null]'])
      expect(() => read(damaged(list)), list).toThrow(/expected a row for each/);
  });
});
