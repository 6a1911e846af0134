import type { Random } from '@saliogram/core';

/**
 * A map with the same hills in other places: each channel is cut in its valleys, the hills put in a random order, the
 * whole turned round by a random number of steps, and the channels exchanged.
 *
 * What lies together still lies together, so that a measure that rewards any smooth map rewards this one too; where the
 * hills lie is chance.
 *
 * @param values one sequence, [T, C]
 * @returns the same shape
 */
export function shuffledHills(values: ArrayLike<number>, channels: number, random: Random): Float64Array {
  const steps = values.length / channels;
  const shuffled = new Float64Array(values.length);
  const sources = random.shuffle(Int32Array.from({ length: channels }, (_, c) => c));
  for (let c = 0; c < channels; c++) {
    const series = Float64Array.from({ length: steps }, (_, t) => values[t * channels + sources[c]]);
    const hills = hillsOf(series);
    const order = random.shuffle(Int32Array.from({ length: hills.length }, (_, i) => i));
    let place = random.integer(steps);
    for (const hill of order) {
      for (const value of hills[hill]) {
        shuffled[(place % steps) * channels + c] = value;
        place++;
      }
    }
  }
  return shuffled;
}

/** The parts between the valleys; a flat valley belongs to the hill before it. */
function hillsOf(series: Float64Array): Float64Array[] {
  const cuts = [0];
  let falling = false;
  for (let t = 1; t < series.length; t++) {
    if (series[t] > series[t - 1] && falling) cuts.push(t);
    if (series[t] !== series[t - 1]) falling = series[t] < series[t - 1];
  }
  return cuts.map((from, i) => series.subarray(from, cuts[i + 1] ?? series.length));
}
