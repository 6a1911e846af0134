import { firstBeatFrom, verdictOf } from './beat-verdict.ts';
import type { BeatVerdict, VerdictState } from './beat-verdict.ts';

/** Where a reader can jump to. */
export type Jump = 'next' | 'previous' | 'disagreement' | 'ventricular' | 'doubt';

/** Where a jump starts: the beat that is selected, and the sample in the middle of the strip where none is. */
export interface JumpStart {
  readonly beat: number | null;
  readonly sample: number;
}

/**
 * The beat a jump leads to, null where there is none; what may not be seen yet (blind mode) is never jumped to by what
 * it is. `disagreement` and `ventricular` go on from the end to the beginning; `doubt` goes to the least certain beat
 * and from there, time after time, to the next certain one.
 */
export function jumpTo(jump: Jump, state: VerdictState, start: JumpStart): number | null {
  const { beats } = state;
  if (beats.count === 0) return null;
  const ahead = start.beat === null ? firstBeatFrom(beats, start.sample) : start.beat + 1;
  switch (jump) {
    case 'next':
      return ahead < beats.count ? ahead : null;
    case 'previous':
      return (start.beat ?? ahead) > 0 ? (start.beat ?? ahead) - 1 : null;
    case 'disagreement':
      return search(state, ahead, isDisagreement);
    case 'ventricular':
      return search(state, ahead, isVentricular);
    case 'doubt':
      return nextInDoubt(state, start.beat);
    default:
      return jump satisfies never;
  }
}

/** Whether the model gives another label than the reference, also where it knows no better. */
export function isDisagreement({ agreement, isHidden }: BeatVerdict): boolean {
  return !isHidden && (agreement === 'differs' || agreement === 'outside');
}

/** Whether the model or the reference calls the beat a premature ventricular contraction (V). */
export function isVentricular({ model, reference, isHidden }: BeatVerdict): boolean {
  return !isHidden && (model === 'V' || reference === 'V');
}

function search(state: VerdictState, from: number, wanted: (verdict: BeatVerdict) => boolean): number | null {
  const { count } = state.beats;
  for (let i = 0; i < count; i++) {
    const beat = (from + i) % count;
    if (wanted(verdictOf(state, beat))) return beat;
  }
  return null;
}

// The order is by probability, then by time. A beat that is certain is no place in it to go on from.
function nextInDoubt(state: VerdictState, from: number | null): number | null {
  const start = from === null ? undefined : verdictOf(state, from);
  const floor = start && start.isUncertain && !start.isHidden ? start.probability : -1;
  let best: number | null = null;
  let bestProbability = Infinity;
  // What is not classified has no probability and is behind nothing.
  for (let beat = 0; beat < state.beats.count; beat++) {
    const { probability, isHidden } = verdictOf(state, beat);
    const isBehind = probability > floor || (probability === floor && from !== null && beat > from);
    if (!isHidden && isBehind && probability < bestProbability) {
      best = beat;
      bestProbability = probability;
    }
  }
  return best;
}
