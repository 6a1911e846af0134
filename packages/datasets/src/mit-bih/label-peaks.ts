import { BEAT_SYMBOLS } from '@saliogram/records';
import type { Annotation } from '@saliogram/records';
import { matchBeats } from '@saliogram/signal';

/** How far a detected R peak may lie from the reference annotation whose label it takes (ANSI/AAMI EC57), in seconds. */
const MATCH_WINDOW_S = 0.15;

/** The class of each R peak, or why it has none. */
export interface PeakLabels {
  /** Index of the class, or -1; one per peak. */
  readonly labels: Int8Array;
  /** Why a peak with label -1 has none; one per peak. */
  readonly reasons: readonly (string | undefined)[];
  /** Reference beats of the wanted classes that no peak was matched to. */
  readonly missed: number;
}

/**
 * Labels each detected peak with the reference beat within 150 ms, one to one.
 *
 * @param peaks R peaks, ascending, in samples
 * @param annotations in the same samples; those that are not beats are passed over
 * @param classOf annotation symbol to class index
 */
export function labelPeaks(
  peaks: ArrayLike<number>,
  annotations: readonly Annotation[],
  classOf: ReadonlyMap<string, number>,
  samplingFrequency: number,
): PeakLabels {
  const beats = annotations.filter(({ symbol }) => BEAT_SYMBOLS.has(symbol));
  const positions = Int32Array.from(beats, ({ sample }) => sample);
  const matched = matchBeats(peaks, positions, Math.round(MATCH_WINDOW_S * samplingFrequency));
  const labels = new Int8Array(peaks.length).fill(-1);
  const reasons: (string | undefined)[] = [];
  let missed = beats.filter(({ symbol }) => classOf.has(symbol)).length;
  for (let i = 0; i < peaks.length; i++) {
    const symbol = matched[i] < 0 ? undefined : beats[matched[i]].symbol;
    const label = symbol === undefined ? undefined : classOf.get(symbol);
    if (symbol === undefined) reasons[i] = 'no reference beat within 150 ms';
    else if (label === undefined) reasons[i] = `symbol ${symbol}`;
    else {
      labels[i] = label;
      missed--;
    }
  }
  return { labels, reasons, missed };
}

/** The reference beats of the wanted classes as peaks with labels; other beats are given their symbol as the reason. */
export function annotatedPeaks(
  annotations: readonly Annotation[],
  classOf: ReadonlyMap<string, number>,
): PeakLabels & { readonly peaks: Int32Array } {
  const beats = annotations.filter(({ symbol }) => BEAT_SYMBOLS.has(symbol));
  return {
    peaks: Int32Array.from(beats, ({ sample }) => sample),
    labels: Int8Array.from(beats, ({ symbol }) => classOf.get(symbol) ?? -1),
    reasons: beats.map(({ symbol }) => (classOf.has(symbol) ? undefined : `symbol ${symbol}`)),
    missed: 0,
  };
}
