import { MUTED } from './palette.ts';
import type { Markup } from './svg.ts';
import { label, textWidth } from './text.ts';

/** A measure, and which of its values are better; `neither` for one that only describes. */
export interface MeasureHead {
  readonly title: string;
  readonly better: 'higher' | 'lower' | 'neither';
}

const ARROWS = { higher: ' ↑', lower: ' ↓', neither: '' } as const;

/** `Cumulative prediction difference (CPD)`, of which higher is better, as `CPD ↑`. */
export function headText({ title, better }: MeasureHead): string {
  return `${/\(([A-Z]+)\)$/.exec(title)?.[1] ?? title}${ARROWS[better]}`;
}

/** How far a head at 45 degrees reaches, to the right and up alike. */
export function leaningReach(head: string): number {
  return textWidth(head, 9) * Math.SQRT1_2;
}

/** A head at 45 degrees above the middle of its column. */
export function leaningHead(middle: number, bottom: number, head: string): Markup {
  return label(middle, bottom, head, { size: 9, rotate: -45, fill: MUTED });
}
