import type { ComparedAnnotation, Span } from './annotation.ts';
import type { TestPeriod } from './test-period.ts';

/** Atrial fibrillation, or ventricular flutter and fibrillation. */
export type EpisodeKind = 'af' | 'vf';

/**
 * The episodes of an annotator that touch a period, cut to it.
 *
 * Atrial fibrillation begins with a rhythm `(AFIB` and ends with any other; ventricular flutter stands in brackets. One that never
 * ends lasts to the end of the period, or of the annotations when the period has none.
 */
export function findEpisodes(
  annotations: readonly ComparedAnnotation[],
  kind: EpisodeKind,
  { start, end }: TestPeriod,
): Span[] {
  const last = typeof end === 'number' ? end : (annotations.at(-1)?.sample ?? 0);
  const episodes: Span[] = [];
  let from: number | undefined;
  const close = (to: number): void => {
    if (from !== undefined && to >= start) episodes.push({ from: Math.max(from, start), to });
    from = undefined;
  };
  for (const annotation of annotations) {
    if (annotation.sample > last) break;
    const mark = markOf(annotation, kind);
    if (mark === 'end') close(annotation.sample);
    else if (mark === 'begin') from ??= annotation.sample;
  }
  close(last);
  return episodes;
}

function markOf({ symbol, aux }: ComparedAnnotation, kind: EpisodeKind): 'begin' | 'end' | undefined {
  if (kind === 'vf') return symbol === '[' ? 'begin' : symbol === ']' ? 'end' : undefined;
  if (symbol !== '+' || aux === '') return undefined;
  return aux.startsWith('(AFIB') ? 'begin' : 'end';
}
