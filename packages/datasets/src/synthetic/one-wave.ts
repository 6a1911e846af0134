import type { ClassInfo } from '@saliogram/core';
import type { BeatShape, Wave } from './beat-shape.ts';

const P_ENDS_S = -0.08;
const T_STARTS_S = 0.17;

/** The classes of the one-wave benchmark: a normal beat, and four in which one wave alone is changed. */
export const ONE_WAVE_CLASSES: readonly ClassInfo[] = [
  { symbol: 'N', name: 'Normal' },
  { symbol: 'P', name: 'Inverted P wave' },
  { symbol: 'S', name: 'Deep S wave' },
  { symbol: 'ST', name: 'Raised ST segment' },
  { symbol: 'T', name: 'Inverted T wave' },
];

const added: Readonly<Record<string, Wave>> = {
  S: { amplitudeMv: -0.7, centreS: 0.045, widthS: 0.012 },
  ST: { amplitudeMv: 0.35, centreS: 0.13, widthS: 0.03 },
};

/**
 * The one-wave benchmark's beats, from a normal beat: which samples make a class is known by construction, since the
 * class differs from the normal beat in one wave and in nothing else.
 *
 * The P wave is enlarged to at least 0.15 mV first, so that its inversion can be seen.
 */
export function oneWaveShapes(normal: readonly Wave[]): BeatShape[] {
  const base = normal.map((wave) =>
    wave.centreS < P_ENDS_S ? { ...wave, amplitudeMv: Math.max(0.15, wave.amplitudeMv) } : wave,
  );
  const invert = (chosen: (wave: Wave) => boolean): Wave[] =>
    base.map((wave) => (chosen(wave) ? { ...wave, amplitudeMv: -wave.amplitudeMv } : wave));
  return [
    { symbol: 'N', waves: base },
    { symbol: 'P', waves: invert(({ centreS }) => centreS < P_ENDS_S) },
    { symbol: 'S', waves: [...base, added.S] },
    { symbol: 'ST', waves: [...base, added.ST] },
    { symbol: 'T', waves: invert(({ centreS }) => centreS > T_STARTS_S) },
  ];
}
