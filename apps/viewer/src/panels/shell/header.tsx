import type { ComponentChildren } from 'preact';
import { Button } from '../../elements/button.tsx';
import { screenTheme } from '../../elements/screen.ts';
import { Toolbar } from '../../elements/toolbar.tsx';
import { recordingText } from '../../lib/recording-text.ts';
import { changeSettings } from '../../services/settings.ts';
import type { Store } from '../../services/store.ts';
import { useParts } from '../../services/use-parts.ts';
import './shell.css';

/** A window that the header opens. */
export type ShellDialog = 'open' | 'export' | 'settings' | 'keys';

/** What {@link Header} takes. */
export interface HeaderProps {
  readonly store: Store;
  readonly onOpen: (dialog: ShellDialog) => void;
  readonly onTour: () => void;
  /** What is under way. */
  readonly children: ComponentChildren;
}

/** The product, what is open, and what the page as a whole can do. */
export function Header({ store, onOpen, onTour, children }: HeaderProps) {
  const { recording, model } = useParts(store, 'recording', 'model');
  return (
    <header class="page-header">
      <h1>Saliogram</h1>
      <dl class="open-files">
        <div>
          <dt>{recording?.images ? 'Images' : 'Recording'}</dt>
          <dd>{recording ? recordingText(recording) : 'none'}</dd>
        </div>
        <div>
          <dt>Model</dt>
          <dd>
            {model ? (
              <>
                <strong>{model.name}</strong> <span class="weak">{model.engine}</span>
              </>
            ) : (
              'none'
            )}
          </dd>
        </div>
      </dl>
      {children}
      <Toolbar label="Page">
        <Button kind="primary" shortcut="o" onClick={() => onOpen('open')}>
          Open ...
        </Button>
        <Button shortcut="e" onClick={() => onOpen('export')}>
          Export ...
        </Button>
        <Button
          kind="quiet"
          title="Light or dark (t)"
          onClick={() => changeSettings(store, { theme: screenTheme.value === 'dark' ? 'light' : 'dark' })}
        >
          {screenTheme.value === 'dark' ? 'Light' : 'Dark'}
        </Button>
        <Button kind="quiet" onClick={() => onOpen('settings')}>
          Settings
        </Button>
        <Button kind="quiet" title="What is where (g)" onClick={onTour}>
          Tour
        </Button>
        <Button kind="quiet" shortcut="?" onClick={() => onOpen('keys')}>
          Keys
        </Button>
      </Toolbar>
    </header>
  );
}
