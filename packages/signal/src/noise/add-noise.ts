import { SaliogramError } from '@saliogram/core';
import { noiseAmplitude, qrsAmplitude } from './amplitudes.ts';

/** How noise is added. */
export interface NoiseAdditionOptions {
  /** Hz. */
  readonly samplingFrequency: number;
  /** dB; S = A^2 / 8 of the peak-to-peak QRS amplitude A, N = the square of the noise's amplitude. */
  readonly snrDb: number;
  /** Sample numbers of normal beats, which the amplitude of the signal is measured on. */
  readonly beats: ArrayLike<number>;
  /**
   * `stress-test`: five minutes without noise, then two with and two without it in turn (default); `throughout`: all the
   * time.
   */
  readonly schedule?: 'stress-test' | 'throughout' | undefined;
}

/** Seconds without noise at first, and of each stretch with or without it after that. */
const [CLEAN_S, STRETCH_S] = [300, 120];

/**
 * A copy of a lead with noise at a signal-to-noise ratio as WFDB's nst defines it (Moody, Muldrow and Mark, Computers in
 * Cardiology 11:381-384, 1984): SNR = 10 log10(S / (N a^2)) is solved for the gain a of the noise.
 *
 * Where noise begins it begins at 0, and where it ends its last value is kept, so that the level makes no step.
 *
 * @param signalMv one lead, mV
 * @param noise as long as the lead, or longer; of any unit
 * @throws `argument-invalid` for noise that is too short, and where either amplitude is 0
 */
export function addNoiseAtSnr(
  signalMv: Float32Array,
  noise: Float32Array,
  options: NoiseAdditionOptions,
): Float32Array {
  const { samplingFrequency, snrDb, beats, schedule = 'stress-test' } = options;
  const amplitudeMv = qrsAmplitude(signalMv, beats, samplingFrequency);
  const noiseLevel = noiseAmplitude(noise, samplingFrequency);
  if (!(noise.length >= signalMv.length && amplitudeMv > 0 && noiseLevel > 0)) {
    throw new SaliogramError(
      'argument-invalid',
      `noise: got ${noise.length} samples of amplitude ${noiseLevel} for ${signalMv.length} samples with beats of ${amplitudeMv} mV, expected as many, and amplitudes above 0`,
      { details: { samples: noise.length, noiseLevel, amplitudeMv } },
    );
  }
  const gain = Math.sqrt(amplitudeMv ** 2 / 8 / 10 ** (snrDb / 10)) / noiseLevel;
  const noisy = new Float32Array(signalMv.length);
  let offset = 0;
  let before = false;
  for (let i = 0; i < noisy.length; i++) {
    const now = schedule === 'throughout' || isNoisy(i / samplingFrequency);
    if (now && !before) offset -= gain * noise[i];
    if (!now && before) offset += gain * noise[i - 1];
    before = now;
    noisy[i] = signalMv[i] + offset + (now ? gain * noise[i] : 0);
  }
  return noisy;
}

function isNoisy(seconds: number): boolean {
  return seconds >= CLEAN_S && Math.floor((seconds - CLEAN_S) / STRETCH_S) % 2 === 0;
}
