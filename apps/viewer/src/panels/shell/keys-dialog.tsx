import { Dialog } from '../../elements/dialog.tsx';
import { KEY_GROUPS, SHORTCUTS, keyText } from '../../lib/shortcuts.ts';
import type { Shortcut } from '../../lib/shortcuts.ts';

/** All keys of the page. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keys" open={open} onClose={onClose} wide>
      <div class="keys">
        {KEY_GROUPS.map((group) => (
          <KeyList
            key={group}
            title={group}
            keys={SHORTCUTS.filter((shortcut) => shortcut.group === group)}
          />
        ))}
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
