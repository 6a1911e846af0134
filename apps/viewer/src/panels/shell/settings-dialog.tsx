import { Button } from '../../elements/button.tsx';
import { Dialog } from '../../elements/dialog.tsx';
import { Check, Field } from '../../elements/field.tsx';
import { Choice } from '../../elements/select.tsx';
import type { Settings } from '../../lib/app-state.ts';
import { setBlind } from '../../services/reviewing.ts';
import { changeSettings } from '../../services/settings.ts';
import type { Store } from '../../services/store.ts';
import { usePart } from '../../services/use-parts.ts';

const THEMES: readonly { value: Settings['theme']; label: string }[] = [
  { value: 'system', label: 'as the device' },
  { value: 'light', label: 'light' },
  { value: 'dark', label: 'dark' },
];

/** The reader's settings, kept in this browser. */
export function SettingsDialog({
  store,
  open,
  onClose,
}: {
  store: Store;
  open: boolean;
  onClose: () => void;
}) {
  const { theme, blind, reader } = usePart(store, ({ settings }) => settings);
  return (
    <Dialog
      title="Settings"
      open={open}
      onClose={onClose}
      actions={
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div class="settings">
        <Field
          label="Your name or initials, for the audit trail"
          value={reader}
          onInput={(text) => changeSettings(store, { reader: text })}
        />
        <Choice
          label="Colours"
          value={theme}
          options={THEMES}
          onChange={(value) => changeSettings(store, { theme: value })}
        />
        <Check checked={blind} onChange={(on) => setBlind(store, on)}>
          Blind mode: your label before the model shows its own
        </Check>
        <p class="hint">Kept in this browser only. Nothing you open leaves this computer.</p>
      </div>
    </Dialog>
  );
}
