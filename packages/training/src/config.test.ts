import { describe, expect, it } from 'vitest';
import type { TrainingConfig } from './config.ts';
import { completeConfig } from './config.ts';

describe('completeConfig', () => {
  it('fills in the settings of the paper', () => {
    expect(completeConfig({ epochs: 3 })).toMatchObject({
      epochs: 3,
      batchSize: 256,
      learningRate: 1e-3,
      dropout: 0.2,
    });
  });

  const wrong: [Record<string, unknown>, string][] = [
    [{ epochs: 0 }, '"epochs" is 0, expected a whole number >= 1'],
    [{ learningRate: NaN }, '"learningRate" is NaN, expected a number > 0'],
    [{ dropout: 1 }, '"dropout" is 1, expected a probability >= 0 and < 1'],
    [{ averageDecay: 1 }, '"averageDecay" is 1, expected a number >= 0 and < 1'],
    [{ clipNorm: '1' }, '"clipNorm" is 1, expected a number > 0'],
    [{ schedule: 'linear' }, '"schedule" is linear, expected "constant" or "cosine"'],
    [{ timeScales: [2, 4], epochs: 3 }, '"timeScales" is 2, 4, expected whole numbers >= 1 that fall'],
    [{ timeScales: [1.5], epochs: 3 }, '"timeScales" is 1.5, expected whole numbers >= 1 that fall'],
    [
      { timeScales: [2], epochs: 1 },
      '"timeScales" names 1 epochs of 1, expected at least one epoch after them',
    ],
    [{ classBalance: 1.5 }, '"classBalance" is 1.5, expected a number from 0 to 1'],
    [{ augment: 1 }, '"augment" is 1, expected true or false'],
    [{ batchsize: 64 }, '"batchsize" is no field of a training configuration, expected epochs, batchSize, '],
  ];
  it.each(wrong)('refuses %j', (config, message) => {
    expect(() => completeConfig(config as Partial<TrainingConfig>)).toThrow(message);
  });
});
