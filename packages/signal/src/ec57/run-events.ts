import { isResume, isShutdown } from './annotation.ts';
import type { ComparedAnnotation } from './annotation.ts';
import { beatLabelOf } from './beat-label.ts';
import type { EscapeBeats } from './beat-label.ts';

/** Which beats make a run: ventricular ectopic and fusion beats, or supraventricular ectopic ones. */
export type RunKind = 'veb' | 'sveb';

/**
 * What an annotation is to the runs of one kind. An episode is one that is a long run by itself: ventricular flutter or
 * fibrillation, atrial flutter or fibrillation; the other episode is that of the other kind.
 */
export interface RunEvent {
  readonly sample: number;
  readonly type: 'ectopic' | 'beat' | 'shutdown' | 'episode' | 'end of episode' | 'other episode' | 'none';
}

/**
 * Annotations as runs see them: no episode begins within one of its kind, no shutdown within a shutdown. In atrial
 * flutter and fibrillation, normal beats are ectopic.
 */
export function runEvents(
  annotations: readonly ComparedAnnotation[],
  kind: RunKind,
  escapeBeats: EscapeBeats,
): RunEvent[] {
  const ectopic = kind === 'veb' ? 'VF' : 'S';
  const own = kind === 'veb' ? 'ventricular' : 'atrial';
  let current: Chamber | undefined;
  let isShut = false;
  const typeOf = (annotation: ComparedAnnotation): RunEvent['type'] => {
    const label = beatLabelOf(annotation.symbol, escapeBeats);
    if (label !== undefined) {
      const isAtrial = kind === 'sveb' && current === 'atrial' && label === 'N';
      return ectopic.includes(label) || isAtrial ? 'ectopic' : 'beat';
    }
    if (isShutdown(annotation) && !isShut) {
      isShut = true;
      return 'shutdown';
    }
    if (isResume(annotation)) isShut = false;
    const before = current;
    current = chamberAfter(annotation, before);
    if (current === before) return 'none';
    if (current !== undefined) return current === own ? 'episode' : 'other episode';
    return before === own ? 'end of episode' : 'none';
  };
  return annotations.map((annotation) => ({ sample: annotation.sample, type: typeOf(annotation) }));
}

/** Where flutter or fibrillation is. */
type Chamber = 'ventricular' | 'atrial';

/** Brackets mark ventricular flutter; a rhythm `(VF`, `(VFL`, `(AFIB`, `(AFL` lasts to the next one. */
function chamberAfter({ symbol, aux }: ComparedAnnotation, before: Chamber | undefined): Chamber | undefined {
  if (symbol === '[') return 'ventricular';
  if (symbol === ']') return before === 'ventricular' ? undefined : before;
  if (symbol !== '+' || aux === '') return before;
  if (aux.startsWith('(VF')) return 'ventricular';
  return aux.startsWith('(AF') ? 'atrial' : undefined;
}
