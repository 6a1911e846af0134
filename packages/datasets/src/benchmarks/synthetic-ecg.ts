import type { ClassInfo, Random } from '@saliogram/core';
import { shapeAt } from '../synthetic/beat-shape.ts';
import type { Wave } from '../synthetic/beat-shape.ts';
import { beatSize, createHeart, scaleWaves } from '../synthetic/heart.ts';
import { USUAL_NOISE, addNoise } from '../synthetic/noise.ts';
import { markDifference } from '../synthetic/truth.ts';
import { emptyTruth } from './truth-benchmark.ts';
import type { TruthSequences } from './truth-benchmark.ts';

/** The classes of the synthetic ECG: a normal beat, and four that differ from it in one thing. */
export const SYNTHETIC_ECG_CLASSES: readonly ClassInfo[] = [
  { symbol: 'N', name: 'Normal' },
  { symbol: 'W', name: 'Wide QRS complex' },
  { symbol: 'P', name: 'Missing P wave' },
  { symbol: 'ST', name: 'Shifted ST segment' },
  { symbol: 'E', name: 'Early beat' },
];

/** Hz, and steps before and after the R peak: the beat before lies within. */
export const SYNTHETIC_ECG = { samplingFrequency: 180, before: 198, after: 90 };

const P_ENDS_S = -0.08;
const QRS_ENDS_S = 0.13;
const LEVEL_WIDTH_S = 0.06;
/** Every normal beat has a P wave at least this high, so that it can be missed; mV. */
const P_MV = 0.2;
/** What differs by less is no evidence; mV. */
const THRESHOLD_MV = 0.03;

/** A beat and the interval to the one before it, which is always a normal one. */
interface Beat {
  readonly waves: readonly Wave[];
  readonly intervalS: number;
}

/**
 * Beats with the one before them, [B, 288, 1] in mV at 180 Hz, of synthetic patients; the classes are in turn. A class
 * differs from the normal beat in one thing: the QRS complex is 1.7 to 2.2 times as wide; the P wave is missing; the ST
 * segment is raised or lowered by 0.25 to 0.4 mV; the beat comes at 0.6 to 0.72 of its interval, which shows in where
 * the one before stands. The truth of a beat are the samples in which it and the same beat without the change, both
 * free of noise, differ by more than 0.03 mV; a normal beat has none.
 *
 * @param patients drawn anew, so that two calls share none
 */
export function syntheticEcgSequences(count: number, patients: number, random: Random): TruthSequences {
  const { samplingFrequency, before, after } = SYNTHETIC_ECG;
  const steps = before + after;
  const made = emptyTruth(count, steps, 1, 'sequence');
  const counterpart = new Float32Array(count * steps);
  const hearts = Array.from({ length: patients }, () => ({
    normal: normalWaves(random),
    intervalS: 0.8 + 0.15 * random.uniform(),
  }));
  for (let b = 0; b < count; b++) {
    const label = b % SYNTHETIC_ECG_CLASSES.length;
    const heart = hearts[Math.floor(b / SYNTHETIC_ECG_CLASSES.length) % patients];
    const size = beatSize(random);
    const normal: Beat = {
      waves: scaleWaves(heart.normal, size),
      intervalS: heart.intervalS + 0.02 * Math.max(-2, Math.min(2, random.normal())),
    };
    // An R peak lies between two samples, wherever the heart put it.
    const shift = random.uniform() - 0.5;
    const draw = (beat: Beat): Float32Array =>
      Float32Array.from({ length: steps }, (_, t) => {
        const seconds = (t - before + shift) / samplingFrequency;
        return shapeAt(beat.waves, seconds) + shapeAt(normal.waves, seconds + beat.intervalS);
      });
    const signal = draw(changed(normal, label, random));
    const truth = made.truth.subarray(b * steps, (b + 1) * steps);
    const unchanged = draw(normal);
    counterpart.set(unchanged, b * steps);
    if (label > 0) markDifference(signal, unchanged, THRESHOLD_MV, truth);
    addNoise(signal, samplingFrequency, USUAL_NOISE, random);
    made.x.values.set(signal, b * steps);
    made.labels[b] = label;
  }
  return { ...made, counterpart };
}

function normalWaves(random: Random): Wave[] {
  const waves = createHeart(random).get('N') ?? [];
  return waves.map((wave) =>
    wave.centreS < P_ENDS_S ? { ...wave, amplitudeMv: Math.max(P_MV, wave.amplitudeMv) } : wave,
  );
}

function changed(normal: Beat, label: number, random: Random): Beat {
  const amount = random.uniform();
  const sign = random.uniform() < 0.5 ? -1 : 1;
  const { waves, intervalS } = normal;
  switch (SYNTHETIC_ECG_CLASSES[label].symbol) {
    case 'W': {
      const factor = 1.7 + 0.5 * amount;
      const isQrs = ({ centreS, widthS }: Wave): boolean =>
        centreS >= P_ENDS_S && centreS <= QRS_ENDS_S && widthS < LEVEL_WIDTH_S;
      const widen = (wave: Wave): Wave => ({
        ...wave,
        centreS: wave.centreS * factor,
        widthS: wave.widthS * factor,
      });
      return { intervalS, waves: waves.map((wave) => (isQrs(wave) ? widen(wave) : wave)) };
    }
    case 'P':
      return { intervalS, waves: waves.filter(({ centreS }) => centreS >= P_ENDS_S) };
    case 'ST': {
      const shift: Wave = { amplitudeMv: sign * (0.25 + 0.15 * amount), centreS: 0.13, widthS: 0.03 };
      return { intervalS, waves: [...waves, shift] };
    }
    case 'E':
      return { waves, intervalS: intervalS * (0.6 + 0.12 * amount) };
    default:
      return normal;
  }
}
