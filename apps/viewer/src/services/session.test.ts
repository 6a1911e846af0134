import { describe, expect, it } from 'vitest';
import { MIT_BIH_CLASSES, MIT_BIH_PREPROCESSING } from '@saliogram/datasets';
import { SaliogramError } from '@saliogram/core';
import type { Explainer, ModelFacts } from '../lib/explanation.ts';
import type { NamedFile } from '../lib/recording.ts';
import { createRecordingReader } from './recording-worker/reader.ts';
import { DEMO, createSession } from './session.ts';
import type { SessionParts } from './session.ts';
import { createStore } from './store.ts';
import type { Store } from './store.ts';

const K = MIT_BIH_CLASSES.length;
const file = (name: string, content: BlobPart): NamedFile => ({ name, blob: new Blob([content]) });
const notModel = new SaliogramError('file-corrupt', 'm.safetensors: is damaged');

/** Calls every beat N but the seventh, which it calls V. */
function fakeExplainer(preprocessing: object = MIT_BIH_PREPROCESSING): Explainer {
  let seen = 0;
  const model = (name: string): ModelFacts =>
    ({
      name,
      classes: MIT_BIH_CLASSES,
      digest: 'd',
      engine: 'none',
      capabilities: [],
      metadata: { preprocessing, classes: MIT_BIH_CLASSES },
    }) as unknown as ModelFacts;
  const explainer: Partial<Explainer> = {
    async open(_slot, bytes, name) {
      if (bytes.length === 0) throw notModel;
      seen = 0;
      return model(name);
    },
    async classify(_job, _slot, inputs, steps) {
      const n = inputs.length / steps;
      return Float32Array.from({ length: n * K }, (_, i) => {
        const beat = seen + Math.floor(i / K);
        if (i === n * K - 1) seen += n;
        return i % K === (beat === 6 ? 3 : 0) ? 1 : 0;
      });
    },
    cancel: async () => undefined,
  };
  return explainer as Explainer;
}

function start(parts: Partial<SessionParts> = {}) {
  const store = createStore();
  const session = createSession({
    store,
    recordings: createRecordingReader(),
    explainer: fakeExplainer(),
    ...parts,
  });
  return { store, session, state: () => store.state.value };
}

async function until(store: Store, what: (state: Store['state']['value']) => boolean): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = store.state.subscribe((state) => {
      if (what(state)) queueMicrotask(() => (resolve(), stop()));
    });
  });
}

const DIGIT_PREPROCESSING = { order: 'scan-line', rows: 2, columns: 2 };
/** Images of 2 x 2 pixels. */
const digitImages = (count: number): Uint8Array<ArrayBuffer> => {
  const head = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2];
  return Uint8Array.from([...head, ...Array.from({ length: 4 * count }, (_, i) => i)]);
};
const someModel = Uint8Array.of(1);
const lead = (name: string, rows: number): string =>
  `time,${name}\n${Array.from({ length: rows }, (_, i) => {
    const phase = ((i / 250) % 0.8) - 0.4;
    return `${i / 250},${Math.exp(-0.5 * (phase / 0.012) ** 2).toFixed(4)}\n`;
  }).join('')}`;

describe('a session', () => {
  it('lets what the reader drops come before what the page begins with', async () => {
    const { session, state } = start();
    const dropping = session.openFiles([file('first.csv', lead('MLII', 500))]);
    await Promise.all([session.openOwn(DEMO), dropping]);
    expect(state().recording?.name).toBe('first');
    await session.openOwn(DEMO);
    expect(state().recording?.name).toBe('first');
  });

  it('shows what the page begins with where the reader drops no recording', async () => {
    const { session, state } = start();
    await Promise.all([session.openFiles([file('notes.txt', 'no recording')]), session.openOwn(DEMO)]);
    expect(state().recording?.kind).toBe('synthetic');
  });

  it('shows what the page begins with where what the reader dropped cannot be opened', async () => {
    const { store, session, state } = start();
    const broken = [file('r.hea', 'r 1 360 100\nr.dat 212\n')];
    await Promise.all([session.openFiles(broken), session.openOwn(DEMO)]);
    expect(state().recording?.kind).toBe('synthetic');
    expect(state().notices.map(({ title }) => title)).toEqual(['The recording was not opened']);
    expect(state().activities).toEqual({});

    const other = start();
    const table = lead('II', 500).replaceAll(/^[^,]*,/gm, '');
    await Promise.all([other.session.openFiles([file('x.csv', table)]), other.session.openOwn(DEMO)]);
    expect(other.state()).toMatchObject({ recording: null, question: { asks: 'sampling-frequency' } });
    other.session.dismissQuestion();
    await until(other.store, ({ recording }) => recording !== null);
    expect(other.state().recording?.kind).toBe('synthetic');
    expect(store.state.value.question).toBeNull();
  });

  it('opens the demo, classifies its beats and shows the first V', async () => {
    const { store, session, state } = start();
    await Promise.all([session.openModel(someModel, 'm'), session.openDemo()]);
    await until(store, ({ beats }) => beats.complete);
    const { beats, view, recording, activities, notices } = state();
    expect(recording).toMatchObject({ name: 'synthetic-1', kind: 'synthetic' });
    expect(beats.count).toBeGreaterThan(100);
    expect(beats).toMatchObject({ classified: beats.count, lead: 'MLII', steps: 216, channels: 1 });
    expect(beats.probabilities).toHaveLength(beats.count * K);
    expect(beats.inputs).toHaveLength(beats.count * 216);
    expect(view.beat).toBe(6);
    expect(view.startS).toBeCloseTo(beats.peaks[6] / 360 - 3, 9);
    expect([activities, notices]).toEqual([{}, []]);
  });

  it('comes back to the place of the address', async () => {
    const { store, session, state } = start({ placeIn: () => ({ beat: 12, startS: 7 }) });
    await Promise.all([session.openModel(someModel, 'm'), session.openDemo()]);
    await until(store, ({ beats }) => beats.complete);
    expect(state().view).toMatchObject({ beat: 12, startS: 7 });
  });

  it('tells of broken and unknown files, and what was open stays open', async () => {
    const { store, session, state } = start();
    await Promise.all([session.openModel(someModel, 'm'), session.openDemo()]);
    await until(store, ({ beats }) => beats.complete);
    const before = state();
    await session.openFiles([file('r.hea', 'r 1 360 100\nr.dat 212\n'), file('note.txt', 'hello\n')]);
    await session.openModel(new Uint8Array(0), 'm.safetensors', 'second');
    await session.openFiles([file('folder/.DS_Store', '\0\0')]);
    expect(state().notices.map(({ severity, title, code }) => [severity, title, code])).toEqual([
      ['warning', 'note.txt was not opened', 'format-unknown'],
      ['error', 'The recording was not opened', 'file-missing'],
      ['error', 'The model was not opened', 'file-corrupt'],
      ['warning', 'Nothing was opened', 'file-missing'],
    ]);
    expect(state()).toMatchObject({ recording: before.recording, beats: before.beats, secondModel: null });
  });

  it('asks for the rate of a table that does not say it, and for a lead the model can read', async () => {
    const { store, session, state } = start();
    await session.openModel(someModel, 'm');
    const table = lead('II', 5000).replaceAll(/^[^,]*,/gm, '');
    await session.openFiles([file('x.csv', table)]);
    expect(state().question).toEqual({ asks: 'sampling-frequency', file: 'x.csv', choices: [] });
    await session.answer('250');
    await until(store, ({ question }) => question !== null);
    expect(state().recording).toMatchObject({ name: 'x', kind: 'csv', samplingFrequency: 250 });
    expect(state().question).toEqual({ asks: 'lead', file: 'x', choices: ['II'] });
    await session.answer('II');
    expect(state().beats).toMatchObject({ complete: true, lead: 'II' });
    expect(state().beats.count).toBeGreaterThan(20);
    expect(state().notices).toEqual([]);
  });

  it('offers the recordings of a folder, and opens another', async () => {
    const { session, state } = start();
    await session.openFiles([file('db/b.csv', lead('MLII', 600)), file('db/a.csv', lead('MLII', 500))]);
    expect(state()).toMatchObject({ choices: ['db/a.csv', 'db/b.csv'], recording: { name: 'a' } });
    await session.choose('db/b.csv');
    expect(state().recording).toMatchObject({ name: 'b', sampleCount: 600 });
  });

  it('shows the recording that was asked for last, whichever is read first', async () => {
    const { session, state } = start();
    const slow = session.openFiles([file('slow.csv', lead('MLII', 20_000))]);
    await session.openDemo();
    await slow;
    expect(state()).toMatchObject({ recording: { name: 'synthetic-1' }, activities: {} });
    const first = session.openDemo();
    await session.openFiles([file('last.csv', lead('MLII', 500))]);
    await first;
    expect(state()).toMatchObject({ recording: { name: 'last' }, activities: {} });
  });

  it('can be called off while it classifies, and goes on with the next recording', async () => {
    const explainer = fakeExplainer();
    const held = withResolvers<Float32Array>();
    let isHeld = true;
    const { store, session, state } = start({
      explainer: {
        ...explainer,
        classify: (...call) => (isHeld ? held.promise : explainer.classify(...call)),
        async cancel() {
          held.reject(new SaliogramError('cancelled', 'classifying: cancelled'));
        },
      },
    });
    await Promise.all([session.openModel(someModel, 'm'), session.openDemo()]);
    await until(store, ({ activities }) => 'classes' in activities);
    session.cancel('classes');
    await until(store, ({ activities }) => !('classes' in activities));
    expect(state()).toMatchObject({ notices: [], beats: { complete: false } });
    isHeld = false;
    await session.openDemo();
    await until(store, ({ beats }) => beats.complete);
  });

  it('tells of a model that reads something else, until it is over', async () => {
    const { store, session, state } = start({ explainer: fakeExplainer(DIGIT_PREPROCESSING) });
    await session.openDemo();
    await session.openModel(someModel, 'digits');
    await until(store, ({ notices }) => notices.length > 0);
    expect(state().notices).toMatchObject([{ title: 'The model reads something else', severity: 'warning' }]);
    expect(state().beats.count).toBe(0);
    await session.openFiles([file('images', digitImages(3))]);
    await until(store, ({ beats }) => beats.complete);
    expect(state().notices).toEqual([]);
  });

  it('opens images with their labels, shows them without a model, and classifies the sheet first', async () => {
    const { store, session, state } = start({ explainer: fakeExplainer(DIGIT_PREPROCESSING) });
    const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 40, ...Array.from({ length: 40 }, (_, i) => i % 10));
    await session.openFiles([file('t10k-images-idx3-ubyte', digitImages(40)), file('labels', labels)]);
    await until(store, ({ beats }) => beats.count === 40);
    expect(state().recording).toMatchObject({ kind: 'images', images: { rows: 2, columns: 2 } });
    expect(state().references.slice(-2)).toMatchObject([{ symbol: '8' }, { symbol: '9' }]);
    expect(state()).toMatchObject({ view: { beat: 0 }, beats: { classified: 0, steps: 4 } });
    expect(state().beats.inputs[7]).toBeCloseTo(7 / 255, 7);
    store.change((before) => ({ ...before, sheet: { numbers: [30, 31], isRestWanted: false } }));
    await session.openModel(someModel, 'digits');
    await until(store, ({ beats }) => beats.classified === 3);
    const known = Array.from({ length: 40 }, (_, i) => i).filter(
      (i) => state().beats.probabilities[i * K] >= 0,
    );
    expect(known).toEqual([0, 30, 31]);
    store.change((before) => ({ ...before, sheet: { ...before.sheet, isRestWanted: true } }));
    await until(store, ({ beats }) => beats.complete);
    expect(state()).toMatchObject({ activities: {}, notices: [] });
  });
});

function withResolvers<T>() {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((_, no) => (reject = no));
  return { promise, reject: (error: Error) => reject(error) };
}
