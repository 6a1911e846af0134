import { screenTheme } from './elements/screen.ts';
import { caseWords } from './lib/case-words.ts';
import type { View } from './lib/app-state.ts';
import type { Decision } from './panels/review/decision-dialog.tsx';
import type { ShellDialog } from './panels/shell/header.tsx';
import { stepDifference } from './services/annotators.ts';
import { jump } from './services/jumping.ts';
import { notify } from './services/notices.ts';
import { accept, currentRow, redo, setBlind, undo } from './services/reviewing.ts';
import { changeSettings, showPanel } from './services/settings.ts';
import type { Commands } from './services/shortcuts.ts';
import type { Store } from './services/store.ts';
import type { Worklist } from './services/worklist.ts';

/** What commands reach besides the state. */
export interface CommandTargets {
  readonly store: Store;
  readonly worklist: Worklist;
  readonly open: (dialog: ShellDialog) => void;
  readonly decide: (decision: Decision) => void;
  readonly startTour: () => void;
}

/** What every key of the table does on this page. */
export function commandsOf({ store, worklist, open, decide, startTour }: CommandTargets): Commands {
  const show = (panel: View['panel']) => () => showPanel(store, panel);
  const decideIfBeat = (decision: Decision) => () => {
    if (currentRow(store.state.value)) decide(decision);
  };
  return {
    'next-beat': () => jump(store, 'next'),
    'previous-beat': () => jump(store, 'previous'),
    'next-disagreement': () => jumpOrTell(store, 'disagreement'),
    'next-premature': () => jumpOrTell(store, 'ventricular'),
    'next-doubtful': () => jumpOrTell(store, 'doubt'),
    'next-listed': () => worklist.next(),
    'next-difference': () => stepDifference(store, 1),
    'previous-difference': () => stepDifference(store, -1),
    accept: () => accept(store),
    change: decideIfBeat('change'),
    flag: decideIfBeat('flag'),
    undo: () => store.canUndo.value && undo(store),
    redo: () => store.canRedo.value && redo(store),
    blind: () => setBlind(store, !store.state.value.settings.blind),
    explain: show('explain'),
    compare: show('compare'),
    aggregate: show('aggregate'),
    review: show('review'),
    model: show('model'),
    evaluate: show('evaluate'),
    annotators: show('annotators'),
    open: () => open('open'),
    export: () => open('export'),
    theme: () => changeSettings(store, { theme: screenTheme.value === 'dark' ? 'light' : 'dark' }),
    intervals: () => changeSettings(store, { intervals: !store.state.value.settings.intervals }),
    keys: () => open('keys'),
    tour: startTour,
  };
}

/** Jumps, or says that there is nothing to jump to. */
function jumpOrTell(store: Store, kind: keyof typeof NOWHERE): void {
  if (jump(store, kind)) return;
  const { beats, settings, recording } = store.state.value;
  if (beats.count === 0 || (recording?.images && kind === 'ventricular')) return;
  const { one } = caseWords(recording);
  const isPart = recording?.images && !beats.complete;
  const among = settings.blind
    ? ', among those you have read'
    : isPart
      ? `, among the ${beats.classified.toLocaleString('en-GB')} that are classified so far`
      : '';
  notify(store, {
    severity: 'note',
    title: `No such ${one}`,
    text: `${NOWHERE[kind].replace('beat', one)}${among}.`,
  });
}

const NOWHERE = {
  disagreement: 'No beat has a label that differs from the reference',
  ventricular: 'Neither the model nor the reference calls a beat a premature ventricular contraction',
  doubt: 'The model has not looked at any beat yet',
} as const;
