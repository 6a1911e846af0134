import { render } from 'preact';
import { applyTheme } from '../src/elements/screen.ts';
import type { RecordingReader } from '../src/lib/recording.ts';
import { OverviewPanel } from '../src/panels/overview/index.tsx';
import { RecordingPanel } from '../src/panels/recording/index.tsx';
import { createStore } from '../src/services/store.ts';
import '../src/style/theme.css';
import { syntheticStory } from './synthetic-reader.ts';

// A page of its own for looking at the strip without files, model or workers: recording.html?theme=dark&duration=1800.
const query = new URLSearchParams(location.search);
const { state, reader } = syntheticStory(Number(query.get('duration') ?? 1800));
const store = createStore({ ...state, view: { ...state.view, beat: 6 } });
applyTheme(query.get('theme') === 'dark' ? 'dark' : 'light');
Object.assign(globalThis, { store });

const props = { store, reader: reader as RecordingReader };
render(
  <main style={{ display: 'grid', gap: '12px', gridTemplateColumns: 'minmax(0, 1fr)', padding: '12px' }}>
    <OverviewPanel {...props} />
    <RecordingPanel {...props} />
  </main>,
  document.getElementById('page')!,
);
