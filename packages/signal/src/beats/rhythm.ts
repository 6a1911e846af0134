import { mean, median } from '@saliogram/core';

/**
 * How a beat stands in the rhythm, RR the interval between two R peaks, RR_i the one before beat i:
 *
 * - `rr-before`, `rr-after`, `rr-second-before`, `rr-second-after`: s ln(RR / m), with RR = RR_i, RR_i+1, RR_i-1, RR_i+2
 *   and m the median of the intervals around: those of 40 beats on either side;
 * - `rr-of-recording`: s ln(RR_i / M), with M the median of the whole recording, which a long run of fast beats leaves
 *   as it is; `rr-of-mean`: the same with the mean, as de Chazal 2004 has it, which pauses make longer: where most beats
 *   are early, they are early against that;
 * - `rr-irregularity`: s times the median of |RR_j+1 - RR_j| / m around: about 0 in a regular rhythm, high in atrial
 *   fibrillation.
 */
export const RHYTHM_CHANNELS = [
  'rr-before',
  'rr-after',
  'rr-second-before',
  'rr-second-after',
  'rr-of-recording',
  'rr-of-mean',
  'rr-irregularity',
] as const;
export type RhythmChannel = (typeof RHYTHM_CHANNELS)[number];

/** s: brings the usual spread of an interval to the size of the other inputs; a beat a quarter early stands at -0.9. */
export const RHYTHM_SCALE = 3;
/** Values end here: an interval a missed beat or a pause made long says no more than that, s times ln(4.5). */
const MOST = 4.5;
/** Beats on either side whose intervals are those around. */
const AROUND = 40;

/**
 * Where each beat stands in the rhythm; 0, as usual, where there is no such interval.
 *
 * @param peaks R peaks of a recording, ascending, in samples
 * @returns one value per beat for each of {@link RHYTHM_CHANNELS}
 */
export function rhythmOf(peaks: ArrayLike<number>): Readonly<Record<RhythmChannel, Float32Array>> {
  const n = peaks.length;
  const intervals = Float64Array.from({ length: Math.max(0, n - 1) }, (_, i) => peaks[i + 1] - peaks[i]);
  const changes = intervals.slice(1).map((interval, i) => Math.abs(interval - intervals[i]));
  const ofRecording = median(intervals);
  const ofMean = mean(intervals);
  const channels = Object.fromEntries(RHYTHM_CHANNELS.map((name) => [name, new Float32Array(n)])) as Record<
    RhythmChannel,
    Float32Array
  >;
  for (let i = 0; i < n; i++) {
    const around = median(intervals.subarray(Math.max(0, i - AROUND - 1), i + AROUND));
    const against = (interval: number | undefined, usual: number): number =>
      interval === undefined ? 0 : limited(RHYTHM_SCALE * Math.log(interval / usual));
    channels['rr-before'][i] = against(intervals[i - 1], around);
    channels['rr-after'][i] = against(intervals[i], around);
    channels['rr-second-before'][i] = against(intervals[i - 2], around);
    channels['rr-second-after'][i] = against(intervals[i + 1], around);
    channels['rr-of-recording'][i] = against(intervals[i - 1], ofRecording);
    channels['rr-of-mean'][i] = against(intervals[i - 1], ofMean);
    const near = changes.subarray(Math.max(0, i - AROUND - 1), i + AROUND - 1);
    channels['rr-irregularity'][i] = near.length === 0 ? 0 : limited((RHYTHM_SCALE * median(near)) / around);
  }
  return channels;
}

function limited(value: number): number {
  return Math.max(-MOST, Math.min(MOST, value));
}
