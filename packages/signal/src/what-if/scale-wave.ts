import type { DelineatedWave } from '../delineation/wave.ts';
import { rise } from './raised-cosine.ts';

/** This part of a wave at each of its ends passes from as it was to scaled. */
const SEAM = 0.15;

/**
 * Scales in place what a wave adds to the line between its onset and offset; 0 leaves the line, what is negative turns the
 * wave over.
 */
export function scaleWave(
  signal: Float32Array,
  { onset, offset }: Pick<DelineatedWave, 'onset' | 'offset'>,
  scale: number,
): void {
  if (scale === 1) return;
  const [first, last] = [signal[onset], signal[offset]];
  const seam = SEAM * (offset - onset);
  for (let n = onset + 1; n < offset; n++) {
    const line = first + ((last - first) * (n - onset)) / (offset - onset);
    const share = Math.min(rise(n, onset, onset + seam), rise(offset - n, 0, seam));
    signal[n] += (scale - 1) * share * (signal[n] - line);
  }
}
