/** Something a key does anywhere on the page. */
export type ShortcutId =
  | 'next-beat'
  | 'previous-beat'
  | 'next-disagreement'
  | 'next-premature'
  | 'next-doubtful'
  | 'next-listed'
  | 'accept'
  | 'change'
  | 'flag'
  | 'undo'
  | 'redo'
  | 'blind'
  | 'explain'
  | 'compare'
  | 'aggregate'
  | 'review'
  | 'model'
  | 'open'
  | 'export'
  | 'theme'
  | 'keys'
  | 'tour';

/** A key and what it does. */
export interface Shortcut {
  readonly id: ShortcutId;
  /** As `a`, `Shift+D`, `Ctrl+Z`, `ArrowLeft`; Ctrl is also the command key. Any of them does it. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly group: 'Go to' | 'Read' | 'Page';
}

/** Keys that work wherever the focus is, except in a field or a dialog. */
export const SHORTCUTS: readonly Shortcut[] = [
  { id: 'next-beat', keys: ['ArrowRight', 'j'], does: 'the next beat', group: 'Go to' },
  { id: 'previous-beat', keys: ['ArrowLeft', 'k'], does: 'the beat before', group: 'Go to' },
  {
    id: 'next-disagreement',
    keys: ['d'],
    does: 'the next beat whose label differs from the reference',
    group: 'Go to',
  },
  { id: 'next-premature', keys: ['v'], does: 'the next premature ventricular contraction', group: 'Go to' },
  { id: 'next-doubtful', keys: ['u'], does: 'the beat the model is least certain of', group: 'Go to' },
  { id: 'next-listed', keys: ['n'], does: 'the next beat of the worklist', group: 'Go to' },
  { id: 'accept', keys: ['a'], does: "accept the model's label of this beat", group: 'Read' },
  {
    id: 'change',
    keys: ['c'],
    does: 'give this beat another label, then the key of its symbol',
    group: 'Read',
  },
  { id: 'flag', keys: ['f'], does: 'flag this beat for another look', group: 'Read' },
  { id: 'undo', keys: ['Ctrl+Z', 'z'], does: 'take the last decision back', group: 'Read' },
  { id: 'redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y', 'Shift+Z'], does: 'do it again', group: 'Read' },
  { id: 'blind', keys: ['b'], does: 'blind mode: your label before the model shows its own', group: 'Read' },
  { id: 'explain', keys: ['1'], does: 'explain', group: 'Page' },
  { id: 'compare', keys: ['2'], does: 'compare', group: 'Page' },
  { id: 'aggregate', keys: ['3'], does: 'aggregate', group: 'Page' },
  { id: 'review', keys: ['4'], does: 'review', group: 'Page' },
  { id: 'model', keys: ['5'], does: 'model', group: 'Page' },
  { id: 'open', keys: ['o'], does: 'open a recording or a model', group: 'Page' },
  { id: 'export', keys: ['e'], does: 'export what is on the screen', group: 'Page' },
  { id: 'theme', keys: ['t'], does: 'light or dark', group: 'Page' },
  { id: 'tour', keys: ['g'], does: 'a guided tour of the page', group: 'Page' },
  { id: 'keys', keys: ['?'], does: 'this list', group: 'Page' },
];

/** A key that a part of the page answers while it has the focus. */
export interface PlaceKey {
  readonly keys: readonly string[];
  readonly does: string;
}

/** Keys of the parts of the page, by the part. */
export const PLACE_KEYS: readonly { readonly place: string; readonly keys: readonly PlaceKey[] }[] = [
  {
    place: 'On the strip',
    keys: [
      { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], does: 'move the paper' },
      { keys: ['PageUp', 'PageDown'], does: 'turn the page' },
      { keys: ['Home', 'End'], does: 'go to the beginning or the end' },
      { keys: ['+', '-', '0'], does: 'zoom in, out, true to scale' },
      { keys: ['m'], does: 'calipers; then arrow keys on a line, s to snap' },
    ],
  },
];

/** The part of a keyboard event that says which key it was. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The event as the keys of the table are written: `Ctrl+Shift+Z`, `?`; letters are small unless Ctrl or Shift is held. */
export function keyOf(press: KeyPress): string {
  const isLetter = /^\p{L}$/u.test(press.key);
  const ctrl = press.ctrlKey || press.metaKey;
  // Shift is what makes `?` of another key, so it counts only beside letters and named keys.
  const shift = press.shiftKey && (isLetter || press.key.length > 1);
  const key = isLetter ? (ctrl || shift ? press.key.toUpperCase() : press.key.toLowerCase()) : press.key;
  return `${ctrl ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`;
}

/** What the key does; undefined for a key of no meaning here. */
export function shortcutFor(press: KeyPress): ShortcutId | undefined {
  const key = keyOf(press);
  return SHORTCUTS.find(({ keys }) => keys.includes(key))?.id;
}

const SHOWN: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': 'Space',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};

/** A key as it is printed: `→` for `ArrowRight`. */
export function keyText(key: string): string {
  if (key === '+') return key;
  return key
    .split('+')
    .map((part) => SHOWN[part] ?? part)
    .join(' + ');
}
