import { SaliogramError, createRandom } from '@saliogram/core';
import type { Annotation } from '@saliogram/records';
import { codeOf } from '@saliogram/records';
import type { ReadableRecord } from '../mit-bih/read-leads.ts';
import { integrateModel, sumOfWaves } from './dynamical-model.ts';
import type { ModelBeat } from './dynamical-model.ts';
import { beatSize, createHeart, scaleWaves } from './heart.ts';
import { USUAL_NOISE, addNoise } from './noise.ts';
import type { NoiseOptions } from './noise.ts';
import type { RhythmOptions } from './rhythm.ts';
import { scheduleBeats } from './schedule.ts';
import type { ClassMix } from './schedule.ts';
import { TRUTH_THRESHOLD_MV, markDifference } from './truth.ts';
import { wavesOfBeats } from './wave-truth.ts';
import type { BeatWaves } from './wave-truth.ts';

/** A synthetic recording to make. */
export interface SynthesisOptions extends RhythmOptions {
  readonly seed: number;
  readonly durationS: number;
  /** Hz; default 360. */
  readonly samplingFrequency?: number;
  /** Relative frequencies of the five classes by symbol; default N 5, the others 1 each. */
  readonly beatClasses?: ClassMix;
  readonly noise?: NoiseOptions;
}

/** A recording that no heart made, with its truth. */
export interface SyntheticRecording {
  readonly name: string;
  readonly leads: readonly string[];
  /** Hz. */
  readonly samplingFrequency: number;
  /** mV, shape [samples]. */
  readonly samples: Float32Array;
  /** One per beat whose R peak lies inside. */
  readonly annotations: readonly Annotation[];
  readonly truth: {
    /** mV without respiration, drift, mains and muscle noise; shape [samples]. */
    readonly clean: Float32Array;
    /** 1 where a sample makes the class of its beat (it differs from this heart's normal beat), shape [samples]. */
    readonly mask: Uint8Array;
    /** Where the waves of each beat are, in the order of the annotations. */
    readonly waves: readonly BeatWaves[];
  };
}

const DEFAULT_MIX: ClassMix = { N: 5, L: 1, R: 1, V: 1, '/': 1 };

/**
 * Makes an ECG of one lead with the dynamical model of McSharry et al. 2003, waves fitted to real median beats, and the
 * classes mixed as asked; the same options give the same recording.
 *
 * @throws `argument-invalid` for a duration or rate that is not positive, or a class without a shape
 */
export function synthesizeRecording(options: SynthesisOptions): SyntheticRecording {
  const { seed, durationS, samplingFrequency = 360, beatClasses = DEFAULT_MIX } = options;
  checkOptions(durationS, samplingFrequency, beatClasses);
  const random = createRandom(seed);
  const heart = createHeart(random);
  const wavesOf = (symbol: string, size: number): ModelBeat['waves'] =>
    scaleWaves(heart.get(symbol) ?? [], size);
  const beats = scheduleBeats(durationS, beatClasses, random, options).map((beat) => {
    const size = beatSize(random);
    return { ...beat, waves: wavesOf(beat.symbol, size), normal: wavesOf('N', size) };
  });
  const noise = { ...USUAL_NOISE, ...options.noise };
  const count = Math.round(durationS * samplingFrequency);
  const breath = (t: number): number => noise.respirationMv * Math.sin(2 * Math.PI * noise.respirationHz * t);
  const samples = integrateModel(beats, count, samplingFrequency, breath);
  addNoise(samples, samplingFrequency, noise, random);
  // The same beats at the same phases, each as this heart's normal one.
  const allNormal = beats.map((beat) => ({ ...beat, waves: beat.normal }));
  const mask = new Uint8Array(count);
  markDifference(
    sumOfWaves(beats, count, samplingFrequency),
    sumOfWaves(allNormal, count, samplingFrequency),
    TRUTH_THRESHOLD_MV,
    mask,
  );
  const annotations = annotate(beats, count, samplingFrequency);
  const waves = wavesOfBeats(beats, samplingFrequency).slice(0, annotations.length);
  return {
    name: `synthetic-${seed}`,
    leads: ['MLII'],
    samplingFrequency,
    samples,
    annotations,
    truth: { clean: integrateModel(beats, count, samplingFrequency, () => 0), mask, waves },
  };
}

function annotate(beats: readonly ModelBeat[], count: number, samplingFrequency: number): Annotation[] {
  return beats.flatMap(({ seconds, symbol }) => {
    const sample = Math.round(seconds * samplingFrequency);
    if (sample >= count) return [];
    return [{ sample, symbol, code: codeOf(symbol) ?? 0, subtype: 0, channel: 0, num: 0, aux: '' }];
  });
}

/** The recording as a record that beats can be cut from. */
export function readableRecording(recording: SyntheticRecording): ReadableRecord {
  const { name, leads, samplingFrequency, samples } = recording;
  return {
    name,
    leads,
    samplingFrequency,
    read: async (wanted, from = 0, to = samples.length) =>
      (wanted === 'all' ? leads : wanted).map(() => samples.slice(from, to)),
  };
}

function checkOptions(durationS: number, samplingFrequency: number, mix: ClassMix): void {
  const shapes = createHeart(createRandom(0));
  const unknown = Object.keys(mix).find((symbol) => !shapes.has(symbol));
  const problem =
    unknown !== undefined
      ? `got class ${unknown}, expected ${[...shapes.keys()].join(', ')}`
      : !(durationS > 0 && durationS < Infinity)
        ? `got a duration of ${durationS} s, expected a positive number`
        : !(samplingFrequency >= 100 && samplingFrequency < Infinity)
          ? `got ${samplingFrequency} Hz, expected a sampling frequency of at least 100 Hz`
          : !Object.values(mix).some((share) => share > 0) ||
              Object.values(mix).some((share) => !(share >= 0))
            ? 'got no class to make, expected non-negative numbers with one above 0'
            : undefined;
  if (problem)
    throw new SaliogramError('argument-invalid', `synthetic recording: ${problem}`, { details: { mix } });
}
