import type { ComponentChildren } from 'preact';
import { Button } from '../../elements/button.tsx';
import { Check } from '../../elements/field.tsx';
import { Separator, Toolbar } from '../../elements/toolbar.tsx';
import type { Work } from '../../lib/app-state.ts';
import { fullLabelText, labelText } from '../../lib/labels.ts';
import { clockText, percentText } from '../../lib/review-numbers.ts';
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
  const hidden = row !== null && !isRevealed(state, row.peak);
  return (
    <section class="reading-bar" aria-label="Reading of the current beat">
      <div class="said" aria-live="polite">
        {row ? <BeatSaid work={state.work} row={row} isHidden={hidden} /> : <p>Choose a beat to read it.</p>}
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
              Change ...
            </Button>
          </>
        )}
        <Button shortcut="f" disabled={!row} onClick={() => onDecide('flag')}>
          Flag ...
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
          Blind mode
        </Check>
      </Toolbar>
    </section>
  );
}

interface BeatSaidProps {
  readonly work: Work;
  readonly row: WorklistRow;
  readonly isHidden: boolean;
}

function BeatSaid({ work, row, isHidden }: BeatSaidProps) {
  const reading = blindReadingOf(work, row.peak);
  const review = reviewOf(work, row.peak);
  return (
    <dl>
      <Fact name="Beat">
        <strong>{row.beat + 1}</strong> at {clockText(row.timeS)}
      </Fact>
      {isHidden ? (
        <Fact name="Labels">hidden until you give yours</Fact>
      ) : (
        <>
          <Fact name="Model" title={fullLabelText(row.model)}>
            {row.model === '' ? 'not looked yet' : labelText(row.model)}{' '}
            {row.model !== '' && <span class="weak">{percentText(row.probability)}</span>}
          </Fact>
          <Fact name="Reference" title={fullLabelText(row.reference)}>
            {row.reference === '' ? 'none' : labelText(row.reference)}
            {row.disagrees && <strong class="differs"> ≠ model</strong>}
          </Fact>
          {reading && <Fact name="Read blind">{labelText(reading.symbol)}</Fact>}
        </>
      )}
      <Fact name="You">{review ? reviewText(review) : reading ? labelText(reading.symbol) : 'unread'}</Fact>
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly title?: string;
  readonly children: ComponentChildren;
}

function Fact({ name, title, children }: FactProps) {
  return (
    <div title={title}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
