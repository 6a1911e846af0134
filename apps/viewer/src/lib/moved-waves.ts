import type { DelineatedBeat } from '@saliogram/signal';

/** The waves of a beat, their samples counted from `by` samples earlier. */
export function movedWaves({ rPeak, p, qrs, t }: DelineatedBeat, by: number): DelineatedBeat {
  const move = <W extends { onset: number; peak: number; offset: number }>(wave: W): W => ({
    ...wave,
    onset: wave.onset + by,
    peak: wave.peak + by,
    offset: wave.offset + by,
  });
  return { rPeak: rPeak + by, p: p && move(p), qrs: qrs && move(qrs), t: t && move(t) };
}
