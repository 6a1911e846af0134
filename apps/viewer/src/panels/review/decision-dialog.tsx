import { useRef, useState } from 'preact/hooks';
import { Button } from '../../elements/button.tsx';
import { Dialog } from '../../elements/dialog.tsx';
import { caseWords } from '../../lib/case-words.ts';
import { BEAT_LABELS, DIGIT_LABELS, fullLabelText } from '../../lib/labels.ts';
import type { BeatLabel } from '../../lib/labels.ts';
import { isRevealed } from '../../lib/review.ts';
import { changeLabel, currentRow, flag } from '../../services/reviewing.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';
import { SymbolChoice } from './symbol-choice.tsx';
import './review.css';

/** What is being decided of the current beat. */
export type Decision = 'change' | 'flag';

/** What {@link DecisionDialog} takes. */
export interface DecisionDialogProps {
  readonly store: Store;
  /** Null while the dialog is closed. */
  readonly decision: Decision | null;
  readonly onClose: () => void;
}

/** Asks for another label or a flag of the current beat, and why; the symbol's own key chooses it. */
export function DecisionDialog({ store, decision, onClose }: DecisionDialogProps) {
  const beat = usePart(store, ({ view }) => view.beat);
  const state = useParts(store, 'beats', 'references', 'model', 'recording', 'work', 'settings');
  const row = decision === null ? null : currentRow({ ...state, view: { beat } });
  if (!row || decision === null) return null;
  const isBlind = !isRevealed(state, row.peak);
  const { one } = caseWords(state.recording);
  const symbols = state.model?.classes.map(({ symbol }) => symbol) ?? [];
  const title =
    decision === 'flag'
      ? `Flag ${one} ${row.beat + 1} for another look`
      : isBlind
        ? `Your label for ${one} ${row.beat + 1}`
        : `Another label for ${one} ${row.beat + 1}`;
  return (
    <Dialog title={title} open onClose={onClose}>
      <DecisionForm
        key={`${decision} ${row.beat}`}
        decision={decision}
        isBlind={isBlind}
        modelSymbols={symbols}
        labels={state.recording?.images ? DIGIT_LABELS : BEAT_LABELS}
        onDecide={(symbol, reason) => {
          if (decision === 'flag') flag(store, reason);
          else changeLabel(store, symbol, reason);
          onClose();
        }}
      />
    </Dialog>
  );
}

interface DecisionFormProps {
  readonly decision: Decision;
  readonly isBlind: boolean;
  readonly modelSymbols: readonly string[];
  /** All that can be given. */
  readonly labels: readonly BeatLabel[];
  readonly onDecide: (symbol: string, reason: string) => void;
}

function DecisionForm({ decision, isBlind, modelSymbols, labels, onDecide }: DecisionFormProps) {
  const [symbol, setSymbol] = useState('');
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const isChange = decision === 'change';
  const isReady = !isChange || symbol !== '';
  const choose = (chosen: string): void => {
    // A blind reading is the label and nothing else: one key gives it.
    if (isBlind) onDecide(chosen, '');
    else {
      setSymbol(chosen);
      field.current?.focus();
    }
  };
  return (
    <form
      class="decision"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onDecide(symbol, reason.trim());
      }}
    >
      {isChange && (
        <SymbolChoice
          labels={ordered(labels, modelSymbols)}
          chosen={symbol}
          first={modelSymbols.length}
          onChoose={choose}
        />
      )}
      {isChange && symbol !== '' && <p class="chosen">{fullLabelText(symbol)}</p>}
      {!isBlind && (
        <label class="reason">
          Reason
          <input
            ref={field}
            autoFocus={!isChange}
            value={reason}
            maxLength={200}
            placeholder={hintOf(isChange, labels)}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
      )}
      {isBlind ? (
        <p class="hint">
          The model's label and its explanation are shown after yours, which then stays as it is.
        </p>
      ) : (
        <div class="actions">
          <span class="hint">Enter saves, Escape leaves it as it is.</span>
          <Button kind="primary" disabled={!isReady} onClick={() => onDecide(symbol, reason.trim())}>
            Save
          </Button>
        </div>
      )}
    </form>
  );
}

function hintOf(isChange: boolean, labels: readonly BeatLabel[]): string {
  if (!isChange) return 'noise, unsure, rare shape ...';
  return labels === DIGIT_LABELS
    ? 'what you see: a closed loop ...'
    : 'what you see: wide QRS, no P wave ...';
}

/** The model's own classes first. */
function ordered(labels: readonly BeatLabel[], modelSymbols: readonly string[]) {
  const own = modelSymbols.flatMap((symbol) => labels.filter((label) => label.symbol === symbol));
  return [...own, ...labels.filter((label) => !own.includes(label))];
}
