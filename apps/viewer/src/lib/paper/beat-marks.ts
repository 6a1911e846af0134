import { classColour } from '@saliogram/figures';
import type { AppState } from '../app-state.ts';
import { firstBeatFrom, verdictOf } from '../beat-verdict.ts';
import type { BeatVerdict } from '../beat-verdict.ts';
import type { DisplayItem } from '../display-list.ts';
import { lineItem, pointerItem, rectangleItem, textItem } from '../picture/items.ts';
import { blindReadingOf, reviewOf } from '../review.ts';
import type { TimeAxis } from './trace.ts';

/** The part of the state that beat marks are made of. */
export type MarkState = Pick<AppState, 'beats' | 'references' | 'model' | 'settings' | 'work' | 'view'>;

/** Baselines of the rows over the strip, from the upper edge; the reader's own row only where there is one. */
export interface MarkRows {
  readonly reader: number | null;
  readonly reference: number;
  /** Of another annotator; null where there is none. */
  readonly other: number | null;
  readonly model: number;
  readonly probability: number;
  readonly height: number;
}

const OTHER_ROW_PX = 18;

/** The rows that a state needs. */
export function markRows({ work, other }: Pick<AppState, 'work' | 'other'>): MarkRows {
  const hasReader = work.reviews.length + work.blindReadings.length > 0;
  const top = hasReader ? 18 : 0;
  const below = top + (other ? OTHER_ROW_PX : 0);
  return {
    reader: hasReader ? 15 : null,
    reference: top + 15,
    other: other ? top + 15 + OTHER_ROW_PX : null,
    model: below + 32,
    probability: below + 47,
    height: below + 60,
  };
}

/** Names of the rows, for the margin. */
export function rowNames(rows: MarkRows, right: number, otherName: string): DisplayItem[] {
  const name = (y: number | null, text: string): DisplayItem[] =>
    y === null ? [] : [textItem(right, y, text, { size: 10, align: 'end', ink: 'text-weak' })];
  return [
    ...name(rows.reader, 'reader'),
    ...name(rows.reference, 'reference'),
    ...name(rows.other, otherName),
    ...name(rows.model, 'model'),
    ...name(rows.probability, 'prob.'),
  ];
}

/** How much is written of each beat, by the room there is. */
type Detail = 'full' | 'symbols' | 'ticks';

/** Labels of the beats in a stretch: what agrees is plain; what differs is boxed, marked with ≠ and pointed at. */
export function beatMarks(state: MarkState, rows: MarkRows, axis: TimeAxis, widthPx: number): DisplayItem[] {
  const { beats, view } = state;
  const fs = axis.samplingFrequency;
  // A label reaches a little over the edge it stands at.
  const from = firstBeatFrom(beats, (axis.startS - 20 / axis.pxPerS) * fs);
  const to = firstBeatFrom(beats, (axis.startS + (widthPx + 20) / axis.pxPerS) * fs);
  const spanPx = to > from ? ((beats.peaks[to - 1] - beats.peaks[from]) / fs) * axis.pxPerS : 0;
  const room = to - from > 1 ? spanPx / (to - from - 1) : Infinity;
  const detail: Detail = room >= 40 ? 'full' : room >= 15 ? 'symbols' : 'ticks';
  const items: DisplayItem[] = [];
  let lastTick = -Infinity;
  for (let beat = from; beat < to; beat++) {
    const x = (beats.peaks[beat] / fs - axis.startS) * axis.pxPerS;
    const verdict = verdictOf(state, beat);
    const isSelected = view.beat === beat;
    if (detail === 'ticks' && !isSelected) {
      // Ticks on the same pixel are one, unless one of them stands out.
      if (x - lastTick < 1 && !standsOut(verdict)) continue;
      lastTick = x;
      items.push(...tick(x, rows, verdict));
    } else {
      items.push(...labels(x, rows, verdict, detail));
      items.push(...readerMark(state, rows, x, beats.peaks[beat]));
    }
    if (isSelected) items.push(selectedFrame(x, rows, detail));
  }
  return items;
}

function standsOut({ agreement, isUncertain, isHidden }: BeatVerdict): boolean {
  return !isHidden && (agreement === 'differs' || agreement === 'outside' || isUncertain);
}

function tick(x: number, rows: MarkRows, verdict: BeatVerdict): DisplayItem[] {
  if (!standsOut(verdict)) {
    return [lineItem([x, rows.height - 9, x, rows.height - 3], { stroke: 'text-weak' })];
  }
  return [flag(x, rows, verdict)];
}

/** Filled where the labels differ, hollow where the model is only uncertain. */
function flag(x: number, rows: MarkRows, { agreement }: BeatVerdict): DisplayItem {
  const isWrong = agreement === 'differs' || agreement === 'outside';
  return pointerItem(x, rows.height - 1, 9, {
    stroke: 'warning',
    width: 1.2,
    ...(isWrong && { fill: 'warning' }),
  });
}

function labels(x: number, rows: MarkRows, verdict: BeatVerdict, detail: Detail): DisplayItem[] {
  const centred = { align: 'middle', size: 12 } as const;
  if (verdict.isHidden) return [textItem(x, rows.model, '?', { ...centred, ink: 'text-weak' })];
  const isWrong = verdict.agreement === 'differs' || verdict.agreement === 'outside';
  const ink = standsOut(verdict) ? 'warning' : 'text';
  const items = [textItem(x, rows.reference, verdict.reference || '–', { ...centred, ink: 'text-weak' })];
  if (verdict.model !== '') {
    const text = isWrong ? `≠${verdict.model}` : verdict.model;
    items.push(
      textItem(x, rows.model, text, { ...centred, size: 13, bold: true, ink }),
      rectangleItem(x - 7, rows.model + 3, 14, 3, { fill: { colour: classColour(verdict.classIndex) } }),
    );
    if (detail === 'full') {
      const probability = `${verdict.probability.toFixed(2)}${verdict.isUncertain ? '?' : ''}`;
      items.push(
        textItem(x, rows.probability, probability, {
          size: 10,
          align: 'middle',
          ink: verdict.isUncertain ? 'warning' : 'text-weak',
          bold: verdict.isUncertain,
        }),
      );
    }
  }
  if (standsOut(verdict)) {
    const half = detail === 'full' ? 18 : 12;
    items.push(
      rectangleItem(x - half, rows.reference - 12, 2 * half, bottomOf(rows, detail) - rows.reference + 12, {
        stroke: 'warning',
        width: isWrong ? 1.6 : 1,
        ...(!isWrong && { dash: [3, 2] }),
      }),
      flag(x, rows, verdict),
    );
  }
  return items;
}

/** Lower edge of a frame around the labels. */
function bottomOf(rows: MarkRows, detail: Detail): number {
  return detail === 'full' ? rows.probability + 4 : rows.model + 8;
}

function selectedFrame(x: number, rows: MarkRows, detail: Detail): DisplayItem {
  const half = detail === 'full' ? 21 : 13;
  const top = rows.reference - 14;
  return rectangleItem(x - half, top, 2 * half, bottomOf(rows, detail) + 1.5 - top, {
    stroke: 'accent',
    width: 2.2,
  });
}

function readerMark(state: MarkState, rows: MarkRows, x: number, peak: number): DisplayItem[] {
  if (rows.reader === null) return [];
  const review = reviewOf(state.work, peak);
  const given = blindReadingOf(state.work, peak)?.symbol ?? '';
  const signs = { accepted: '✓', changed: `→${review?.symbol ?? ''}`, flagged: '⚑' };
  const text = review ? signs[review.decision] : given;
  return text === ''
    ? []
    : [textItem(x, rows.reader, text, { size: 12, align: 'middle', bold: true, ink: 'mark' })];
}
