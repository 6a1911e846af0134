import { SaliogramError } from '@saliogram/core';
import { baselineWander } from './baseline-wander.ts';
import { electrodeMotion } from './electrode-motion.ts';
import { muscleNoise } from './muscle.ts';
import type { NoiseSettings } from './noise-settings.ts';

const MODELS = {
  'baseline-wander': baselineWander,
  muscle: muscleNoise,
  'electrode-motion': electrodeMotion,
};

/** Noise that ECGs have. */
export type NoiseKind = keyof typeof MODELS;

/** The kinds of noise there are models of. */
export const NOISE_KINDS = Object.keys(MODELS) as readonly NoiseKind[];

/**
 * Noise of an ambulatory ECG from a model of our own, with an amplitude near 1; {@link addNoiseAtSnr} scales it.
 *
 * @param kind `baseline-wander`: below 1 Hz; `muscle`: 20 to 120 Hz; `electrode-motion`: jerks as wide as QRS complexes
 * @throws `argument-invalid` for a sampling frequency that is not positive
 */
export function synthesizeNoise(kind: NoiseKind, settings: NoiseSettings): Float32Array {
  const { samplingFrequency } = settings;
  if (!(samplingFrequency > 0 && samplingFrequency < Infinity)) {
    throw new SaliogramError(
      'argument-invalid',
      `noise: got a sampling frequency of ${samplingFrequency} Hz, expected a positive number`,
      { details: { samplingFrequency } },
    );
  }
  return MODELS[kind](settings);
}
