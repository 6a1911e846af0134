import { Button } from '../../elements/button.tsx';
import { FilePicker } from '../../elements/file-picker.tsx';
import { Select } from '../../elements/select.tsx';
import { baseName } from '../../lib/file-entry.ts';
import { stemOf } from '../../lib/file-set.ts';
import type { Session } from '../../services/session.ts';
import type { Store } from '../../services/store.ts';
import { useParts } from '../../services/use-parts.ts';
import { Activities } from './activities.tsx';
import { FORMATS } from './formats.ts';
import './opening.css';

/** What {@link OpeningPanel} takes. */
export interface OpeningProps {
  readonly store: Store;
  readonly session: Session;
  /** Called when the reader has chosen something, so that a dialog around the panel can close. */
  readonly onChosen?: () => void;
}

/** Where a recording and models are opened, and what can be opened. */
export function OpeningPanel({ store, session, onChosen = () => undefined }: OpeningProps) {
  const { choices, model, secondModel, recording } = useParts(
    store,
    'choices',
    'model',
    'secondModel',
    'recording',
  );
  const start = (work: Promise<void>): void => {
    void work;
    onChosen();
  };
  return (
    <div class="opening">
      <p class="drop-here">
        <strong>Drop files, a folder or a zip anywhere on this page.</strong>
        <span>They are read where they are: nothing leaves this computer.</span>
      </p>
      <div class="opening-buttons">
        <FilePicker kind="primary" onPick={(files) => start(session.openFiles(files))}>
          Files ...
        </FilePicker>
        <FilePicker folder onPick={(files) => start(session.openFiles(files))}>
          Folder ...
        </FilePicker>
        <Button onClick={() => start(session.openDemo())}>Synthetic recording</Button>
      </div>
      {choices.length > 1 && (
        <div class="opening-choice">
          <Select
            label={`One of ${choices.length} recordings`}
            value={chosen(choices, recording?.name)}
            options={choices.map((file) => ({ value: file, label: stemOf(file) }))}
            onChange={(file) => start(session.choose(file))}
          />
        </div>
      )}
      <dl class="opening-models">
        <div>
          <dt>Model</dt>
          <dd>{model?.name ?? 'none'}</dd>
          <dd>
            <FilePicker onPick={(files) => start(session.openFiles(files, 'first'))}>
              Other model ...
            </FilePicker>
            <Button kind="quiet" onClick={() => start(session.fetchModel())}>
              The page’s own
            </Button>
          </dd>
        </div>
        <div>
          <dt>Compared with</dt>
          <dd>{secondModel?.name ?? 'none'}</dd>
          <dd>
            <FilePicker onPick={(files) => start(session.openFiles(files, 'second'))}>
              Second model ...
            </FilePicker>
            {secondModel && (
              <Button kind="quiet" onClick={() => start(session.closeSecondModel())}>
                Close it
              </Button>
            )}
          </dd>
        </div>
      </dl>
      <Activities store={store} session={session} />
      <h3>What can be opened</h3>
      <dl class="opening-formats">
        {FORMATS.map(({ name, files, text }) => (
          <div key={name}>
            <dt>
              {name} <code>{files}</code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The choice whose recording is open, else the first. */
function chosen(choices: readonly string[], name: string | undefined): string {
  return choices.find((file) => baseName(stemOf(file)) === name) ?? choices[0];
}
