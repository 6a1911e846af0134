import { INVALID_SAMPLE } from './sample-sink.ts';

/** How samples of signals of different rates are brought to one row: one a frame, or as many as the fastest signal has. */
export type Resolution = 'frame' | 'highest';

/**
 * The mean of each frame's samples, digital ones rounded, halves up; without a sample where one of them is not there.
 *
 * @param each samples per frame
 */
export function meanOfFrames<T extends Int32Array | Float32Array>(samples: T, each: number): T {
  if (each === 1) return samples;
  const isDigital = samples instanceof Int32Array;
  const means = samples.slice(0, samples.length / each) as T;
  for (let frame = 0, at = 0; frame < means.length; frame++) {
    let sum = 0;
    let isValid = true;
    for (let k = 0; k < each; k++, at++) {
      sum += samples[at];
      if (isDigital && samples[at] === INVALID_SAMPLE) isValid = false;
    }
    means[frame] = isDigital ? (isValid ? Math.floor(sum / each + 0.5) : INVALID_SAMPLE) : sum / each;
  }
  return means;
}

/**
 * Each sample repeated until there are `most` of them a frame, as the WFDB library does in its high-resolution mode.
 *
 * @param each samples per frame
 * @param from first sample of the result, counted at `most` samples per frame from the start of `samples`
 * @param count samples of the result
 */
export function repeatSamples<T extends Int32Array | Float32Array>(
  samples: T,
  each: number,
  most: number,
  from: number,
  count: number,
): T {
  if (each === most) return samples.slice(from, from + count) as T;
  const repeated = (samples instanceof Int32Array ? new Int32Array(count) : new Float32Array(count)) as T;
  for (let i = 0; i < count; i++) {
    const frame = Math.floor((from + i) / most);
    const within = (from + i) % most;
    repeated[i] = samples[frame * each + Math.floor((within * each) / most)];
  }
  return repeated;
}
