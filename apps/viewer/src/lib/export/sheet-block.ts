import type { DisplayItem, Ink } from '../display-list.ts';
import { textWidth, wrapText } from './helvetica.ts';
import { placeItems } from './place-items.ts';

/** A part of a sheet: items from its own upper left corner, and how much room they take, in pixels. */
export interface SheetBlock {
  readonly height: number;
  readonly items: readonly DisplayItem[];
}

/** How the text of a block is set. */
export interface BlockText {
  /** Pixels. */
  readonly size: number;
  readonly bold?: boolean;
  /** Default `text`. */
  readonly ink?: Ink;
}

/** Height of a line per size of its letters. */
const LEADING = 1.3;

/** A paragraph in lines no wider than `width`. */
export function paragraph(
  text: string,
  width: number,
  { size, bold = false, ink = 'text' }: BlockText,
): SheetBlock {
  const lines = wrapText(text, width, size, bold);
  return {
    height: lines.length * size * LEADING,
    items: lines.map((line, i) => ({
      kind: 'text',
      x: 0,
      y: (i + 0.95) * size * LEADING,
      text: line,
      size,
      bold,
      ink,
    })),
  };
}

/** Names and values in two columns, the values wrapped. */
export function definitions(
  rows: readonly (readonly [string, string])[],
  width: number,
  text: BlockText,
): SheetBlock {
  const gap = text.size;
  const nameWidth = Math.max(0, ...rows.map(([name]) => textWidth(name, text.size))) + gap;
  return below(
    rows.map(([name, value]) =>
      beside([
        [0, paragraph(name, nameWidth, { ...text, ink: 'text-weak' })],
        [nameWidth, paragraph(value, width - nameWidth, text)],
      ]),
    ),
  );
}

/** Blocks below each other, `gap` pixels apart. */
export function below(blocks: readonly SheetBlock[], gap = 0): SheetBlock {
  const items: DisplayItem[] = [];
  let at = 0;
  for (const [i, block] of blocks.entries()) {
    if (i > 0) at += gap;
    items.push(...moved(block.items, 0, at));
    at += block.height;
  }
  return { height: at, items };
}

/** Blocks side by side, each at its x. */
export function beside(blocks: readonly (readonly [number, SheetBlock])[]): SheetBlock {
  return {
    height: Math.max(0, ...blocks.map(([, block]) => block.height)),
    items: blocks.flatMap(([x, block]) => moved(block.items, x, 0)),
  };
}

/** Items at another place. */
export function moved(items: readonly DisplayItem[], x: number, y: number): readonly DisplayItem[] {
  return placeItems(items, x, y, 1);
}
