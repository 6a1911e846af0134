import { describe, expect, it } from 'vitest';
import { SHORTCUTS, keyFor, keyOf, keyText, shortcutFor } from './shortcuts.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('keys', () => {
  it('are written the same whatever the keyboard does to them', () => {
    expect(keyOf(press('a'))).toBe('a');
    expect(keyOf(press('A'))).toBe('a'); // caps lock
    expect(keyOf(press('?', { shiftKey: true }))).toBe('?');
    expect(keyOf(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+Z');
    expect(keyOf(press('z', { metaKey: true }))).toBe('Ctrl+Z');
    expect(keyOf(press('ArrowLeft', { shiftKey: true }))).toBe('Shift+ArrowLeft');
  });

  it('do what the table says, and nothing else is taken', () => {
    expect(shortcutFor(press('?', { shiftKey: true }))).toBe('keys');
    expect(shortcutFor(press('z', { ctrlKey: true }))).toBe('undo');
    expect(shortcutFor(press('a', { ctrlKey: true }))).toBeUndefined();
    expect(shortcutFor(press('ArrowLeft', { altKey: true }))).toBeUndefined();
    expect(shortcutFor(press('Tab'))).toBeUndefined();
    expect(shortcutFor(press('+', { shiftKey: true }))).toBe('zoom-in');
  });

  it('of a part of the page do nothing elsewhere', () => {
    expect(shortcutFor(press('PageDown'))).toBeUndefined();
    expect(shortcutFor(press('PageDown'), 'strip')).toBe('page-on');
    expect(shortcutFor(press('ArrowLeft'))).toBe('previous-beat');
    expect(shortcutFor(press('ArrowLeft'), 'strip')).toBeUndefined();
    expect(shortcutFor(press('ArrowLeft'), 'overview')).toBe('part-back');
    expect(shortcutFor(press('ArrowLeft'), 'caliper')).toBe('line-back');
  });

  it('do one thing each', () => {
    for (const place of [undefined, 'strip', 'overview', 'caliper'] as const) {
      const there = SHORTCUTS.filter(({ on }) => (place ? on?.includes(place) : !on));
      const keys = there.flatMap((shortcut) => shortcut.keys);
      expect(keys.length).toBeGreaterThan(0);
      expect(new Set(keys).size, place).toBe(keys.length);
    }
    expect(new Set(SHORTCUTS.map(({ id }) => id)).size).toBe(SHORTCUTS.length);
    expect(keyText('Ctrl+ArrowLeft')).toBe('Ctrl + ←');
    expect(keyFor('paper-on')).toBe('Shift + →');
  });
});
