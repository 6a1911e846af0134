import { describe, expect, it } from 'vitest';
import type { ModelMetadata } from '@saliogram/nn';
import { ownSplitOf } from './own-split.ts';

const trainedOn = (name: string, seed: number | null) =>
  ownSplitOf({ training: { split: { name, seed, train: 1, validation: 1 } } } as unknown as ModelMetadata);

describe('ownSplitOf', () => {
  it('reads what model files record, trials included', () => {
    expect(trainedOn('random', 7)).toEqual({ name: 'random', kind: 'random', seed: 7 });
    expect(trainedOn('patient', 0)).toEqual({ name: 'patient', kind: 'patient', seed: 0 });
    expect(trainedOn('patient-fold-2-of-4', 3)).toEqual({
      name: 'patient-fold-2-of-4',
      kind: 'patient',
      seed: 3,
    });
    expect(trainedOn('ds1-ds2 (400 of 98000)', 0)).toEqual({ name: 'ds1-ds2', kind: 'patient', seed: 0 });
    expect(trainedOn('publisher', 1).kind).toBe('random');
  });

  it('takes the paper’s where nothing is recorded', () => {
    expect(trainedOn('unnamed', null)).toEqual({ name: 'random', kind: 'random', seed: 1 });
    expect(ownSplitOf({} as unknown as ModelMetadata)).toEqual({ name: 'random', kind: 'random', seed: 1 });
  });
});
