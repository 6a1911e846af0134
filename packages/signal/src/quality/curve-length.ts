import { movingMean } from '../moving-mean.ts';

/** Mains and muscle noise are smoothed over this time, ms. */
const SMOOTHING_MS = 14;
/** The curve's rises and falls over this time are summed, ms. */
const STEP_MS = 20;
/** They are summed over about a QRS complex, ms. */
const SUM_MS = 130;
/** The crest of a complex is looked for this long after the threshold was passed, ms; before it the curve was low. */
const CREST_MS = 125;
/** After a crest no other begins for this time, ms. */
const REFRACTORY_MS = 250;
/** The crest lies about this long after the R peak, ms. */
const DELAY_MS = 60;
/** Parts of the usual crest: the threshold, and the least rise to a crest. */
const PART = { threshold: 0.67, rise: 0.35 };
/** The usual crest follows each crest by this part of the difference. */
const FOLLOW = 0.1;
/** It is first taken for this many times the mean over the first seconds. */
const FIRST = { times: 3, seconds: 8 };
/** After so long without a crest it falls by a part each half second. */
const SILENCE = { seconds: 2.5, every: 0.5, keep: 0.9 };

/**
 * QRS complexes by the length of the curve, an idea of Zong, Moody and Jiang (A robust open-source algorithm to detect onset
 * and duration of QRS complexes, Computers in Cardiology 30:737-740, 2003), made simple: a second opinion that shares no
 * filter and no rule with `detectQrs`.
 *
 * @param signal finite values
 * @returns places near R peaks (within 100 ms), samples, ascending
 */
export function findByCurveLength(signal: Float32Array, samplingFrequency: number): number[] {
  const samples = (ms: number): number => Math.max(1, Math.round((ms / 1000) * samplingFrequency));
  const length = curveLength(signal, samples);
  const firstSamples = Math.min(length.length, Math.round(FIRST.seconds * samplingFrequency));
  let usual = (FIRST.times * length.subarray(0, firstSamples).reduce((sum, x) => sum + x, 0)) / firstSamples;
  const [crest, refractory] = [samples(CREST_MS), samples(REFRACTORY_MS)];
  const [silence, every] = [SILENCE.seconds * samplingFrequency, SILENCE.every * samplingFrequency];
  const found: number[] = [];
  for (let i = 1, last = 0; i < length.length; i++) {
    if (i - last > silence) {
      usual *= SILENCE.keep;
      last += every;
    }
    if (!(length[i] > PART.threshold * usual && length[i] > length[i - 1])) continue;
    let at = i;
    for (let n = i; n <= Math.min(length.length - 1, i + crest); n++) if (length[n] > length[at]) at = n;
    const low = length.subarray(Math.max(0, i - crest), i).reduce((least, x) => Math.min(least, x), Infinity);
    if (!(length[at] - low > PART.rise * usual)) continue;
    found.push(Math.max(0, at - samples(DELAY_MS)));
    usual += FOLLOW * (length[at] - usual);
    last = i;
    i += refractory;
  }
  return found;
}

/** The mean over 130 ms before a sample of how far the smoothed signal moves in 20 ms. */
function curveLength(signal: Float32Array, samples: (ms: number) => number): Float32Array {
  const smooth = movingMean(signal, 2 * Math.floor(samples(SMOOTHING_MS) / 2) + 1);
  const [step, width] = [samples(STEP_MS), samples(SUM_MS)];
  const moved = smooth.map((value, i) => Math.abs(value - smooth[Math.max(0, i - step)]));
  let sum = 0;
  return moved.map((value, i) => {
    sum += value - (i >= width ? moved[i - width] : 0);
    return sum / width;
  });
}
