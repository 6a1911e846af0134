import type { AppState, View, Work } from '../lib/app-state.ts';
import { auditEntries } from '../lib/audit.ts';
import type { AuditContext } from '../lib/audit.ts';
import { blindReadingOf, isRevealed, withBlindReading, withReview } from '../lib/review.ts';
import { worklistRow, worklistSource } from '../lib/worklist.ts';
import type { WorklistRow } from '../lib/worklist.ts';
import { notify } from './notices.ts';
import type { Store } from './store.ts';

/** The part of the state that tells of the current beat. */
export type BeatState = Pick<AppState, 'beats' | 'references' | 'model' | 'recording'> & {
  readonly view: Pick<View, 'beat'>;
};

/** What is said of the current beat; null where none is chosen. */
export function currentRow(state: BeatState): WorklistRow | null {
  const { beat } = state.view;
  return beat === null || beat >= state.beats.count ? null : worklistRow(worklistSource(state), beat);
}

/** Accepts the model's label of the current beat. */
export function accept(store: Store): void {
  const row = rowToDecide(store);
  if (!row) return;
  if (row.model === '') {
    notify(store, {
      severity: 'note',
      title: 'Nothing to accept yet',
      text: 'The model has not looked at this beat; wait until it has, or give a label of your own.',
    });
    return;
  }
  const { peak, model } = row;
  decide(store, 'accept', (work) =>
    withReview(work, { peak, decision: 'accepted', symbol: model, reason: '' }),
  );
}

/** Gives the current beat the reader's own label; in blind mode the first one is the blind reading. */
export function changeLabel(store: Store, symbol: string, reason: string): void {
  const row = currentRow(store.state.value);
  if (!row) return;
  if (!isRevealed(store.state.value, row.peak)) {
    readBlind(store, row, symbol);
    return;
  }
  const { peak } = row;
  const decision = symbol === row.model ? 'accepted' : 'changed';
  decide(store, 'change', (work) => withReview(work, { peak, decision, symbol, reason }));
}

/** Marks the current beat for another look. */
export function flag(store: Store, reason: string): void {
  const row = currentRow(store.state.value);
  if (!row) return;
  const { peak } = row;
  decide(store, 'flag', (work) => withReview(work, { peak, decision: 'flagged', symbol: '', reason }));
}

/** Takes the last decision back; blind readings stay, since what was shown after them was seen. */
export function undo(store: Store): void {
  step(store, 'undo', () => store.undo());
}

/** Makes the decision again that was taken back last. */
export function redo(store: Store): void {
  step(store, 'redo', () => store.redo());
}

/** Turns blind mode on or off; the audit trail tells, since labels seen in between were not read blind. */
export function setBlind(store: Store, blind: boolean): void {
  const context = auditContext(store);
  store.change((state) => ({
    ...state,
    settings: { ...state.settings, blind },
    audit: [
      ...state.audit,
      {
        ...context,
        action: 'blind mode',
        peak: null,
        before: blind ? 'off' : 'on',
        after: blind ? 'on' : 'off',
      },
    ],
  }));
}

/** The current beat where its label is shown; otherwise says what comes first. */
function rowToDecide(store: Store): WorklistRow | null {
  const row = currentRow(store.state.value);
  if (!row || isRevealed(store.state.value, row.peak)) return row;
  notify(store, {
    severity: 'note',
    title: 'Your label first',
    text: "In blind mode the model's label is shown once you have given yours: press c, then the symbol.",
  });
  return null;
}

function readBlind(store: Store, row: WorklistRow, symbol: string): void {
  const { work } = store.state.value;
  if (blindReadingOf(work, row.peak)) return;
  if (row.model === '') {
    notify(store, {
      severity: 'note',
      title: 'The model is not ready',
      text: 'It has not looked at this beat yet, so there is nothing to compare your reading with; wait a moment.',
    });
    return;
  }
  const context = auditContext(store);
  const reading = {
    peak: row.peak,
    symbol,
    modelSymbol: row.model,
    referenceSymbol: row.reference,
  };
  // Not a step that can be undone: after it the model's label has been seen.
  store.change((state) => ({
    ...state,
    work: withBlindReading(state.work, reading),
    audit: [
      ...state.audit,
      { ...context, action: 'read blind', peak: row.peak, before: 'unread', after: symbol },
    ],
  }));
}

function decide(store: Store, action: string, update: (work: Work) => Work): void {
  step(store, action, () => store.work(update));
}

/** Runs a step of work and adds what it changed to the audit trail. */
function step(store: Store, action: string, run: () => void): void {
  const before = store.state.value.work;
  const context = auditContext(store);
  run();
  const { blindReadings } = before;
  store.change((state) => {
    const work = { ...state.work, blindReadings };
    return { ...state, work, audit: [...state.audit, ...auditEntries(action, before, work, context)] };
  });
}

function auditContext(store: Store): AuditContext {
  const { settings, model } = store.state.value;
  return { at: new Date().toISOString(), reader: settings.reader, model: model?.digest ?? '' };
}
