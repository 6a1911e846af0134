import { isResume, isShutdown } from './annotation.ts';
import type { ComparedAnnotation, Span } from './annotation.ts';
import type { Verdict } from './beat-counts.ts';
import { beatLabelOf } from './beat-label.ts';
import type { EscapeBeats } from './beat-label.ts';

/** A beat of an annotator, with what lies between it and the annotator's previous beat. */
export interface SequenceBeat {
  /** Infinite for the end of the sequence, which is not a beat but closes it. */
  readonly sample: number;
  /** O for a flutter wave outside of an episode: it takes part as a beat, and counts as none. */
  readonly label: Verdict;
  /** Its place among the annotations. */
  readonly index: number;
  /** Samples since the previous beat; NaN when there is none after sample 0, at the same sample, or across flutter or a shutdown. */
  readonly interval: number;
  readonly flutter: readonly Span[];
  readonly shutdown: readonly Span[];
  /** How long these shutdowns last together, in samples. */
  readonly shutdownSamples: number;
}

/** What it takes to read beats from annotations. */
export interface SequenceSettings {
  readonly escapeBeats: EscapeBeats;
  /** Samples between a beat and a shutdown that a single mark stands for. */
  readonly margin: number;
  /** The end of the comparison, to which a shutdown lasts that the last annotation begins; infinite when unknown. */
  readonly end: number;
  /**
   * Whether that shutdown explains what comes after it. bxb takes it so of the reference; of the test annotator only
   * when it is the first.
   */
  readonly staysOpen: boolean;
}

/**
 * The beats of an annotator in the order of the file, the last entry being the end; beats between `[` and `]` are
 * left out.
 *
 * A shutdown lasts from its mark to the mark of resuming that follows directly. One that anything else follows is
 * taken as a mark in the middle, as in the AHA database: it lasts from a margin after the previous beat to a margin before the next annotation.
 */
export function beatSequence(
  annotations: readonly ComparedAnnotation[],
  { escapeBeats, margin, end, staysOpen }: SequenceSettings,
): SequenceBeat[] {
  const beats: SequenceBeat[] = [];
  let flutter: Span[] = [];
  let shutdown: Span[] = [];
  let shutdownSamples = 0;
  let flutterFrom: number | undefined;
  let flutterTo = Infinity;
  let previous = NaN;
  let lastSign = 0;
  let lastResume = Infinity;

  const close = (sample: number, label: Verdict, index: number): void => {
    const broken = flutter.length > 0 || shutdown.some(({ to }) => to >= previous);
    // As bxb: a beat at the very start begins no interval.
    const interval = broken || previous <= 0 || sample === previous ? NaN : sample - previous;
    beats.push({ sample, label, index, interval, flutter, shutdown, shutdownSamples });
    [previous, lastSign, flutter, shutdown, shutdownSamples] = [sample, sample, [], [], 0];
  };
  const shutDown = (from: number, to: number): void => {
    shutdown.push({ from, to });
    lastResume = to;
    shutdownSamples += Math.max(0, to - from);
  };
  const endShutdown = (from: number): void => {
    shutdown.push({ from, to: staysOpen ? Infinity : lastResume });
    if (end < Infinity) shutdownSamples += Math.max(0, end - from);
  };

  annotations.forEach((annotation, index) => {
    const { sample, symbol } = annotation;
    if (flutterFrom !== undefined) {
      if (symbol !== ']') return;
      flutter.push({ from: flutterFrom, to: sample });
      [flutterFrom, flutterTo, lastSign] = [undefined, sample, sample];
    } else if (symbol === '[') {
      flutterFrom = sample;
    } else if (isShutdown(annotation)) {
      const next = annotations[index + 1];
      if (next === undefined) endShutdown(sample);
      else if (isResume(next)) shutDown(sample, next.sample);
      else shutDown(lastSign + margin, next.sample - margin);
    } else {
      const label = symbol === '!' ? 'O' : beatLabelOf(symbol, escapeBeats);
      if (label !== undefined) close(sample, label, index);
    }
  });
  if (flutterFrom !== undefined) flutter.push({ from: flutterFrom, to: flutterTo });
  close(Infinity, 'O', annotations.length);
  return beats;
}

/** Whether a sample lies in one of a few spans. */
export function isWithin(sample: number, spans: readonly Span[]): boolean {
  return spans.some(({ from, to }) => sample >= from && sample <= to);
}
