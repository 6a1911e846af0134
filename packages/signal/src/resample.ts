import { SaliogramError } from '@saliogram/core';
import { createResampleKernel } from './resample-kernel.ts';

/**
 * The signal at another sampling frequency: convolution with a Blackman-windowed sinc, without delay (Smith, "Digital
 * Audio Resampling", 2002). Flat within 0.05 % up to 0.75 of the lower Nyquist frequency, halved at 0.9 of it.
 *
 * Output sample n lies at input position n * fromHz / toHz, up to the last input sample. Beyond its ends the signal is
 * taken to stay at its end values. NaN spreads to every output sample whose kernel touches it.
 *
 * @param fromHz sampling frequency of `signal`
 * @param toHz sampling frequency of the result
 * @throws `argument-invalid` for frequencies that are not positive
 */
export function resample(signal: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (!(fromHz > 0 && toHz > 0 && fromHz < Infinity && toHz < Infinity)) {
    throw new SaliogramError(
      'argument-invalid',
      `resampling: got ${fromHz} Hz to ${toHz} Hz, expected positive frequencies`,
      { details: { fromHz, toHz } },
    );
  }
  if (fromHz === toHz || signal.length === 0) return signal.slice();
  const kernel = createResampleKernel(fromHz, toHz);
  const out = new Float32Array(resampledLength(signal.length, fromHz, toHz));
  kernel.fill(out, 0, { values: signal, origin: 0, end: signal.length });
  return out;
}

/** Output samples that `length` input samples give: those that lie no further than the last of them. */
export function resampledLength(length: number, fromHz: number, toHz: number): number {
  return length === 0 ? 0 : Math.floor(((length - 1) * toHz) / fromHz + 1e-9) + 1;
}
