import { beforeEach, describe, expect, it } from 'vitest';
import { INITIAL_STATE, NO_BEATS } from '../lib/app-state.ts';
import type { AppState } from '../lib/app-state.ts';
import { keepWork } from './persistence.ts';
import type { TextKeeper } from './persistence.ts';
import { accept, changeLabel, flag, redo, setBlind, undo } from './reviewing.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';

const recording = (digest: string): NonNullable<AppState['recording']> => ({
  name: 'made',
  kind: 'synthetic',
  samplingFrequency: 360,
  sampleCount: 720,
  leads: [],
  comments: [],
  annotators: [],
  digest,
});
const model = {
  classes: ['N', 'V'].map((symbol) => ({ symbol, name: symbol })),
  digest: 'f00',
} as unknown as NonNullable<AppState['model']>;

const opened = (blind = false): AppState => ({
  ...INITIAL_STATE,
  recording: recording('one'),
  model,
  beats: {
    ...NO_BEATS,
    count: 2,
    peaks: Int32Array.of(100, 400),
    referenceOf: Int32Array.of(-1, -1),
    probabilities: Float32Array.of(0.75, 0.25),
    classified: 1,
  },
  view: { ...INITIAL_STATE.view, beat: 0 },
  settings: { ...INITIAL_STATE.settings, blind, reader: 'AB' },
});

const audit = (store: Store): string[] =>
  store.state.value.audit.map((entry) => `${entry.action}: ${entry.before} -> ${entry.after}`);

function keeperOf(texts: Map<string, string>): TextKeeper {
  return { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) };
}

describe('the work of a reader', () => {
  let store: Store;
  beforeEach(() => void (store = createStore(opened())));

  it('is told in the audit trail, undo and redo too', () => {
    accept(store);
    changeLabel(store, 'V', 'wide QRS');
    undo(store);
    redo(store);
    flag(store, '');
    expect(audit(store)).toEqual([
      'accept: unread -> accepted N',
      'change: accepted N -> changed to V: wide QRS',
      'undo: changed to V: wide QRS -> accepted N',
      'redo: accepted N -> changed to V: wide QRS',
      'flag: changed to V: wide QRS -> flagged',
    ]);
    expect(store.state.value.audit[0]).toMatchObject({ reader: 'AB', model: 'f00', peak: 100 });
  });

  it('begins with the own label in blind mode, which no undo takes back', () => {
    store = createStore(opened(true));
    accept(store);
    expect(store.state.value.notices.map(({ title }) => title)).toEqual(['Your label first']);
    expect(audit(store)).toEqual([]);
    changeLabel(store, 'V', '');
    accept(store);
    undo(store);
    undo(store);
    expect(store.state.value.work).toEqual({
      reviews: [],
      blindReadings: [{ peak: 100, symbol: 'V', modelSymbol: 'N', referenceSymbol: '' }],
    });
    expect(audit(store)).toEqual([
      'read blind: unread -> V',
      'accept: unread -> accepted N',
      'undo: accepted N -> unread',
    ]);
  });

  it('has nothing to accept where the model has not looked', () => {
    store.change((state) => ({ ...state, view: { ...state.view, beat: 1 } }));
    accept(store);
    expect(store.state.value.notices[0]?.title).toBe('Nothing to accept yet');
    expect(store.canUndo.value).toBe(false);
  });

  it('is kept by recording and comes back with it, but not into another one', () => {
    const texts = new Map<string, string>();
    keepWork(store, keeperOf(texts));
    accept(store);
    setBlind(store, true);
    store.change((state) => ({ ...state, recording: recording('two') }));
    expect(store.state.value.work.reviews).toEqual([]);
    expect(store.canUndo.value).toBe(false);
    store.change((state) => ({ ...state, recording: recording('one') }));
    expect(store.state.value.work.reviews).toHaveLength(1);
    expect(audit(store)).toEqual(['accept: unread -> accepted N', 'blind mode: off -> on']);
    expect([...texts.keys()]).toEqual(['saliogram:work:one']);
  });

  it('is not written over what can not be read, and says when it is not kept', () => {
    const texts = new Map([['saliogram:work:one', 'broken']]);
    keepWork(store, keeperOf(texts));
    accept(store);
    expect(texts.get('saliogram:work:one')).toBe('broken');
    expect(store.state.value.notices[0]).toMatchObject({ code: 'file-corrupt' });

    const other = createStore(opened());
    keepWork(other, null);
    expect(other.state.value.notices).toEqual([]);
    accept(other);
    expect(other.state.value.notices[0]?.title).toBe('Your work is not kept');
  });
});
