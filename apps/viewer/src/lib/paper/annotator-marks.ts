import { BEAT_SYMBOLS } from '@saliogram/records';
import type { Difference } from '../annotator-comparison.ts';
import type { AppState, OtherAnnotator } from '../app-state.ts';
import { firstBeatFrom } from '../beat-verdict.ts';
import type { DisplayItem } from '../display-list.ts';
import { lineItem, pointerItem, rectangleItem, textItem } from '../picture/items.ts';
import type { ReferenceMark } from '../recording.ts';
import type { MarkRows } from './beat-marks.ts';
import type { TimeAxis } from './trace.ts';

/** The part of the state that another annotator's marks are made of. */
export type AnnotatorState = Pick<AppState, 'beats' | 'references' | 'other' | 'settings'>;

/** Where the strip has its rows and its paper. */
interface Rows {
  readonly rows: MarkRows;
  readonly paperTop: number;
  readonly paperHeight: number;
}

/** Before the symbol: not in the reference, not in the other's, of another class. */
export const DIFFERENCE_SIGNS = { false: '+', missed: '−', class: '≠' } as const;
/** Room that a symbol needs. */
const SYMBOL_PX = 15;
const HALF_PX = 12;

/** A name that fits into the margin: the annotator alone where the file is named after a record. */
export function shortName(name: string): string {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  return ending.length > 9 ? `${ending.slice(0, 8)}…` : ending;
}

/**
 * The row of another annotator below the reference's: its symbols, + before those that the reference has not, ≠ before those
 * of another class, − where it has missed a beat. Nothing in blind mode: it would tell of the reference.
 */
export function annotatorMarks(
  state: AnnotatorState,
  { rows, paperTop, paperHeight }: Rows,
  axis: TimeAxis,
  widthPx: number,
): DisplayItem[] {
  const { other } = state;
  if (other === null || rows.other === null) return [];
  if (state.settings.blind) return [];
  const xOf = (sample: number): number => (sample / axis.samplingFrequency - axis.startS) * axis.pxPerS;
  const isNear = ({ sample }: { readonly sample: number }): boolean =>
    xOf(sample) > -HALF_PX && xOf(sample) < widthPx + HALF_PX;
  const differences = (other.comparison?.differences ?? []).filter(isNear);
  const differing = new Map(differences.map((each) => [each.otherIndex, each]));
  const seen = other.marks.flatMap((mark, index) =>
    BEAT_SYMBOLS.has(mark.symbol) && isNear(mark) ? [{ mark, index }] : [],
  );
  const isRoomy = seen.length < 2 || widthPx / seen.length >= SYMBOL_PX;
  const row = rows.other;
  const agreeing = seen.filter(({ index }) => !differing.has(index));
  return [
    ...(isRoomy ? agreeing.map(({ mark }) => symbol(xOf(mark.sample), row, mark.symbol)) : []),
    ...differences.flatMap((each) => {
      const x = xOf(placeOf(each, other));
      return isRoomy
        ? [...boxed(x, row, each, other), ...unfoundReference(state, rows, x, each)]
        : [pointerItem(x, row, 7, { stroke: 'warning', fill: 'warning', width: 1 })];
    }),
    ...(other.current && isNear(other.current)
      ? currentItems(xOf(other.current.sample), row, paperTop, paperHeight)
      : []),
  ];
}

/** Where the other annotator's sign stands: at its own mark, where it has one. */
function placeOf({ otherIndex, sample }: Difference, { marks }: OtherAnnotator): number {
  return otherIndex === undefined ? sample : marks[otherIndex].sample;
}

function symbol(x: number, y: number, text: string): DisplayItem {
  return textItem(x, y, text, { size: 12, align: 'middle', ink: 'text-weak' });
}

function boxed(x: number, y: number, difference: Difference, { marks }: OtherAnnotator): DisplayItem[] {
  const { kind, otherIndex } = difference;
  const own = otherIndex === undefined ? '' : marks[otherIndex].symbol;
  return [
    textItem(x, y, DIFFERENCE_SIGNS[kind] + own, { size: 12, align: 'middle', bold: true, ink: 'warning' }),
    rectangleItem(x - HALF_PX, y - 12, 2 * HALF_PX, 16, {
      stroke: 'warning',
      width: 1.2,
      ...(kind === 'missed' && { dash: [3, 2] }),
    }),
  ];
}

/** The reference's symbol, where no beat of the page's own stands for it. */
function unfoundReference(
  { beats, references }: AnnotatorState,
  rows: MarkRows,
  x: number,
  { referenceIndex }: Difference,
): DisplayItem[] {
  if (referenceIndex === undefined) return [];
  const mark: ReferenceMark = references[referenceIndex];
  const at = firstBeatFrom(beats, mark.sample);
  const isFound = [at - 2, at - 1, at, at + 1].some((beat) => beats.referenceOf[beat] === referenceIndex);
  return isFound ? [] : [symbol(x, rows.reference, mark.symbol)];
}

function currentItems(x: number, row: number, paperTop: number, paperHeight: number): DisplayItem[] {
  return [
    rectangleItem(x - HALF_PX - 3, row - 15, 2 * HALF_PX + 6, 22, { stroke: 'accent', width: 2.2 }),
    lineItem([x, paperTop, x, paperTop + paperHeight], { stroke: 'accent', width: 1.2, dash: [5, 4] }),
  ];
}
