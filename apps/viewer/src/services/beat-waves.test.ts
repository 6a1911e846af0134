import { describe, expect, it } from 'vitest';
import { INITIAL_STATE } from '../lib/app-state.ts';
import type { AppState } from '../lib/app-state.ts';
import type { RecordingFacts, RecordingReader } from '../lib/recording.ts';
import { wavesInView } from './beat-waves.ts';
import { showActivity } from './session-activities.ts';
import { createStore } from './store.ts';

const recording = (name: string) =>
  ({ name, samplingFrequency: 360, leads: [{ name: 'MLII', units: 'mV' }] }) as unknown as RecordingFacts;
const showing: AppState = {
  ...INITIAL_STATE,
  recording: recording('long'),
  beats: { ...INITIAL_STATE.beats, peaks: Int32Array.of(9000), count: 1 },
  view: { ...INITIAL_STATE.view, beat: 0 },
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A page whose reader has no such beat. */
function failing() {
  const store = createStore(showing);
  const waves = () => Promise.reject(new Error('peak 9000 lies beyond the end'));
  return { store, reader: { waves } as unknown as RecordingReader };
}

describe('waves of the beat in view', () => {
  it('tells of a beat that was not measured', async () => {
    const { store, reader } = failing();
    wavesInView(store, reader);
    await settled();
    expect(store.state.value.notices.map(({ title }) => title)).toEqual(['The beat was not measured']);
  });

  it('says nothing of a beat of the recording before, where its reader had the next one already', async () => {
    const { store, reader } = failing();
    showActivity(store, 'recording', { stage: 'opening the recording', done: 0, total: 0 });
    wavesInView(store, reader);
    await settled();
    store.change((state) => ({ ...state, recording: recording('short'), beats: INITIAL_STATE.beats }));
    showActivity(store, 'recording', null);
    await settled();
    expect(store.state.value.notices).toEqual([]);
  });
});
