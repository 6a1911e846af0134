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

// At 10 mm/mV; two leads have room for tall beats, twelve must share a screen.
const UP_MV = 2.5;
const DOWN_MV = 1.5;
const MANY_LEADS = 3;
const CROWDED_MV = 1;
/** A lead whose middle is further from zero than this would leave its lane. */
const FAR_MV = 1.25;
const LEAST_HALF_MM = 10;
/** Height that a lead without volts is given to fill. */
const OTHER_MM = 20;

/** Lanes of all leads from `top` downwards; every edge and zero line lies on a 5 mm line counted from `top`. */
export function layLanes(
  leads: readonly LeadFacts[],
  ranges: readonly (LeadRange | undefined)[],
  { pxPerMm, mmPerMv }: PaperScale,
  top: number,
): Lane[] {
  const crowded = leads.length > MANY_LEADS;
  const upMm = boxes(Math.max(LEAST_HALF_MM, (crowded ? CROWDED_MV : UP_MV) * mmPerMv));
  const downMm = boxes(Math.max(LEAST_HALF_MM, (crowded ? CROWDED_MV : DOWN_MV) * mmPerMv));
  const height = (upMm + downMm) * pxPerMm;
  return leads.map(({ name, units }, lead) => {
    const laneTop = top + lead * height;
    return {
      lead,
      name,
      top: laneTop,
      height,
      zeroY: laneTop + upMm * pxPerMm,
      ...valueScale(units, ranges[lead], pxPerMm, mmPerMv),
    };
  });
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

/** The range of values with gaps; undefined where there are none. */
export function leadRange(values: ArrayLike<number>): LeadRange | undefined {
  const sorted = Float64Array.from(Array.from(values).filter(Number.isFinite)).toSorted();
  if (sorted.length === 0) return undefined;
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  return { median: at(0.5), spread: at(0.98) - at(0.02) };
}
