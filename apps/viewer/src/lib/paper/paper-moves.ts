import type { AppState } from '../app-state.ts';
import type { PaperMoveId } from '../shortcuts.ts';
import { withStart, withStretch } from './window.ts';

/** What each way to move or stretch the paper makes of the state; steps are shares of the strip. */
export const PAPER_MOVES: Readonly<Record<PaperMoveId, (state: AppState) => AppState>> = {
  'paper-back': moved(-0.1),
  'paper-on': moved(0.1),
  'page-back': moved(-0.9),
  'page-on': moved(0.9),
  'to-start': moved(-Infinity),
  'to-end': moved(Infinity),
  'part-back': moved(-0.1),
  'part-on': moved(0.1),
  'zoom-in': (state) => zoomed(state, state.view.zoom * 1.25),
  'zoom-out': (state) => zoomed(state, state.view.zoom / 1.25),
  'zoom-true': (state) => zoomed(state, 1),
};

function moved(share: number): (state: AppState) => AppState {
  return (state) => withStart(state, state.view.startS + share * state.stripS);
}

function zoomed(state: AppState, zoom: number): AppState {
  return withStretch(state, { zoom }, state.view.startS + state.stripS / 2);
}
