import { Button } from '../../elements/button.tsx';
import { Check } from '../../elements/field.tsx';
import { Separator, Toolbar } from '../../elements/toolbar.tsx';
import type { Work } from '../../lib/app-state.ts';
import { caseWords } from '../../lib/case-words.ts';
import { fullLabelText, labelText } from '../../lib/labels.ts';
import { blindReadingOf, isRevealed, reviewOf, reviewText } from '../../lib/review.ts';
import type { WorklistRow } from '../../lib/worklist.ts';
import { accept, currentRow, redo, setBlind, undo } from '../../services/reviewing.ts';
import type { Store } from '../../services/store.ts';
import { usePart, useParts } from '../../services/use-parts.ts';
import type { Decision } from './decision-dialog.tsx';
import './review.css';

/** What {@link ReadingBar} takes. */
export interface ReadingBarProps {
  readonly store: Store;
  readonly onDecide: (decision: Decision) => void;
}

/** What is said of the current beat, and what the reader can say to it. */
export function ReadingBar({ store, onDecide }: ReadingBarProps) {
  const beat = usePart(store, ({ view }) => view.beat);
  const state = useParts(store, 'beats', 'references', 'model', 'recording', 'work', 'settings');
  const row = currentRow({ ...state, view: { beat } });
  const words = caseWords(state.recording);
  const hidden = row !== null && !isRevealed(state, row.peak);
  return (
    <section class="reading-bar" aria-label={`Reading of the current ${words.one}`}>
      <div class="said" aria-live="polite">
        {row ? (
          <BeatSaid work={state.work} row={row} name={`${words.One} ${row.beat + 1}`} isHidden={hidden} />
        ) : (
          <p>Choose one {words.one} to read it.</p>
        )}
      </div>
      <Toolbar label="Decide">
        {hidden ? (
          <Button kind="primary" shortcut="c" onClick={() => onDecide('change')}>
            Give your label
          </Button>
        ) : (
          <>
            <Button shortcut="a" disabled={!row} onClick={() => accept(store)}>
              Accept
            </Button>
            <Button shortcut="c" disabled={!row} onClick={() => onDecide('change')}>
              Change
            </Button>
          </>
        )}
        <Button shortcut="f" disabled={!row} onClick={() => onDecide('flag')}>
          Flag
        </Button>
        <Separator />
        <Button kind="quiet" shortcut="z" disabled={!store.canUndo.value} onClick={() => undo(store)}>
          Undo
        </Button>
        <Button kind="quiet" name="redo" disabled={!store.canRedo.value} onClick={() => redo(store)}>
          Redo
        </Button>
        <Separator />
        <Check
          checked={state.settings.blind}
          onChange={(blind) => setBlind(store, blind)}
          title="You give a label first; only then are the model's label and its explanation shown (b)"
        >
          Blind
        </Check>
      </Toolbar>
    </section>
  );
}

interface BeatSaidProps {
  readonly work: Work;
  readonly row: WorklistRow;
  /** As `Beat 7`. */
  readonly name: string;
  readonly isHidden: boolean;
}

/** What the reader has said; what the model and the reference say stands at the strip. */
function BeatSaid({ work, row, name, isHidden }: BeatSaidProps) {
  const reading = blindReadingOf(work, row.peak);
  const review = reviewOf(work, row.peak);
  if (isHidden) return <p>{name}: labels and explanation are shown after your own label.</p>;
  return (
    <p>
      {name}
      <span class="wide">, your reading</span>:{' '}
      <strong>{review ? reviewText(review) : reading ? 'not decided' : 'unread'}</strong>
      {reading && (
        <>
          {' '}
          <span title={fullLabelText(reading.symbol)}>(read blind as {labelText(reading.symbol)})</span>
        </>
      )}
    </p>
  );
}
