import { jumpTo } from '../lib/jumps.ts';
import type { Jump } from '../lib/jumps.ts';
import { isInSight, withBeat } from '../lib/paper/window.ts';
import type { Store } from './store.ts';

/** Selects another beat and brings it into sight. */
export function selectBeat(store: Store, beat: number): void {
  store.change((state) => withBeat(state, beat));
}

/**
 * Jumps from the selected beat while it is in sight, else from the middle of the strip; false where there is nothing to
 * jump to.
 */
export function jump(store: Store, kind: Jump): boolean {
  const state = store.state.value;
  const { view, stripS, recording } = state;
  if (recording === null) return false;
  const sample = (view.startS + stripS / 2) * recording.samplingFrequency;
  const beat = jumpTo(kind, state, { beat: kind === 'doubt' || isInSight(state) ? view.beat : null, sample });
  if (beat === null) return false;
  selectBeat(store, beat);
  return true;
}
