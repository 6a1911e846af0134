import { effect } from '@preact/signals';
import { render } from 'preact';
import { applyTheme } from './elements/screen.ts';
import { Page } from './page.tsx';
import { startExplainer } from './services/explainer.ts';
import { notifyError } from './services/notices.ts';
import { browserKeeper, keepSettings, keepWork } from './services/persistence.ts';
import { startSession } from './services/session-start.ts';
import { createStore } from './services/store.ts';
import { createWorklist } from './services/worklist.ts';
import './style/theme.css';
import './style/page.css';
import './style/print.css';

const store = createStore();
const keeper = browserKeeper();
keepSettings(store, keeper);
keepWork(store, keeper);
const theme = store.select((state) => state.settings.theme);
effect(() => applyTheme(theme.value));

// What nobody caught is a fault of ours; the reader hears of it, and the rest goes on.
addEventListener('error', ({ error, message }) =>
  notifyError(store, 'Something in this page failed', error ?? message),
);
addEventListener('unhandledrejection', ({ reason }) =>
  notifyError(store, 'Something in this page failed', reason),
);

const session = startSession(store, startExplainer());
render(
  <Page app={{ store, keeper, session, worklist: createWorklist(store) }} />,
  document.getElementById('page')!,
);
