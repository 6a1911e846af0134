import { Dialog } from '../../elements/dialog.tsx';
import { PLACE_KEYS, SHORTCUTS, keyText } from '../../lib/shortcuts.ts';
import type { PlaceKey, Shortcut } from '../../lib/shortcuts.ts';

const GROUPS: readonly Shortcut['group'][] = ['Go to', 'Read', 'Page'];

/** All keys of the page. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title="Keys" open={open} onClose={onClose} wide>
      <div class="keys">
        {GROUPS.map((group) => (
          <KeyList
            key={group}
            title={group}
            keys={SHORTCUTS.filter((shortcut) => shortcut.group === group)}
          />
        ))}
        {PLACE_KEYS.map(({ place, keys }) => (
          <KeyList key={place} title={place} keys={keys} />
        ))}
      </div>
      <p class="hint">
        Keys work everywhere except in a field, those of a part while it has the focus. Tab goes from part to
        part.
      </p>
    </Dialog>
  );
}

function KeyList({ title, keys }: { title: string; keys: readonly PlaceKey[] }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {keys.map(({ keys: names, does }) => (
          <div key={does}>
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
