import type { Random } from '@saliogram/core';
import type { BeatShape, Wave } from './beat-shape.ts';
import { BEAT_SHAPES } from './parameters.ts';

/** One synthetic patient: his waves for every class, by symbol. */
export type Heart = ReadonlyMap<string, readonly Wave[]>;

/**
 * A patient whose waves are the fitted ones, varied by about 8 % in amplitude and 4 % in width and place.
 *
 * The variation of a wave belongs to the patient, not to the beat: his beats of one class are alike.
 */
export function createHeart(random: Random, shapes: readonly BeatShape[] = BEAT_SHAPES, spread = 1): Heart {
  const size = 1 + 0.1 * spread * random.normal();
  const vary = ({ amplitudeMv, centreS, widthS }: Wave): Wave => ({
    amplitudeMv: amplitudeMv * size * (1 + 0.04 * spread * random.normal()),
    centreS: centreS * (1 + 0.02 * spread * random.normal()),
    widthS: widthS * (1 + 0.03 * spread * random.normal()),
  });
  return new Map(shapes.map(({ symbol, waves }) => [symbol, waves.map(vary)]));
}

/** The waves made larger or smaller all together. */
export function scaleWaves(waves: readonly Wave[], size: number): Wave[] {
  return waves.map((wave) => ({ ...wave, amplitudeMv: wave.amplitudeMv * size }));
}

/** The size of one beat beside the patient's others: about 3 % more or less. */
export function beatSize(random: Random): number {
  return 1 + 0.03 * random.normal();
}
