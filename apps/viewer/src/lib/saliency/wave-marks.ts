import type { DelineatedWave } from '@saliogram/signal';
import type { DisplayItem, DisplayList } from '../display-list.ts';
import type { IntervalReading } from '../interval-readings.ts';
import { UNCLEAR_BELOW } from '../interval-readings.ts';
import { lineItem, rectangleItem, textItem } from '../picture/items.ts';
import type { BeatWaves } from '../recording.ts';
import { stepOfMs } from './beat-layout.ts';
import { frameEdges, frameScales } from './trace-frame.ts';
import type { TraceFrame } from './trace-frame.ts';

/** Height of the band of waves under a beat. */
export const WAVE_BAND_PX = 40;
/** Middle of the two rows of the band: intervals, waves. */
const INTERVAL_Y = 10;
const WAVE_Y = 29;
const WAVE_NAMES = [
  ['p', 'P'],
  ['qrs', 'QRS'],
  ['t', 'T'],
] as const;
/** The ST level is read so long after the QRS offset, ms. */
const ST_AFTER_MS = 60;

const LINE = { stroke: 'mark', width: 1.4 } as const;

/** Where a sample of the recording stands in a frame around the R peak. */
function placeIn(frame: TraceFrame, { waves }: BeatWaves, samplingFrequency: number) {
  const { x } = frameScales(frame);
  return (sample: number): number =>
    // The R peak stands in the middle of its step.
    x(0.5 + stepOfMs(((sample - waves.rPeak) * 1000) / samplingFrequency, frame.layout));
}

/** Onsets and offsets as fine dotted lines for below the trace; those that are not clear are left sparser. */
export function waveLines(frame: TraceFrame, found: BeatWaves, samplingFrequency: number): DisplayItem[] {
  const { left, right, top, bottom } = frameEdges(frame);
  const place = placeIn(frame, found, samplingFrequency);
  return WAVE_NAMES.flatMap(([key]) => {
    const wave = found.waves[key];
    return (['onset', 'offset'] as const).flatMap((point) => {
      if (!wave) return [];
      const at = place(wave[point]);
      if (at < left || at > right) return [];
      const dash = isClear(wave, point) ? [1, 4] : [1, 9];
      return [lineItem([at, top, at, bottom], { stroke: 'mark', width: 1, dash, opacity: 0.8 })];
    });
  });
}

/**
 * The waves of a beat as bars under its picture, and the intervals between them as lines with their values: dashed and with
 * a question mark where they are uncertain, not there where they are not known.
 *
 * @param frame of the picture above, whose times it shares
 */
export function waveBand(
  frame: TraceFrame,
  found: BeatWaves,
  readings: readonly IntervalReading[],
  samplingFrequency: number,
): DisplayList {
  const { left, right } = frameEdges(frame);
  const place = placeIn(frame, found, samplingFrequency);
  const inside = (x: number): boolean => x >= left && x <= right;
  const { p, qrs, t } = found.waves;
  const reading = (name: IntervalReading['name']): IntervalReading | undefined =>
    readings.find((each) => each.name === name && each.text !== '');
  const spanOf = (from: number, to: number): Span => {
    const [start, end] = [place(from), place(to)];
    return {
      from: Math.min(right, Math.max(left, start)),
      to: Math.min(right, Math.max(left, end)),
      beginsHere: inside(start),
      endsHere: inside(end),
    };
  };
  const interval = (name: 'PR' | 'QT', from: number | undefined, to: number | undefined): DisplayItem[] => {
    const said = reading(name);
    return said && from !== undefined && to !== undefined ? intervalItems(said, spanOf(from, to)) : [];
  };
  const bars = WAVE_NAMES.flatMap(([key, name]) => {
    const wave = found.waves[key];
    const said = key === 'qrs' ? reading('QRS') : undefined;
    const text = said ? `QRS ${valueText(said)}` : name;
    return wave ? waveItems(wave, text, spanOf(wave.onset, wave.offset)) : [];
  });
  const stAt = qrs ? place(qrs.offset + (ST_AFTER_MS / 1000) * samplingFrequency) : NaN;
  return {
    width: frame.width,
    height: WAVE_BAND_PX,
    description: `Waves of the beat: ${describe(found, readings)}.`,
    items: [
      ...interval('PR', p?.onset, qrs?.onset),
      ...interval('QT', qrs?.onset, t?.offset),
      ...bars,
      ...(reading('ST') && inside(stAt) ? stItems(stAt) : []),
    ],
  };
}

/** Where something lies, as far as it is in the frame. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly beginsHere: boolean;
  readonly endsHere: boolean;
}

function isClear(wave: DelineatedWave, point: 'onset' | 'offset'): boolean {
  return wave.confidence[point] >= UNCLEAR_BELOW;
}

function valueText({ text, doubt }: IntervalReading): string {
  return doubt === '' ? text : `${text} ?`;
}

/** A line with its value in the middle; an end outside the frame is an arrow. */
function intervalItems(said: IntervalReading, { from, to, beginsHere, endsHere }: Span): DisplayItem[] {
  if (to <= from) return [];
  const text = `${said.name} ${valueText(said)}`;
  const middle = (from + to) / 2;
  // Letters are about 6.2 px wide at this size.
  const half = 3.1 * text.length + 3;
  const y = INTERVAL_Y;
  const line = to - from > 2 * half + 8 ? [from, y, middle - half, y, NaN, NaN, middle + half, y, to, y] : [];
  const end = (x: number, isHere: boolean, back: number): number[] =>
    isHere ? [x, y - 4, x, y + 4] : [x + back, y - 4, x, y, x + back, y + 4];
  return [
    lineItem([...end(from, beginsHere, 5), NaN, NaN, ...end(to, endsHere, -5)], LINE),
    lineItem(line, { ...LINE, ...(said.doubt !== '' && { dash: [4, 3] }) }),
    textItem(middle, y + 4, text, { size: 11, align: 'middle', ink: 'mark' }),
  ];
}

/** A bar from onset to offset; an end that is not clear is broken, one outside the frame is not drawn. */
function waveItems(
  wave: DelineatedWave,
  text: string,
  { from, to, beginsHere, endsHere }: Span,
): DisplayItem[] {
  if (to <= from) return [];
  const edge = (x: number, point: 'onset' | 'offset'): DisplayItem =>
    lineItem([x, WAVE_Y - 8, x, WAVE_Y + 8], { ...LINE, ...(!isClear(wave, point) && { dash: [2, 2] }) });
  return [
    rectangleItem(from, WAVE_Y - 8, to - from, 16, { fill: 'mark', opacity: 0.1 }),
    ...(beginsHere ? [edge(from, 'onset')] : []),
    ...(endsHere ? [edge(to, 'offset')] : []),
    textItem((from + to) / 2, WAVE_Y + 4, text, { size: 11, align: 'middle', ink: 'mark' }),
  ];
}

function stItems(x: number): DisplayItem[] {
  return [
    lineItem([x, WAVE_Y - 7, x, WAVE_Y + 7], LINE),
    textItem(x - 3, WAVE_Y + 4, 'ST', { size: 10, align: 'end', ink: 'mark' }),
  ];
}

function describe({ waves }: BeatWaves, readings: readonly IntervalReading[]): string {
  const names = WAVE_NAMES.filter(([key]) => waves[key]).map(([, name]) => name);
  const values = readings.filter(({ text }) => text !== '').map((each) => `${each.name} ${valueText(each)}`);
  return `${names.join(', ') || 'none found'}; ${values.join(', ') || 'nothing measured'}`;
}
