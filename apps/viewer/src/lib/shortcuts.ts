import type { SheetMove } from './image-sheet.ts';

/** Something that the page as a whole does. */
export type PageCommandId =
  | 'next-beat'
  | 'previous-beat'
  | 'next-disagreement'
  | 'next-premature'
  | 'next-doubtful'
  | 'next-listed'
  | 'next-difference'
  | 'previous-difference'
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
  | 'evaluate'
  | 'open'
  | 'export'
  | 'theme'
  | 'annotators'
  | 'intervals'
  | 'keys'
  | 'tour';

/** A way to move or stretch the paper. */
export type PaperMoveId =
  | 'paper-back'
  | 'paper-on'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-true'
  | 'page-back'
  | 'page-on'
  | 'to-start'
  | 'to-end'
  | 'part-back'
  | 'part-on';

/** Something that is done to a line of the calipers. */
export type CaliperMoveId = 'line-back' | 'line-on' | 'line-box-back' | 'line-box-on' | 'line-snap';

/** Something a key does. */
export type ShortcutId = PageCommandId | PaperMoveId | CaliperMoveId | SheetMove | 'calipers';

/** A part of the page that answers keys only while it has the focus. */
export type KeyPlace = 'strip' | 'overview' | 'caliper' | 'sheet';

/** A key and what it does. */
export interface Shortcut {
  readonly id: ShortcutId;
  /** As `a`, `Shift+D`, `Ctrl+Z`, `ArrowLeft`; Ctrl is also the command key. Any of them does it. */
  readonly keys: readonly string[];
  readonly does: string;
  readonly group:
    | 'Go to'
    | 'Read'
    | 'Page'
    | 'Paper'
    | 'On the strip or the overview'
    | 'On a line of the calipers'
    | 'On the sheet of images';
  /** Where the focus must be; without it the key works wherever the focus is, except in a field or a dialog. */
  readonly on?: readonly KeyPlace[];
}

const ON_PAPER = 'On the strip or the overview';
const ON_LINE = 'On a line of the calipers';
const ON_SHEET = 'On the sheet of images';
const SHEET: readonly KeyPlace[] = ['sheet'];
const PAPER: readonly KeyPlace[] = ['strip', 'overview'];
const LINE: readonly KeyPlace[] = ['caliper'];

/** Every key of the page. */
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
  {
    id: 'next-difference',
    keys: ['x'],
    does: 'the next beat that the other annotator missed, invented or classed otherwise',
    group: 'Go to',
  },
  { id: 'previous-difference', keys: ['Shift+X'], does: 'the one before', group: 'Go to' },
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
  { id: 'evaluate', keys: ['6'], does: 'evaluate', group: 'Page' },
  { id: 'annotators', keys: ['7'], does: 'annotators', group: 'Page' },
  { id: 'open', keys: ['o'], does: 'open a recording or a model', group: 'Page' },
  { id: 'export', keys: ['e'], does: 'export what is on the screen', group: 'Page' },
  { id: 'theme', keys: ['t'], does: 'light or dark', group: 'Page' },
  { id: 'tour', keys: ['g'], does: 'a guided tour of the page', group: 'Page' },
  { id: 'keys', keys: ['?'], does: 'this list', group: 'Page' },
  { id: 'paper-back', keys: ['Shift+ArrowLeft'], does: 'move the paper back', group: 'Paper' },
  { id: 'paper-on', keys: ['Shift+ArrowRight'], does: 'move the paper on', group: 'Paper' },
  { id: 'zoom-in', keys: ['+'], does: 'zoom in', group: 'Paper' },
  { id: 'zoom-out', keys: ['-'], does: 'zoom out', group: 'Paper' },
  { id: 'zoom-true', keys: ['0'], does: 'back to the paper speed', group: 'Paper' },
  { id: 'calipers', keys: ['m'], does: 'measure with calipers', group: 'Paper' },
  { id: 'intervals', keys: ['i'], does: 'waves and intervals on the large beat, or not', group: 'Paper' },
  { id: 'page-back', keys: ['PageUp'], does: 'turn the paper back', group: ON_PAPER, on: PAPER },
  { id: 'page-on', keys: ['PageDown'], does: 'turn the paper', group: ON_PAPER, on: PAPER },
  { id: 'to-start', keys: ['Home'], does: 'the beginning', group: ON_PAPER, on: PAPER },
  { id: 'to-end', keys: ['End'], does: 'the end', group: ON_PAPER, on: PAPER },
  {
    id: 'part-back',
    keys: ['ArrowLeft'],
    does: 'on the overview: move the paper back',
    group: ON_PAPER,
    on: ['overview'],
  },
  {
    id: 'part-on',
    keys: ['ArrowRight'],
    does: 'on the overview: move the paper on',
    group: ON_PAPER,
    on: ['overview'],
  },
  { id: 'line-back', keys: ['ArrowLeft'], does: 'a sample back', group: ON_LINE, on: LINE },
  { id: 'line-on', keys: ['ArrowRight'], does: 'a sample on', group: ON_LINE, on: LINE },
  { id: 'line-box-back', keys: ['Shift+ArrowLeft'], does: 'a small box back', group: ON_LINE, on: LINE },
  { id: 'line-box-on', keys: ['Shift+ArrowRight'], does: 'a small box on', group: ON_LINE, on: LINE },
  { id: 'line-snap', keys: ['s'], does: 'to the extremum beside it', group: ON_LINE, on: LINE },
  { id: 'image-back', keys: ['ArrowLeft'], does: 'the image before', group: ON_SHEET, on: SHEET },
  { id: 'image-on', keys: ['ArrowRight'], does: 'the next image', group: ON_SHEET, on: SHEET },
  { id: 'row-back', keys: ['ArrowUp'], does: 'the image above', group: ON_SHEET, on: SHEET },
  { id: 'row-on', keys: ['ArrowDown'], does: 'the image below', group: ON_SHEET, on: SHEET },
  { id: 'sheet-back', keys: ['PageUp'], does: 'the sheet before', group: ON_SHEET, on: SHEET },
  { id: 'sheet-on', keys: ['PageDown'], does: 'the next sheet', group: ON_SHEET, on: SHEET },
  { id: 'first-image', keys: ['Home'], does: 'the first image', group: ON_SHEET, on: SHEET },
  { id: 'last-image', keys: ['End'], does: 'the last image', group: ON_SHEET, on: SHEET },
];

/** What sets of images do not have. */
const OF_BEATS: readonly ShortcutId[] = [
  'next-premature',
  'next-difference',
  'previous-difference',
  'annotators',
];

/** The keys for beats of a recording, or for images of a set; what is said of beats goes for images as well. */
export function shortcutsFor(cases: 'beats' | 'images'): readonly Shortcut[] {
  if (cases === 'beats') return SHORTCUTS.filter(({ group }) => group !== ON_SHEET);
  const groups: readonly Shortcut['group'][] = ['Go to', 'Read', 'Page', ON_SHEET];
  return SHORTCUTS.filter(({ id, group }) => groups.includes(group) && !OF_BEATS.includes(id)).map(
    (shortcut) => ({ ...shortcut, does: shortcut.does.replace('beat', 'image') }),
  );
}

/** The headings of the table, in order. */
export const KEY_GROUPS: readonly Shortcut['group'][] = [
  'Go to',
  'Read',
  'Page',
  'Paper',
  ON_PAPER,
  ON_LINE,
  ON_SHEET,
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

/** What the key does everywhere, or in the place that has the focus; undefined for a key of no meaning there. */
export function shortcutFor(press: KeyPress, place?: KeyPlace): ShortcutId | undefined {
  const key = keyOf(press);
  const isThere = ({ on }: Shortcut): boolean => (place ? (on?.includes(place) ?? false) : !on);
  return SHORTCUTS.find((shortcut) => isThere(shortcut) && shortcut.keys.includes(key))?.id;
}

/** The first key of what is done, as it is printed: `→` for `next-beat`. */
export function keyFor(id: ShortcutId): string {
  const shortcut = SHORTCUTS.find((each) => each.id === id);
  if (!shortcut) throw new Error(`internal: no key for ${id}`);
  return keyText(shortcut.keys[0]);
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
