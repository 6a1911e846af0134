import type { DelineatedWave } from './wave.ts';

/** How far beyond its onset and offset a complex is taken out, ms. */
const MARGIN_MS = 8;

/**
 * The signal with each QRS complex replaced by an S-shaped bridge from its onset's to its offset's value, flat at both
 * ends: smoothing then carries neither the complex nor a step between PR and ST level into the P and T waves.
 */
export function withoutComplexes(
  signal: Float32Array,
  complexes: readonly (DelineatedWave | null)[],
  samplingFrequency: number,
): Float32Array {
  const out = signal.slice();
  const margin = Math.round((MARGIN_MS / 1000) * samplingFrequency);
  for (const complex of complexes) {
    if (!complex) continue;
    const from = Math.max(0, complex.onset - margin);
    const to = Math.min(signal.length - 1, complex.offset + margin);
    for (let n = from; n <= to; n++) {
      // The middle half of the bridge rises; the quarters at its ends are flat.
      const part = Math.min(1, Math.max(0, (2 * (n - from)) / (to - from) - 0.5));
      out[n] = signal[from] + (signal[to] - signal[from]) * part * part * (3 - 2 * part);
    }
  }
  return out;
}
