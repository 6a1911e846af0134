import type { Random } from '@saliogram/core';

/** Standard normal values whose spectrum falls from `cutoffHz` on by 6 dB an octave: white noise through one pole. */
export function slowProcess(cutoffHz: number, samplingFrequency: number, random: Random): () => number {
  const keep = Math.exp((-2 * Math.PI * cutoffHz) / samplingFrequency);
  const fresh = Math.sqrt(1 - keep * keep);
  let value = random.normal();
  return () => (value = keep * value + fresh * random.normal());
}

/**
 * Standard normal values around one frequency, `bandwidthHz` wide: white noise through two complex poles, whose variance
 * is (1 + c) / ((1 - c) ((1 + c)^2 - b^2)) for y[n] = b y[n-1] - c y[n-2] + x[n].
 */
export function oscillation(
  frequencyHz: number,
  bandwidthHz: number,
  samplingFrequency: number,
  random: Random,
): () => number {
  const radius = Math.exp((-Math.PI * bandwidthHz) / samplingFrequency);
  const b = 2 * radius * Math.cos((2 * Math.PI * frequencyHz) / samplingFrequency);
  const c = radius * radius;
  const fresh = Math.sqrt(((1 - c) * ((1 + c) ** 2 - b * b)) / (1 + c));
  let y1 = 0;
  let y2 = 0;
  const next = (): number => {
    const y = b * y1 - c * y2 + fresh * random.normal();
    y2 = y1;
    y1 = y;
    return y;
  };
  // From rest it takes the time of its own memory until it swings as it will.
  for (let n = (3 * samplingFrequency) / bandwidthHz; n > 0; n--) next();
  return next;
}
