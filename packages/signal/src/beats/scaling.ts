/** How the values of a beat are scaled: not at all, or to mean 0 and standard deviation 1 over its steps. */
export type Scaling = 'z-score' | 'none';

/** A spread below this part of the mean is what 32-bit rounding leaves of a constant. */
const CONSTANT = 1e-7;

/**
 * Scales one beat in place, each channel by itself: z-score x_t <- (x_t - mean) / standard deviation (population).
 *
 * A constant channel becomes zeros.
 *
 * @param beat shape [T, C]
 * @param channels C; default 1
 */
export function scaleBeat(beat: Float32Array, scaling: Scaling, channels = 1): void {
  if (scaling === 'none') return;
  const steps = beat.length / channels;
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let i = c; i < beat.length; i += channels) sum += beat[i];
    const mean = sum / steps;
    let squares = 0;
    for (let i = c; i < beat.length; i += channels) squares += (beat[i] - mean) ** 2;
    const deviation = Math.sqrt(squares / steps);
    const scale = deviation > CONSTANT * Math.abs(mean) ? 1 / deviation : 0;
    for (let i = c; i < beat.length; i += channels) beat[i] = (beat[i] - mean) * scale;
  }
}
