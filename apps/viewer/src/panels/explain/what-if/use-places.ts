import { useEffect, useState } from 'preact/hooks';
import { OWN_PLACES } from '../../../lib/what-if/knobs.ts';
import type { Places } from '../../../lib/what-if/knobs.ts';

/** Where the knobs stand, and the way back. */
export interface TurnedKnobs {
  /** With the turn that is under way. */
  readonly places: Places;
  /** Without it. */
  readonly settled: Places;
  /** A turn is under way. */
  readonly isTurning: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Shows a turn while it is made. */
  readonly preview: (turn: Partial<Places>) => void;
  /** Ends a turn, which undo takes back as a whole. */
  readonly settle: (turn: Partial<Places>) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** All knobs back to the beat as it was recorded. */
  readonly reset: () => void;
}

interface Turns {
  readonly done: readonly Places[];
  readonly undone: readonly Places[];
  readonly preview: Places | null;
}

const NONE: Turns = { done: [], undone: [], preview: null };

/** Knobs that stand at the beat as it was recorded whenever `subject` changes. */
export function usePlaces(subject: string): TurnedKnobs {
  const [turns, setTurns] = useState<Turns>(NONE);
  useEffect(() => setTurns(NONE), [subject]);
  const settledOf = ({ done }: Turns): Places => done.at(-1) ?? OWN_PLACES;
  const settle = (turn: Partial<Places>): void =>
    setTurns((now) => {
      const before = settledOf(now);
      const next = { ...before, ...turn };
      if (JSON.stringify(next) === JSON.stringify(before)) return { ...now, preview: null };
      return { done: [...now.done, next], undone: [], preview: null };
    });
  return {
    places: turns.preview ?? settledOf(turns),
    settled: settledOf(turns),
    isTurning: turns.preview !== null,
    canUndo: turns.done.length > 0,
    canRedo: turns.undone.length > 0,
    preview: (turn) => setTurns((now) => ({ ...now, preview: { ...settledOf(now), ...turn } })),
    settle,
    undo: () =>
      setTurns(({ done, undone }) => ({
        done: done.slice(0, -1),
        undone: [...undone, ...done.slice(-1)],
        preview: null,
      })),
    redo: () =>
      setTurns(({ done, undone }) => ({
        done: [...done, ...undone.slice(-1)],
        undone: undone.slice(0, -1),
        preview: null,
      })),
    reset: () => settle(OWN_PLACES),
  };
}
