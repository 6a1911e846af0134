import type { Span } from './annotation.ts';
import type { RunEvent } from './run-events.ts';

/** Lengths that EC57 tells apart: 0 to 5, and 6 for all that are longer. */
export const LONGEST_RUN = 6;

/** A run of ectopic beats of one annotator. */
export interface Run {
  /** 1 to 6, 6 being six or more; an episode of flutter or fibrillation is that long however many beats it has. */
  readonly length: number;
  /** From its first beat to its last, in samples. */
  readonly span: Span;
}

/**
 * The runs of an annotator that begin in a period and end in it, or with the annotator.
 *
 * A run ends with a beat of another class or with a shutdown. An episode that no run goes before is a long run; one that
 * has begun before the period begins with it.
 */
export function findRuns(
  events: readonly RunEvent[],
  { start, end, window }: { start: number; end: number; window: number },
): Run[] {
  const runs: Run[] = [];
  let length = 0;
  // As rxr: an episode that a beat breaks off has no end of its own, and keeps that of the run before.
  let [from, to] = [0, -window];
  const close = (): void => {
    if (length > 0) runs.push({ length: Math.min(length, LONGEST_RUN), span: { from, to } });
    length = 0;
  };
  const before = events.findLast(({ sample, type }) => sample < start && type.includes('episode'));
  if (before?.type === 'episode') [length, from, to] = [LONGEST_RUN, start, start];
  for (const { sample, type } of events) {
    if (sample < start) continue;
    if (sample > end) return runs;
    if (type === 'ectopic') {
      if (length === 0) from = sample;
      to = sample;
      length++;
    } else if (type === 'beat' || type === 'shutdown') {
      close();
    } else if (type === 'episode' && length === 0) {
      [length, from] = [LONGEST_RUN, sample];
    } else if (type === 'end of episode' && length > 0) {
      to = sample;
    }
  }
  close();
  return runs;
}

/**
 * A function for the longest run of an annotator within a window, to be asked from window to window in the order of
 * time: a beat that one window has is not in the next, as rxr has it.
 */
export function longestRunWithin(events: readonly RunEvent[]): (window: Span) => number {
  const episodes = episodeSpans(events);
  let i = 0;
  return ({ from, to }) => {
    while (i < events.length && events[i].sample < from) i++;
    if (episodes.some((span) => span.from < from && span.to > from)) return LONGEST_RUN;
    let [length, longest] = [0, 0];
    for (; i < events.length && events[i].sample <= to; i++) {
      const { type } = events[i];
      if (type === 'episode') return LONGEST_RUN;
      if (type === 'ectopic') longest = Math.max(longest, ++length);
      else if (type === 'beat' || type === 'shutdown' || type === 'other episode') length = 0;
    }
    return Math.min(longest, LONGEST_RUN);
  };
}

/** Episodes with their ends; one that a shutdown falls into ends there. */
function episodeSpans(events: readonly RunEvent[]): Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (const { sample, type } of events) {
    if (type === 'episode') from = sample;
    else if (from !== undefined && (type === 'shutdown' || type.includes('episode'))) {
      spans.push({ from, to: sample });
      from = undefined;
    }
  }
  return from === undefined ? spans : [...spans, { from, to: Infinity }];
}
