import { SaliogramError } from '@saliogram/core';

/** Bands an octave, above the first coefficients of the transform. */
const BANDS_AN_OCTAVE = 2;

/** Edges of about two bands an octave for sequences of T steps, in cycles per step, from 0 to 1/2. */
export function octaveEdges(steps: number): number[] {
  const edges = [0];
  for (let k = 1; k < steps; k = Math.max(k + 1, Math.round(k * 2 ** (1 / BANDS_AN_OCTAVE)))) {
    // Half a coefficient lower, so that no coefficient lies on an edge.
    edges.push((k - 0.5) / (2 * steps));
  }
  return [...edges, 0.5];
}

/**
 * Edges as given, with 0 and 1/2 (half the sampling frequency) added where they are missing, in cycles per step.
 *
 * @param cyclesPerStep of one unit of the edges: 1, or 1 / sampling frequency for hertz
 * @throws `argument-invalid` unless they ascend within the range
 */
export function checkedEdges(where: string, edges: readonly number[], cyclesPerStep: number): number[] {
  const inner = edges.map((edge) => edge * cyclesPerStep).filter((edge) => edge !== 0 && edge !== 0.5);
  const all = [0, ...inner, 0.5];
  if (all.some((edge, i) => i > 0 && !(edge > all[i - 1]))) {
    throw new SaliogramError(
      'argument-invalid',
      `${where}: got edges ${edges.join(', ')}, expected ascending frequencies from 0 to ${0.5 / cyclesPerStep}, half the sampling frequency`,
      { details: { edges } },
    );
  }
  return all;
}

/**
 * The parts of a sequence in each band, which add up to it and are orthogonal: coefficient k of the orthonormal cosine
 * transform (DCT-II) of L steps has k / (2 L) cycles per step, and belongs to the band that holds it.
 *
 * @param values [L, C]
 * @param edges ascending from 0 to 1/2, in cycles per step
 * @returns one part [L, C] per band
 */
export function bandParts(values: Float32Array, channels: number, edges: readonly number[]): Float64Array[] {
  const steps = values.length / channels;
  const parts = edges.slice(1).map(() => new Float64Array(values.length));
  const wave = new Float64Array(steps);
  for (let k = 0; k < steps; k++) {
    const frequency = k / (2 * steps);
    const band = Math.max(
      0,
      edges.findLastIndex((edge, i) => i < parts.length && edge <= frequency),
    );
    const scale = Math.sqrt((k === 0 ? 1 : 2) / steps);
    for (let t = 0; t < steps; t++) wave[t] = scale * Math.cos((Math.PI * k * (t + 0.5)) / steps);
    for (let c = 0; c < channels; c++) {
      let coefficient = 0;
      for (let t = 0; t < steps; t++) coefficient += wave[t] * values[t * channels + c];
      for (let t = 0; t < steps; t++) parts[band][t * channels + c] += coefficient * wave[t];
    }
  }
  return parts;
}
