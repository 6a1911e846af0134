import type { ModelInput } from './explanation.ts';

/** A block of an image, from its upper left pixel. */
export interface Block {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** A change the reader makes to the input of a case; steps `from` up to `to`, exclusive. */
export type ProbeEdit =
  | { readonly kind: 'hide'; readonly from: number; readonly to: number }
  /** Of an image with lines of `rowLength` pixels. */
  | { readonly kind: 'hide-block'; readonly block: Block; readonly rowLength: number }
  /** Pixels of full ink. */
  | { readonly kind: 'ink'; readonly steps: readonly number[] }
  /** One value per step. */
  | {
      readonly kind: 'draw';
      readonly channel: number;
      readonly from: number;
      readonly values: readonly number[];
    };

/** What hides: the value the model takes for nothing. */
export const HIDDEN_VALUE = 0;

/** The input with all edits done in order, as a copy. */
export function editedInput(input: ModelInput, edits: readonly ProbeEdit[]): ModelInput {
  const values = input.values.slice();
  const hide = (first: number, end: number): void => {
    const [from, to] = [Math.max(0, first), Math.min(input.steps, end)];
    values.fill(HIDDEN_VALUE, from * input.channels, Math.max(from, to) * input.channels);
  };
  for (const edit of edits) {
    if (edit.kind === 'hide') {
      hide(edit.from, edit.to);
      continue;
    }
    if (edit.kind === 'hide-block') {
      const { row, column, rows, columns } = edit.block;
      for (let r = row; r < row + rows; r++) {
        hide(r * edit.rowLength + column, r * edit.rowLength + column + columns);
      }
      continue;
    }
    if (edit.kind === 'ink') {
      for (const step of edit.steps) values[step] = 1;
      continue;
    }
    edit.values.forEach((value, i) => {
      const step = edit.from + i;
      if (step >= 0 && step < input.steps) values[step * input.channels + edit.channel] = value;
    });
  }
  return { ...input, values };
}

/** A pixel of an image. */
export interface Pixel {
  readonly row: number;
  readonly column: number;
}

/** The block between two pixels, both included. */
export function draggedBlock(start: Pixel, end: Pixel): Block {
  const [row, column] = [Math.min(start.row, end.row), Math.min(start.column, end.column)];
  return {
    row,
    column,
    rows: Math.abs(start.row - end.row) + 1,
    columns: Math.abs(start.column - end.column) + 1,
  };
}

/** A stroke of ink that went on from one pixel to another: two pixels wide, within an image of that size. */
export function inkedTo(
  steps: readonly number[],
  last: Pixel,
  next: Pixel,
  image: { readonly rows: number; readonly columns: number },
): readonly number[] {
  const parts = Math.max(1, Math.abs(next.row - last.row), Math.abs(next.column - last.column));
  const inked = new Set(steps);
  for (let i = 0; i <= parts; i++) {
    const row = Math.round(last.row + ((next.row - last.row) * i) / parts);
    const column = Math.round(last.column + ((next.column - last.column) * i) / parts);
    for (const [r, c] of [
      [row, column],
      [row + 1, column],
      [row, column + 1],
      [row + 1, column + 1],
    ]) {
      if (r < image.rows && c < image.columns) inked.add(r * image.columns + c);
    }
  }
  return [...inked];
}

/** Whole steps between two places of a drag, whichever way it went; at least one, within the input. */
export function draggedSteps(start: number, end: number, steps: number): { from: number; to: number } {
  const within = (step: number): number => Math.min(steps - 1, Math.max(0, Math.floor(step)));
  const [from, last] = [within(Math.min(start, end)), within(Math.max(start, end))];
  return { from, to: last + 1 };
}

/** A stroke that went on to (step, value): what lies between its last place and the new one is joined by a straight line. */
export function drawnTo(
  edit: Extract<ProbeEdit, { kind: 'draw' }> | null,
  last: { readonly step: number; readonly value: number } | null,
  next: { readonly step: number; readonly value: number },
  channel = 0,
): Extract<ProbeEdit, { kind: 'draw' }> {
  const drawn = new Map(edit?.values.map((value, i) => [edit.from + i, value]));
  const begin = last ?? next;
  const way = Math.sign(next.step - begin.step) || 1;
  for (let step = begin.step; step !== next.step + way; step += way) {
    const share = next.step === begin.step ? 1 : (step - begin.step) / (next.step - begin.step);
    drawn.set(step, begin.value + share * (next.value - begin.value));
  }
  const from = Math.min(...drawn.keys());
  return {
    kind: 'draw',
    channel,
    from,
    values: Array.from({ length: drawn.size }, (_, i) => drawn.get(from + i)!),
  };
}
