import { shortcutFor } from '../lib/shortcuts.ts';
import type { PageCommandId, ShortcutId } from '../lib/shortcuts.ts';

/** What each key of the page as a whole does. */
export type Commands = Readonly<Record<PageCommandId, () => void>>;

/**
 * Runs the command of a key pressed anywhere on the page, unless something there has used the key already, a field is
 * being typed into or a dialog is open. Returns what ends it.
 *
 * @param commands a key whose command is not among them is left alone
 */
export function listenForShortcuts(commands: Readonly<Partial<Record<ShortcutId, () => void>>>): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isBusy(event)) return;
    const id = shortcutFor(event);
    const command = id && commands[id];
    if (!command) return;
    event.preventDefault();
    command();
  };
  addEventListener('keydown', onKeyDown);
  return () => removeEventListener('keydown', onKeyDown);
}

/** Whether what has the focus needs the key itself. */
function isBusy({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector('dialog[open]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) {
    const isSwitch = target.type === 'checkbox' || target.type === 'radio';
    return !isSwitch || key.startsWith('Arrow');
  }
  return target.isContentEditable || target.matches('select, textarea');
}
