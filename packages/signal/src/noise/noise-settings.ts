import type { Random } from '@saliogram/core';

/** What is asked of a model of noise. */
export interface NoiseSettings {
  readonly sampleCount: number;
  /** Hz. */
  readonly samplingFrequency: number;
  readonly random: Random;
}
