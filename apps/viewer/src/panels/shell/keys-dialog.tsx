import { Dialog } from '../../elements/dialog.tsx';
import { KEY_GROUPS, keyText, shortcutsFor } from '../../lib/shortcuts.ts';
import type { Shortcut } from '../../lib/shortcuts.ts';

/** What {@link KeysDialog} takes. */
export interface KeysDialogProps {
  /** What is open. */
  readonly cases: 'beats' | 'images';
  readonly open: boolean;
  readonly onClose: () => void;
}

/** All keys of the page. */
export function KeysDialog({ cases, open, onClose }: KeysDialogProps) {
  const shortcuts = shortcutsFor(cases);
  return (
    <Dialog title="Keys" open={open} onClose={onClose} wide>
      <div class="keys">
        {KEY_GROUPS.map((title) => {
          const keys = shortcuts.filter(({ group }) => group === title);
          return keys.length > 0 && <KeyList key={title} title={title} keys={keys} />;
        })}
      </div>
      <p class="hint">
        Keys work everywhere except in a field; those “on” a part work while it has the focus. Tab goes from
        part to part.
      </p>
    </Dialog>
  );
}

function KeyList({ title, keys }: { title: string; keys: readonly Shortcut[] }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {keys.map(({ id, keys: names, does }) => (
          <div key={id}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{keyText(name)}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
