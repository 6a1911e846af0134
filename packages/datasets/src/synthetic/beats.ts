import { createRandom, sequenceBatch } from '@saliogram/core';
import type { ClassInfo, Random } from '@saliogram/core';
import { scaleBeat } from '@saliogram/signal';
import type { Scaling } from '@saliogram/signal';
import { hashParts } from '../labelled-sequences.ts';
import type { LabelledSequences } from '../labelled-sequences.ts';
import { MIT_BIH_CLASSES } from '../mit-bih/classes.ts';
import { MIT_BIH_PREPROCESSING } from '../mit-bih/preprocessing.ts';
import type { Preprocessing } from '../mit-bih/preprocessing.ts';
import { shapeAt } from './beat-shape.ts';
import type { Wave } from './beat-shape.ts';
import { beatSize, createHeart, scaleWaves } from './heart.ts';
import { USUAL_NOISE, addNoise } from './noise.ts';
import type { NoiseOptions } from './noise.ts';
import { ONE_WAVE_CLASSES, oneWaveShapes } from './one-wave.ts';
import { TRUTH_THRESHOLD_MV, markDifference } from './truth.ts';

/** Synthetic beats to make. */
export interface BeatSynthesisOptions {
  readonly seed: number;
  /** N */
  readonly count: number;
  /** `heartbeats`: the five classes; `one-wave`: a normal beat in which one wave alone is changed. Default `heartbeats`. */
  readonly classes?: 'heartbeats' | 'one-wave';
  /** Synthetic patients; default 20. */
  readonly patients?: number;
  /**
   * Default `z-score` for heartbeats and `none` (mV) for one-wave: z-scoring spreads the change of one wave over all
   * samples, and a classifier could then read the class anywhere.
   */
  readonly scaling?: Scaling;
  readonly noise?: NoiseOptions;
}

/** Beats with the samples that make their class. */
export interface SyntheticBeats {
  readonly data: LabelledSequences;
  /** 1 where a step makes the class; all 0 for normal beats; shape [N, T]. */
  readonly truth: Uint8Array;
}

/** In one-wave beats nothing else differs, so that the whole of a small wave counts; mV. */
const ONE_WAVE_THRESHOLD_MV = 0.03;

/**
 * Makes single beats [N, 216, 1] of synthetic patients, classes in turn, with the truth of which samples make the class.
 *
 * Each beat is the closed form of the dynamical model at its nominal rate (a sum of Gaussians of the phase) with noise.
 * Classes and patients are balanced; `groups` are the patients.
 */
export async function synthesizeBeats(options: BeatSynthesisOptions): Promise<SyntheticBeats> {
  const { seed, count, classes = 'heartbeats', patients = 20 } = options;
  const scaling = options.scaling ?? (classes === 'one-wave' ? 'none' : 'z-score');
  const preprocessing: Preprocessing = { ...MIT_BIH_PREPROCESSING, scaling, centring: 'annotated' };
  const kinds: readonly ClassInfo[] = classes === 'one-wave' ? ONE_WAVE_CLASSES : MIT_BIH_CLASSES;
  const random = createRandom(seed);
  const hearts = Array.from({ length: patients }, () => heartOf(classes, random));
  const noise = { ...USUAL_NOISE, ...options.noise };
  const steps = preprocessing.window.before + preprocessing.window.after;
  const values = new Float32Array(count * steps);
  const truth = new Uint8Array(count * steps);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % kinds.length);
  const groups = Uint16Array.from({ length: count }, (_, i) => Math.floor(i / kinds.length) % patients);
  const thresholdMv = classes === 'one-wave' ? ONE_WAVE_THRESHOLD_MV : TRUTH_THRESHOLD_MV;
  for (let i = 0; i < count; i++) {
    const heart = hearts[groups[i]];
    const waves = heart[labels[i]];
    markDifference(
      drawWaves(waves, preprocessing),
      drawWaves(heart[0], preprocessing),
      thresholdMv,
      truth.subarray(i * steps, (i + 1) * steps),
    );
    // An R peak lies between two samples, wherever the heart put it.
    const beat = drawWaves(scaleWaves(waves, beatSize(random)), preprocessing, random.uniform() - 0.5);
    addNoise(beat, preprocessing.samplingFrequency, noise, random);
    scaleBeat(beat, scaling);
    values.set(beat, i * steps);
  }
  const names = hearts.map((_, i) => `synthetic patient ${i + 1}`);
  const data: LabelledSequences = {
    name: classes === 'one-wave' ? 'synthetic one-wave beats' : 'synthetic beats',
    sequences: sequenceBatch(values, count, steps),
    labels,
    classes: kinds,
    groups,
    groupNames: names,
    recordOf: groups,
    recordNames: names,
    peaks: new Int32Array(count).fill(preprocessing.window.before),
    leads: names.map(() => preprocessing.lead),
    samplingFrequency: preprocessing.samplingFrequency,
    preprocessing,
    dataHash: await hashParts(values, labels),
  };
  return { data, truth };
}

/** A patient's waves, one list per class. */
function heartOf(classes: 'heartbeats' | 'one-wave', random: Random): (readonly Wave[])[] {
  const heart = createHeart(random);
  if (classes === 'heartbeats') return MIT_BIH_CLASSES.map(({ symbol }) => heart.get(symbol) ?? []);
  return oneWaveShapes(heart.get('N') ?? []).map(({ waves }) => [...waves]);
}

/** The waves at the samples of the window, mV, shape [T]; `shift` moves the samples, in samples. */
function drawWaves(
  waves: readonly Wave[],
  { window, samplingFrequency }: Preprocessing,
  shift = 0,
): Float32Array {
  return Float32Array.from({ length: window.before + window.after }, (_, t) =>
    shapeAt(waves, (t - window.before + shift) / samplingFrequency),
  );
}
