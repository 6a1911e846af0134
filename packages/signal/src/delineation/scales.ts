import { median } from '@saliogram/core';
import { resample } from '../resample.ts';
import { splineWavelet } from './spline-wavelet.ts';

/** Widths of the wavelet in ms: the scales 2^1 to 2^4 of Martinez et al. 2004, who worked at 250 Hz. */
const WIDTH_MS = { noise: 4, qrs: 8, smoothQrs: 16, wave: 32 } as const;
/** What the wavelet is for: the level of noise, the slopes of QRS complexes, those of gentle or noisy ones, those of P and T waves. */
export type Scale = keyof typeof WIDTH_MS;

/** Below this a signal is brought to a multiple of its sampling frequency first, Hz: the rate of the published scales. */
const LEAST_RATE = 250;
/** The median of |x| of a normal distribution with deviation 1. */
export const NORMAL_MEDIAN = 0.6745;

/** Waves of fewer mV are taken for nothing, whatever the noise: a quarter of the least deflection read by eye (20 uV). */
const LEAST_NOISE_MV = 0.005;

/** The samples that go into one at the rate at which a signal is delineated. */
export function oversampling(samplingFrequency: number): number {
  return samplingFrequency < LEAST_RATE ? Math.ceil(LEAST_RATE / samplingFrequency) : 1;
}

/** The wavelet's width in samples. */
export function scaleWidth(scale: Scale, samplingFrequency: number): number {
  return Math.max(1, Math.round((WIDTH_MS[scale] / 1000) * samplingFrequency));
}

/**
 * The standard deviation of each scale's transform under the noise of a signal, which is taken to be white in the
 * signal's own band and is read off the finest scale, where waves have little: the median of |transform| / 0.6745.
 *
 * @param signal at `samplingFrequency`
 * @param factor how many samples one of the recording has become
 */
export function noiseLevels(
  signal: Float32Array,
  samplingFrequency: number,
  factor: number,
): Record<Scale, number> {
  const finest = splineWavelet(signal, scaleWidth('noise', samplingFrequency)).map(Math.abs);
  const gain = gains(samplingFrequency, factor);
  const noiseMv = Math.max(LEAST_NOISE_MV, median(finest) / NORMAL_MEDIAN / gain.noise);
  return {
    noise: noiseMv * gain.noise,
    qrs: noiseMv * gain.qrs,
    smoothQrs: noiseMv * gain.smoothQrs,
    wave: noiseMv * gain.wave,
  };
}

/** What each scale makes of white noise of deviation 1: the root of the energy of its response to one sample of 1. */
function gains(samplingFrequency: number, factor: number): Record<Scale, number> {
  const impulse = new Float32Array(2 * Math.ceil((0.2 * samplingFrequency) / factor) + 1);
  impulse[(impulse.length - 1) / 2] = 1;
  const response = resample(impulse, 1, factor);
  const gain = (scale: Scale): number => {
    let energy = 0;
    for (const value of splineWavelet(response, scaleWidth(scale, samplingFrequency)))
      energy += value * value;
    return Math.sqrt(energy / factor);
  };
  return {
    noise: gain('noise'),
    qrs: gain('qrs'),
    smoothQrs: gain('smoothQrs'),
    wave: gain('wave'),
  };
}
