/** Half the width of a pacing spike where it leaves the signal, ms. */
export const SPIKE_HALF_WIDTH_MS = 14;
/** Height of a spike over the line between its feet, mV: the medians in records 102, 104, 107 and 217 are 0.8 to 1.1. */
export const SPIKE_HEIGHT_MV = 0.9;

// A spike is looked for here about the R peak, which detectors like to put on the spike itself.
const BEFORE_MS = 150;
const AFTER_MS = 30;

/**
 * Where the signal is sharpest about an R peak: the sample with the greatest distance to the middle of its neighbours
 * 11 ms before and after. In a paced beat that is the pacing spike.
 *
 * @returns sample number
 */
export function findSpike(signalMv: Float32Array, samplingFrequency: number, peak: number): number {
  const samplesOf = (ms: number): number => Math.round((ms * samplingFrequency) / 1000);
  const reach = Math.max(1, samplesOf(11));
  let best = -1;
  let found = peak;
  const last = Math.min(signalMv.length - 1 - reach, peak + samplesOf(AFTER_MS));
  for (let t = Math.max(reach, peak - samplesOf(BEFORE_MS)); t <= last; t++) {
    const sharpness = Math.abs(signalMv[t] - (signalMv[t - reach] + signalMv[t + reach]) / 2);
    if (sharpness > best) {
      best = sharpness;
      found = t;
    }
  }
  return found;
}

/** Puts a straight line in place of the samples about `centre`, in place; nothing where they reach beyond the signal. */
export function drawLine(signalMv: Float32Array, samplingFrequency: number, centre: number): void {
  const half = Math.round((SPIKE_HALF_WIDTH_MS * samplingFrequency) / 1000);
  const [from, to] = [centre - half, centre + half];
  if (from < 0 || to >= signalMv.length) return;
  const [start, end] = [signalMv[from], signalMv[to]];
  for (let t = from; t <= to; t++) signalMv[t] = start + ((t - from) / (to - from)) * (end - start);
}

/** Adds a triangle as high as a pacing spike about `centre`, in place. */
export function addSpike(signalMv: Float32Array, samplingFrequency: number, centre: number): void {
  const half = (SPIKE_HALF_WIDTH_MS * samplingFrequency) / 1000;
  const last = Math.min(signalMv.length - 1, Math.floor(centre + half));
  for (let t = Math.max(0, Math.ceil(centre - half)); t <= last; t++) {
    signalMv[t] += SPIKE_HEIGHT_MV * (1 - Math.abs(t - centre) / half);
  }
}
