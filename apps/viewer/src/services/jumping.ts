import { jumpTo } from '../lib/jumps.ts';
import type { Jump } from '../lib/jumps.ts';
import { isInSight, withBeat } from '../lib/paper/window.ts';
import type { Store } from './store.ts';

/** Selects another beat and brings it into sight. */
export function selectBeat(store: Store, beat: number): void {
  store.change((state) => withBeat(state, beat));
}

/**
 * Jumps from the selected beat while it is in sight, else from the middle of the strip or the head of the sheet; false where there is nothing to
 * jump to.
 */
export function jump(store: Store, kind: Jump): boolean {
  const state = store.state.value;
  const { view, stripS, recording, sheet } = state;
  if (recording === null) return false;
  const { images, samplingFrequency } = recording;
  const sample = images ? (sheet.numbers[0] ?? 0) : (view.startS + stripS / 2) * samplingFrequency;
  const isFromBeat = kind === 'doubt' || images !== undefined || isInSight(state);
  const beat = jumpTo(kind, state, { beat: isFromBeat ? view.beat : null, sample });
  if (beat === null) return false;
  selectBeat(store, beat);
  return true;
}
