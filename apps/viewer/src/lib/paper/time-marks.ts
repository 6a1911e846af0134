import type { DisplayItem } from '../display-list.ts';
import { lineItem, textItem } from '../picture/items.ts';
import type { TimeAxis } from './trace.ts';

const STEPS_S = [0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14_400, 21_600];
const ROOM_PX = 64;

/** Seconds between two labels that need 64 px each. */
export function timeStep(pxPerS: number): number {
  return STEPS_S.find((step) => step * pxPerS >= ROOM_PX) ?? 43_200;
}

/** A time as `1:02:03`, `2:03` or, with `decimals`, `2:03.40`. */
export function clockTime(timeS: number, decimals = 0): string {
  // Rounded before it is taken apart, so that 59.999 is a minute.
  const rounded = Math.round(timeS * 10 ** decimals) / 10 ** decimals;
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor((rounded % 3600) / 60);
  const seconds = (rounded % 60).toFixed(decimals).padStart(decimals > 0 ? 3 + decimals : 2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** Ticks and times below the paper, at `y`. */
export function timeMarks(axis: TimeAxis, widthPx: number, y: number, endS: number): DisplayItem[] {
  const step = timeStep(axis.pxPerS);
  const lastS = Math.min(endS, axis.startS + widthPx / axis.pxPerS);
  const items: DisplayItem[] = [];
  for (let k = Math.ceil(axis.startS / step); k * step <= lastS; k++) {
    if (k < 0) continue;
    const x = (k * step - axis.startS) * axis.pxPerS;
    items.push(
      lineItem([x, y, x, y + 5], { stroke: 'text-weak' }),
      textItem(x + 3, y + 13, clockTime(k * step, step < 1 ? 1 : 0), { size: 11, ink: 'text-weak' }),
    );
  }
  return items;
}
