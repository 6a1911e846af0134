import type { LeadFacts } from '../recording.ts';
import type { PaperScale } from './scale.ts';

/** How one lead is laid on the paper. */
export interface Lane {
  readonly lead: number;
  readonly name: string;
  /** Upper edge and height in CSS pixels. */
  readonly top: number;
  readonly height: number;
  /** y of the value `zero`. */
  readonly zeroY: number;
  /** Value, in the lead's unit, that lies on `zeroY`; 0 unless the lead stays far from 0. */
  readonly zero: number;
  readonly pxPerUnit: number;
  /** What is unusual about the lane, in words, or empty. */
  readonly note: string;
  readonly isVoltage: boolean;
}

/** Middle and spread of a lead's values, by which leads far from zero or without volts find their place. */
export interface LeadRange {
  readonly median: number;
  /** From the 2nd to the 98th percentile. */
  readonly spread: number;
  /** The least and the greatest value. */
  readonly low: number;
  readonly high: number;
}

const MV_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ['mV', 1],
  ['V', 1000],
  ['uV', 1e-3],
  ['µV', 1e-3],
  ['μV', 1e-3],
]);

/** Millivolts of one unit, or undefined for a lead that does not measure a voltage. */
export function millivoltsPer(units: string): number | undefined {
  return MV_PER_UNIT.get(units);
}

// The most room that a lead is given; twelve leads must share a screen.
const UP_MV = 2.5;
const DOWN_MV = 1.5;
const MANY_LEADS = 3;
const CROWDED_MV = 1;
const LEAST_UP_MM = 10;
const LEAST_DOWN_MM = 5;
/** Left free at both ends. */
const SPARE_MM = 1;
/** A lead whose middle is further from zero than this would leave its lane. */
const FAR_MV = 1.25;
/** Height that a lead without volts is given to fill. */
const OTHER_MM = 20;

/**
 * Lanes of all leads from `top` downwards, each as high as its values need; every edge and zero line lies on a 5 mm line
 * counted from `top`.
 */
export function layLanes(
  leads: readonly LeadFacts[],
  ranges: readonly (LeadRange | undefined)[],
  { pxPerMm, mmPerMv }: PaperScale,
  top: number,
): Lane[] {
  const isCrowded = leads.length > MANY_LEADS;
  let laneTop = top;
  return leads.map(({ name, units }, lead) => {
    const values = valueScale(units, ranges[lead], pxPerMm, mmPerMv);
    const { upMm, downMm } = room(ranges[lead], values, pxPerMm, mmPerMv, isCrowded);
    const height = (upMm + downMm) * pxPerMm;
    const lane = { lead, name, top: laneTop, height, zeroY: laneTop + upMm * pxPerMm, ...values };
    laneTop += height;
    return lane;
  });
}

/** Millimetres above and below the line of zero. */
function room(
  range: LeadRange | undefined,
  { zero, pxPerUnit }: Pick<Lane, 'zero' | 'pxPerUnit'>,
  pxPerMm: number,
  mmPerMv: number,
  isCrowded: boolean,
): { upMm: number; downMm: number } {
  const mm = (value: number): number => (value * pxPerUnit) / pxPerMm + SPARE_MM;
  const fit = (wanted: number, least: number, mostMv: number): number =>
    boxes(Math.max(least, Math.min(wanted, (isCrowded ? CROWDED_MV : mostMv) * mmPerMv)));
  return {
    // The calibration pulse is 1 mV.
    upMm: fit(range ? mm(range.high - zero) : Infinity, Math.max(LEAST_UP_MM, mmPerMv), UP_MV),
    downMm: fit(range ? mm(zero - range.low) : Infinity, LEAST_DOWN_MM, DOWN_MV),
  };
}

/** The y of a value of the lane's lead. */
export function yOf(lane: Lane, value: number): number {
  return lane.zeroY - (value - lane.zero) * lane.pxPerUnit;
}

function valueScale(units: string, range: LeadRange | undefined, pxPerMm: number, mmPerMv: number) {
  const mv = millivoltsPer(units);
  if (mv !== undefined) {
    const far = range !== undefined && Math.abs(range.median * mv) > FAR_MV;
    // Whole half millivolts, so that the grid can still be read.
    const zero = far ? Math.round(range.median * mv * 2) / 2 / mv : 0;
    const note = far ? `middle line at ${Number(zero.toPrecision(6))} ${units}` : '';
    return { zero, pxPerUnit: mmPerMv * mv * pxPerMm, note, isVoltage: true };
  }
  const mmPerUnit = niceBelow(OTHER_MM / (range?.spread || 1));
  const zero = range?.median ?? 0;
  const note = `${mmPerUnit} mm per ${units || 'unit'}, middle line at ${Number(zero.toPrecision(3))}`;
  return { zero, pxPerUnit: mmPerUnit * pxPerMm, note, isVoltage: false };
}

function boxes(mm: number): number {
  return 5 * Math.ceil(mm / 5);
}

/** The greatest of 1, 2 and 5 times a power of ten that is not above `value`. */
function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [5, 2, 1].find((candidate) => candidate * power <= value) ?? 1;
  return Number((factor * power).toPrecision(1));
}

/** The range of values with gaps, undefined where there are none; `ends` hold its least and greatest, default the values. */
export function leadRange(
  values: ArrayLike<number>,
  ends: ArrayLike<number> = values,
): LeadRange | undefined {
  const sorted = Float64Array.from(Array.from(values).filter(Number.isFinite)).toSorted();
  if (sorted.length === 0) return undefined;
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < ends.length; i++) {
    if (ends[i] < low) low = ends[i];
    if (ends[i] > high) high = ends[i];
  }
  return { median: at(0.5), spread: at(0.98) - at(0.02), low, high };
}

/** The ranges of the same leads after more of them was seen: middle and spread as at first, the extent of all. */
export function widenedRanges(
  before: readonly (LeadRange | undefined)[],
  seen: readonly (LeadRange | undefined)[],
): readonly (LeadRange | undefined)[] {
  const widened = seen.map((range, lead) => {
    const known = before[lead];
    if (!known || !range) return known ?? range;
    const isWithin = range.low >= known.low && range.high <= known.high;
    return isWithin
      ? known
      : { ...known, low: Math.min(known.low, range.low), high: Math.max(known.high, range.high) };
  });
  return widened.every((range, lead) => range === before[lead]) ? before : widened;
}
