import type { AppState } from '../lib/app-state.ts';
import { PAPER_MOVES } from '../lib/paper/paper-moves.ts';
import { shortcutFor } from '../lib/shortcuts.ts';
import type { KeyPlace, KeyPress, ShortcutId } from '../lib/shortcuts.ts';
import type { Store } from './store.ts';

const MOVES: Readonly<Partial<Record<ShortcutId, (state: AppState) => AppState>>> = PAPER_MOVES;

/** The moves of the paper as commands. */
export function paperCommands(store: Store): Readonly<Partial<Record<ShortcutId, () => void>>> {
  return Object.fromEntries(Object.entries(MOVES).map(([id, move]) => [id, () => store.change(move)]));
}

/** Moves the paper as a key does in a place that has the focus; false for a key that moves nothing there. */
export function movePaperByKey(store: Store, press: KeyPress, place: KeyPlace): boolean {
  const id = shortcutFor(press, place);
  const move = id && MOVES[id];
  if (move) store.change(move);
  return move !== undefined;
}
