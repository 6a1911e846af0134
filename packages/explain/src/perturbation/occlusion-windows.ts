import { SaliogramError } from '@saliogram/core';
import { checkInteger, checkWord } from '../attribution/check-argument.ts';

/** Steps `from` up to `to` (exclusive). */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** What one occlusion hides: one or more runs of steps, in order, none empty. */
export type OcclusionWindow = readonly Run[];

/** The shape of the windows and where they are put. */
export interface WindowGeometry {
  /** Steps of a run; default 10, the paper's for ECG. */
  readonly width?: number;
  /** Steps between the starts of neighbouring windows; default 1. */
  readonly stride?: number;
  /** Several equal runs in every window, their starts `spacing` steps apart; default one run. */
  readonly runs?: { readonly count: number; readonly spacing: number } | null;
  /**
   * Blocks of an image read line by line: `rows` runs of `columns` steps, a line apart, cut at the line's ends instead
   * of running on into the next line. Stands in for `width` and `runs`; the stride holds both ways.
   */
  readonly blocks?: { readonly rows: number; readonly columns: number; readonly rowLength: number } | null;
  /**
   * `overhang` (default): windows may hang over the ends, so that every step is covered equally often (exactly, when
   * the stride divides the width). `inside`: whole windows only, so that inner steps are covered more often.
   */
  readonly edges?: 'overhang' | 'inside';
}

const WHERE = 'occlusion';

/** Starts, on the grid of the stride, of spans of `extent` over `length` places, so that every place is covered. */
function starts(length: number, extent: number, stride: number, overhang: boolean): number[] {
  const result: number[] = [];
  if (overhang) {
    const first = -Math.floor((extent - 1) / stride) * stride;
    for (let at = first; at < length; at += stride) result.push(at);
    return result;
  }
  if (extent > length) {
    throw new SaliogramError(
      'argument-invalid',
      `${WHERE}: got a window of ${extent} over ${length}, expected one that fits inside; make it smaller or let it overhang`,
      { details: { extent, length } },
    );
  }
  for (let at = 0; at + extent <= length; at += stride) result.push(at);
  // The stride may miss the end; one more window keeps the last places covered.
  if (result[result.length - 1] + extent < length) result.push(length - extent);
  return result;
}

function clipped(from: number, to: number, low: number, high: number): Run[] {
  const run = { from: Math.max(from, low), to: Math.min(to, high) };
  return run.from < run.to ? [run] : [];
}

function blockWindows(
  steps: number,
  blocks: NonNullable<WindowGeometry['blocks']>,
  stride: number,
  overhang: boolean,
): OcclusionWindow[] {
  const { rows, columns, rowLength } = blocks;
  if (steps % rowLength !== 0) {
    throw new SaliogramError(
      'argument-invalid',
      `${WHERE}: got lines of ${rowLength} for ${steps} steps, expected a whole number of lines`,
      { details: { rowLength, steps } },
    );
  }
  const lines = steps / rowLength;
  return starts(lines, rows, stride, overhang).flatMap((top) =>
    starts(rowLength, columns, stride, overhang).map((left) => {
      const window: Run[] = [];
      for (let line = Math.max(0, top); line < Math.min(top + rows, lines); line++) {
        const base = line * rowLength;
        window.push(...clipped(base + left, base + left + columns, base, base + rowLength));
      }
      return window;
    }),
  );
}

/**
 * All windows over a sequence; together they cover every step.
 *
 * The paper's 5 x 5 block on a 28 x 28 image is `blocks: {rows: 5, columns: 5, rowLength: 28}`, or literally, with
 * blocks that run over the line's end, `width: 5, runs: {count: 5, spacing: 28}`.
 *
 * @throws `argument-invalid` for a geometry that is empty, overlaps itself, or leaves steps uncovered
 * Source: Zeiler and Fergus 2014; the paper, section III-C.
 */
export function occlusionWindows(steps: number, geometry: WindowGeometry = {}): OcclusionWindow[] {
  const { stride = 1, edges = 'overhang' } = geometry;
  const blocks = geometry.blocks ?? undefined;
  const width = blocks?.columns ?? geometry.width ?? 10;
  const count = blocks?.rows ?? geometry.runs?.count ?? 1;
  const spacing = blocks?.rowLength ?? geometry.runs?.spacing ?? width;
  checkInteger(WHERE, 'steps', steps, 1);
  checkInteger(WHERE, 'width', width, 1);
  checkInteger(WHERE, 'stride', stride, 1);
  checkInteger(WHERE, 'count', count, 1);
  checkInteger(WHERE, 'spacing', spacing, width);
  checkWord(WHERE, 'edges', edges, ['overhang', 'inside']);
  const narrowest = blocks === undefined ? width : Math.min(width, count);
  if (stride > narrowest) {
    throw new SaliogramError(
      'argument-invalid',
      `${WHERE}: got stride ${stride} with windows of ${narrowest}, expected a stride no longer than the window, or steps stay uncovered`,
      { details: { stride, width, count } },
    );
  }
  const overhang = edges === 'overhang';
  if (blocks !== undefined) return blockWindows(steps, blocks, stride, overhang);
  const extent = (count - 1) * spacing + width;
  const windows = starts(steps, extent, stride, overhang)
    .map((at) =>
      Array.from({ length: count }, (_, j) => at + j * spacing).flatMap((from) =>
        clipped(from, from + width, 0, steps),
      ),
    )
    .filter((window) => window.length > 0);
  checkCover(steps, windows);
  return windows;
}

/** Whole windows with gaps between their runs can miss steps in the middle. */
function checkCover(steps: number, windows: readonly OcclusionWindow[]): void {
  const covered = new Uint8Array(steps);
  for (const { from, to } of windows.flat()) covered.fill(1, from, to);
  const step = covered.indexOf(0);
  if (step < 0) return;
  throw new SaliogramError(
    'argument-invalid',
    `${WHERE}: got runs that leave step ${step} of ${steps} uncovered, expected every step covered; let the windows overhang`,
    { details: { step, steps } },
  );
}
